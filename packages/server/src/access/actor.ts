import { Refusal, type Scope, scopeCovers } from '@platen/contract';
import type { ApiKey } from './api-key.ts';
import type { Organization } from './organization.ts';

/** Whoever came with a key: an organization or an operator. */
export type KeyHolder =
  | { readonly kind: 'organization'; readonly name: string; readonly key: ApiKey; readonly org: Organization }
  | { readonly kind: 'operator'; readonly name: string; readonly key: ApiKey };

/** Who acts: a holder of a key, or Platen itself. */
export type Actor = KeyHolder | { readonly kind: 'system'; readonly name: 'system' };

export const systemActor: Actor = { kind: 'system', name: 'system' };

export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.kind === 'system' || scopeCovers(actor.key.scopes, scope);
}

/** Refuses a holder that has none of the scopes. No scopes: anyone with a key may. */
export function requireScope(actor: KeyHolder, scopes: readonly Scope[]): void {
  if (scopes.length === 0 || scopes.some((scope) => hasScope(actor, scope))) return;
  throw new Refusal('scope_missing', `This request needs the scope ${scopes.join(' or ')}.`);
}

/** Whether the holder may know that the organization exists. */
export function seesOrganization(actor: KeyHolder, orgId: string): boolean {
  return actor.kind !== 'organization' || actor.org.orgId === orgId;
}
