import { Refusal, type Scope, scopeCovers } from '@platen/contract';
import type { ApiKey } from './api-key.ts';
import type { Organization } from './organization.ts';

/** Who acts: a key of an organization, an operator's key, or Platen itself. */
export type Actor =
  | { readonly kind: 'organization'; readonly name: string; readonly key: ApiKey; readonly org: Organization }
  | { readonly kind: 'operator'; readonly name: string; readonly key: ApiKey }
  | { readonly kind: 'system'; readonly name: 'system' };

export const systemActor: Actor = { kind: 'system', name: 'system' };

export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.kind === 'system' || scopeCovers(actor.key.scopes, scope);
}

/** Refuses an actor that has none of the scopes. No scopes: anyone with a key may. */
export function requireScope(actor: Actor, scopes: readonly Scope[]): void {
  if (scopes.length === 0 || scopes.some((scope) => hasScope(actor, scope))) return;
  throw new Refusal('scope_missing', `This request needs the scope ${scopes.join(' or ')}.`);
}

/** Whether the actor may know that the organization exists. */
export function seesOrganization(actor: Actor, orgId: string): boolean {
  return actor.kind !== 'organization' || actor.org.orgId === orgId;
}
