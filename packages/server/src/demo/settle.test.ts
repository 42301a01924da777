import { describe, expect, it } from 'vitest';
import { createOrganization, listAudit, systemActor } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import { getSystemStatus, listIncidents, listMaintenance, putRegion } from '../status/index.ts';
import { getSubscription } from '../subscription/index.ts';
import { openRooms } from './demo.fixture.ts';
import { places } from './places.ts';
import { settle, todayOf } from './settle.ts';

const [clinic] = places;
const everything = { limit: 100 };

describe('settling a place', () => {
  it.each([
    '2026-03-01T00:00:00Z',
    '2026-03-30T10:59:59Z',
    '2026-06-30T23:59:59Z',
    '2026-07-22T04:10:00Z',
    '2026-10-29T12:34:56Z',
    '2027-01-01T00:30:00Z',
    '2027-02-06T17:00:00Z',
  ])('tells a year of incidents, in their order and none ahead of time, at %s', async (now) => {
    await using demo = await openRooms(now);
    for (const place of places) await settle(demo.rooms, place);
    const { data: incidents } = await listIncidents(demo.rooms.status, everything);
    for (const { id } of [{ id: 'eu' }, { id: 'us' }]) {
      const here = incidents.filter(({ regions }) => regions.includes(id));
      expect(here.filter(({ status }) => status === 'resolved').length).toBeGreaterThanOrEqual(6);
      const starts = here.map(({ started_at }) => started_at);
      expect(starts).toEqual(starts.toSorted().reverse());
    }
    const latest = incidents.flatMap(({ updated_at, updates }) => [
      updated_at,
      ...updates.map(({ at }) => at),
    ]);
    expect(latest.every((at) => at <= now)).toBe(true);
    expect(incidents.filter(({ status }) => status !== 'resolved')).toMatchObject([
      { name: 'Scan to cloud is failing for some devices', impact: 'major', component_ids: ['scan'] },
    ]);
    const { data: maintenance } = await listMaintenance(demo.rooms.status, everything);
    const states = (region: string) =>
      maintenance.filter(({ regions }) => regions.includes(region)).map(({ status }) => status);
    expect(states('eu')).toEqual(['scheduled', 'completed']);
    expect(states('us')).toEqual(['scheduled', 'completed']);
    expect(
      maintenance.every(({ updated_at, starts_at }) => updated_at <= now && updated_at < starts_at),
    ).toBe(true);
  });

  it('shows an incident in one region and calm in the other', async () => {
    await using demo = await openRooms('2026-11-23T09:00:00Z');
    const [eu, us] = await Promise.all(
      places.map(async (place) =>
        getSystemStatus(demo.rooms.status, (await settle(demo.rooms, place)).region),
      ),
    );
    expect(eu?.body).toMatchObject({
      service_status: 'Partial Outage',
      since: '2026-11-23T08:20:00Z',
      active_incidents: [{ updates: [{ status: 'identified' }, { status: 'investigating' }] }],
    });
    expect(us?.body).toMatchObject({ service_status: 'Operational', active_incidents: [] });
  });

  it('leaves one subscription about to end and another with months to go', async () => {
    await using demo = await openRooms('2026-11-23T09:00:00Z');
    const [eu, us] = await Promise.all(
      places.map(async (place) =>
        getSubscription(demo.rooms.subscription, (await settle(demo.rooms, place)).orgId),
      ),
    );
    expect(eu?.body).toMatchObject({
      state: 'expiring',
      days_remaining: 27,
      auto_renews: false,
      term: 'annual',
    });
    expect(us?.body).toMatchObject({
      state: 'active',
      days_remaining: 243,
      auto_renews: true,
      term: 'annual',
    });
  });

  it('marks its organizations as made up and dates them a year back', async () => {
    await using demo = await openRooms('2026-11-23T09:00:00Z');
    for (const place of places) {
      const org = await settle(demo.rooms, place);
      expect(org).toMatchObject({ orgId: place.organization.org_id, region: place.region.id, demo: true });
      expect(formatInstant(org.createdAt)).toBe('2025-11-23T09:00:00Z');
      expect(formatInstant(todayOf(org))).toBe('2026-11-23T09:00:00Z');
    }
  });

  it('is done once, and what a visitor changes afterwards stays', async () => {
    await using demo = await openRooms('2026-11-23T09:00:00Z');
    const first = await settle(demo.rooms, clinic);
    await putRegion(demo.rooms.status, systemActor, 'eu', { name: 'The old world' });
    const before = await listAudit(demo.rooms.access, undefined, everything);
    demo.clock.advance(3600);
    expect(await settle(demo.rooms, clinic)).toEqual(first);
    expect(await listAudit(demo.rooms.access, undefined, everything)).toEqual(before);
  });

  it('goes on where it was broken off', async () => {
    await using demo = await openRooms('2026-11-23T09:00:00Z');
    const { store } = demo.rooms.status;
    let updatesLeft = 5;
    const breaking = {
      ...store,
      updateIncident: async (...change: Parameters<typeof store.updateIncident>) => {
        if (updatesLeft-- === 0) throw new Error('The power is gone.');
        return store.updateIncident(...change);
      },
    };
    const broken = { ...demo.rooms, status: { ...demo.rooms.status, store: breaking } };
    await expect(settle(broken, clinic)).rejects.toThrow('The power is gone.');
    demo.clock.advance(600);
    await settle(demo.rooms, clinic);

    const { data } = await listIncidents(demo.rooms.status, everything);
    const told = data.map(({ name, updates }) => [name, updates.length]).reverse();
    expect(told).toEqual(clinic.incidents.map(({ name, updates }) => [name, updates.length]));
    expect(data[0]?.started_at).toBe('2026-11-23T08:20:00Z');
  });

  it('refuses to fill a real organization that has the id', async () => {
    await using demo = await openRooms('2026-11-23T09:00:00Z');
    await putRegion(demo.rooms.status, systemActor, 'eu', { name: 'Europe' });
    await createOrganization(demo.rooms.access, systemActor, {
      org_id: clinic.organization.org_id,
      name: 'A real one',
      region: 'eu',
    });
    await expect(settle(demo.rooms, clinic)).rejects.toMatchObject({ code: 'conflict' });
  });
});
