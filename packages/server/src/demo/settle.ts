import { createOrganization, getOrganization, type Organization, systemActor } from '../access/index.ts';
import { dayMs } from '../kit/instant.ts';
import { addDays, dateAt } from '../kit/zone.ts';
import { putComponent, putRegion } from '../status/index.ts';
import { putSubscription } from '../subscription/index.ts';
import type { Place } from './place.ts';
import { asOf, type DemoRooms } from './rooms.ts';
import { tellIncidents, tellMaintenance, writeTemplates } from './tell.ts';

const yearMs = 365 * dayMs;

/**
 * Makes of a place what is not there yet, except for the jobs. The organization is dated a year before the first fill,
 * which is how the day of that is remembered. The subscription comes last: where there is one nothing is missing, and
 * what a visitor has changed since is left alone.
 *
 * @throws Refusal `conflict` when a real organization has the id.
 */
export async function settle(rooms: DemoRooms, place: Place): Promise<Organization> {
  const org = await findOrOpen(rooms, place);
  if (await rooms.subscription.store.find(org.orgId)) return org;
  const today = todayOf(org);
  await tellIncidents(rooms.status, place, today);
  await tellMaintenance(rooms.status, place, today);
  await subscribe(rooms, place, org);
  return org;
}

/** The instant of the first fill. */
export function todayOf(org: Organization): number {
  return org.createdAt + yearMs;
}

async function findOrOpen(rooms: DemoRooms, place: Place): Promise<Organization> {
  const { org_id: orgId } = place.organization;
  const known = await rooms.access.store.findOrganization(orgId);
  if (known?.demo) return known;
  const openedAt = Math.floor((rooms.clock.now() - yearMs) / 1000) * 1000;
  const status = asOf(rooms.status, openedAt);
  const region = place.region.id;
  await putRegion(status, systemActor, region, { name: place.region.name });
  for (const [position, { id, ...component }] of place.components.entries()) {
    const input = { status_code: 'operational', position, ...component } as const;
    await putComponent(status, systemActor, { region, id }, input);
  }
  await writeTemplates(status, place);
  const access = asOf(rooms.access, openedAt);
  await createOrganization(access, systemActor, { ...place.organization, demo: true });
  return getOrganization(access, orgId);
}

async function subscribe(rooms: DemoRooms, place: Place, org: Organization): Promise<void> {
  const { endsInDays, ...terms } = place.subscription;
  const endDate = addDays(dateAt(todayOf(org), org.timeZone), endsInDays);
  await putSubscription(asOf(rooms.subscription, org.createdAt), systemActor, org.orgId, {
    ...terms,
    term: 'annual',
    start_date: addDays(endDate, -364),
    end_date: endDate,
    time_zone: org.timeZone,
  });
}
