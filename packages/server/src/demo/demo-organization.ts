import { type OrganizationScope, organizationScopes } from '@platen/contract';
import { createKey, getOrganization, systemActor } from '../access/index.ts';
import { dayMs, formatInstant } from '../kit/instant.ts';
import { places } from './places.ts';
import type { DemoRooms } from './rooms.ts';

const keyDays = 30;

/** Whether the data in the rooms is the demo's. */
export async function isDemoPresent({ access }: DemoRooms): Promise<boolean> {
  const org = await access.store.findOrganization(places[0].organization.org_id);
  return org?.demo === true;
}

/** A new key of the demo's first organization that may do everything there, for 30 days. */
export async function createDemoKey({
  access,
}: DemoRooms): Promise<{ readonly orgId: string; readonly key: string }> {
  const org = await getOrganization(access, places[0].organization.org_id);
  const { key } = await createKey(access, systemActor, org, {
    name: 'Demo',
    scopes: Object.keys(organizationScopes) as OrganizationScope[],
    expires_at: formatInstant(access.clock.now() + keyDays * dayMs),
  });
  return { orgId: org.orgId, key };
}
