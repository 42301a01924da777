import { type Role, roles } from '@platen/contract';
import type { Claims } from './provider.ts';

/** Which role a value of a claim gives, such as a group. */
export interface RoleMapping {
  readonly claim: string;
  readonly rules: readonly { readonly value: string; readonly orgId: string; readonly role: Role }[];
}

/** By organization that the mapping names: the greatest role that is given there, or null. */
export function rolesOf({ claim, rules }: RoleMapping, claims: Claims): Map<string, Role | null> {
  const values = new Set([claims[claim] ?? []].flat());
  const given = new Map<string, Role | null>(rules.map(({ orgId }) => [orgId, null]));
  for (const { value, orgId, role } of rules) {
    if (values.has(value)) given.set(orgId, greater(given.get(orgId) ?? null, role));
  }
  return given;
}

function greater(one: Role | null, other: Role): Role {
  return one !== null && roles.indexOf(one) > roles.indexOf(other) ? one : other;
}
