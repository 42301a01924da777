import { Refusal, type Scope, scopeCovers } from '@platen/contract';
import type { ApiKey } from './api-key.ts';
import type { Organization } from './organization.ts';

interface Came {
  /** What the audit calls them: the id of the key, or of the person. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** What they came with. */
  readonly by: ApiKey | Session;
}

/** A person who is signed in has no key, but one of these. */
export interface Session {
  readonly sessionId: string;
  readonly expiresAt: number;
}

/** Whoever came with a key or a session: for an organization, to run the deployment, or just as the person they are. */
export type Caller = Came &
  (
    | { readonly kind: 'organization'; readonly org: Organization }
    | { readonly kind: 'operator' }
    | { readonly kind: 'person' }
  );

/** Who acts: whoever came, or Platen itself. */
export type Actor = Caller | { readonly kind: 'system'; readonly name: 'system' };

export const systemActor: Actor = { kind: 'system', name: 'system' };

/** Whoever holds the key: an organization, or an operator. */
export function holderOf(key: ApiKey, org: Organization | undefined): Caller {
  const { id: name, scopes } = key;
  return org
    ? { kind: 'organization', name, scopes, by: key, org }
    : { kind: 'operator', name, scopes, by: key };
}

/** The key that the caller came with, if it was one. */
export function keyOf({ by }: Caller): ApiKey | undefined {
  return 'sessionId' in by ? undefined : by;
}

export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.kind === 'system' || scopeCovers(actor.scopes, scope);
}

/** Refuses a caller that has none of the scopes, or not `all` of them. No scopes: anyone with a key or a session may. */
export function requireScope(actor: Caller, scopes: readonly Scope[], all = false): void {
  const held = scopes.filter((scope) => hasScope(actor, scope));
  if (scopes.length === 0 || held.length >= (all ? scopes.length : 1)) return;
  throw new Refusal('scope_missing', `This request needs the scope ${scopes.join(all ? ' and ' : ' or ')}.`);
}

/** Whether the caller may know that the organization exists. */
export function seesOrganization(actor: Caller, orgId: string): boolean {
  return actor.kind === 'operator' || (actor.kind === 'organization' && actor.org.orgId === orgId);
}
