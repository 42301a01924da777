import { organizationScopes, type Role, type Scope } from '@platen/contract';
import type { Organization } from '../access/index.ts';

/** What a person is in an organization. */
export interface Membership {
  readonly org: Organization;
  readonly role: Role;
}

const ofOrganization = Object.keys(organizationScopes) as (keyof typeof organizationScopes)[];
const reading = ofOrganization.filter((scope) => scope.endsWith(':read'));
const administering = [...reading, 'alerts:acknowledge', 'org:admin'] as const;

export const scopesOfRole: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: reading,
  admin: administering,
  owner: [...administering, 'org:people'],
};
