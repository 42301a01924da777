import { describe, expect, it } from 'vitest';
import { createOrganization, listAudit, systemActor } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import {
  getSystemStatus,
  listComponents,
  listCorrections,
  listIncidents,
  listMaintenance,
  listTemplates,
  putRegion,
} from '../status/index.ts';
import { getSubscription } from '../subscription/index.ts';
import { openRooms } from './demo.fixture.ts';
import { places } from './places.ts';
import { settle, todayOf } from './settle.ts';

const [clinic] = places;
const everything = { limit: 100 };
const isOver = ({ status }: { readonly status: string }) => status === 'resolved' || status === 'postmortem';

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
      expect(here.filter(isOver).length).toBeGreaterThanOrEqual(6);
      const starts = here.map(({ started_at }) => started_at);
      expect(starts).toEqual(starts.toSorted().reverse());
    }
    const latest = incidents.flatMap(({ updated_at, updates }) => [
      updated_at,
      ...updates.map(({ at }) => at),
    ]);
    expect(latest.every((at) => at <= now)).toBe(true);
    expect(incidents.filter((incident) => !isOver(incident))).toMatchObject([
      { name: 'Scan to cloud is failing for some devices', impact: 'major', component_ids: ['scan'] },
    ]);
    const { data: maintenance } = await listMaintenance(demo.rooms.status, everything);
    const states = (region: string) =>
      maintenance.filter(({ regions }) => regions.includes(region)).map(({ status }) => status);
    expect(states('eu')).toEqual(['scheduled', 'scheduled', 'completed']);
    expect(states('us')).toEqual(['scheduled', 'completed']);
    for (const { created_at, announce_at, starts_at, updated_at, ends_at } of maintenance) {
      const inOrder = [created_at, announce_at, starts_at, ends_at];
      expect(inOrder).toEqual(inOrder.toSorted());
      expect(updated_at <= now && updated_at < ends_at).toBe(true);
    }
  });

  it('tells of the life of incidents: impacts by component, advisories, corrections and post-mortems', async () => {
    await using demo = await openRooms('2026-11-23T09:00:00Z');
    for (const place of places) await settle(demo.rooms, place);
    const { data } = await listIncidents(demo.rooms.status, everything);
    const told = (name: string) => data.find((incident) => incident.name === name);
    expect(told('Cloud print is down')).toMatchObject({
      status: 'postmortem',
      component_impacts: { print: 'critical', copy: 'minor' },
    });
    expect(told('Printing fails at devices with old firmware')?.updates).toMatchObject([
      { status: 'postmortem', impact: 'minor' },
      { status: 'resolved', impact: 'minor' },
      { status: 'monitoring', impact: 'minor' },
      { status: 'identified', impact: 'major' },
      { status: 'investigating', impact: 'major' },
    ]);
    expect(data.filter(({ kind }) => kind === 'advisory').map(({ impact }) => impact)).toEqual([
      'none',
      'none',
      'none',
    ]);
    const unreachable = told('Europe is unreachable');
    expect(unreachable?.updates[1]?.body).toContain('12:18');
    const corrections = await listCorrections(demo.rooms.status, unreachable?.id ?? '', everything);
    expect(corrections.data[0]?.changes[0]?.before).toContain('12:08');
    const { data: templates } = await listTemplates(demo.rooms.status, everything);
    expect(templates.map(({ id }) => id)).toEqual(['all-clear', 'scan-down']);
  });

  it('plans maintenance that is announced, and some that nobody is told of yet', async () => {
    await using demo = await openRooms('2026-11-23T09:00:00Z');
    await settle(demo.rooms, clinic);
    const { body } = await getSystemStatus(demo.rooms.status, 'eu');
    expect(body.maintenance.map(({ name }) => name)).toEqual(['New release of Cloud print']);
    const { data } = await listMaintenance(demo.rooms.status, everything);
    expect(data.map(({ name, updates }) => [name, updates.length])).toEqual([
      ['New lines for the Fax gateway', 0],
      ['New release of Cloud print', 0],
      ['Upgrade of the scan storage', 2],
    ]);
  });

  it('shows components in the order of the place, each described', async () => {
    await using demo = await openRooms('2026-11-23T09:00:00Z');
    for (const place of places) {
      await settle(demo.rooms, place);
      const { body } = await getSystemStatus(demo.rooms.status, place.region.id);
      expect(body.components.map(({ id }) => id)).toEqual(place.components.map(({ id }) => id));
      const { data } = await listComponents(demo.rooms.status, place.region.id, everything);
      expect(data.every(({ description }) => description)).toBe(true);
    }
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
