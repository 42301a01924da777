import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { pushComponentStatus, putComponent } from './components.ts';
import { createIncident } from './create-incident.ts';
import { findIncidentOnPage, findMaintenanceOnPage, getRegionPage } from './get-region-page.ts';
import { addMaintenanceNews, createMaintenance, updateMaintenance } from './maintenances.ts';
import { putRegion } from './regions.ts';
import { noon, openRoom } from './status-room.fixture.ts';

const scan = { region: 'eu', id: 'scan' };
const incident = { name: 'Scans fail', impact: 'major', body: 'We look into it.' } as const;
const window = {
  name: 'New servers',
  body: 'We change the servers.',
  starts_at: '2026-11-23T13:00:00Z',
  ends_at: '2026-11-23T14:00:00Z',
};

type Room = Awaited<ReturnType<typeof openRoom>>;

async function pageOf({ status }: Room, region = 'eu') {
  const snapshot = await getRegionPage(status, region);
  if (!snapshot) throw new Error(`There is no page of ${region}.`);
  return snapshot.page;
}

describe("a region's page", () => {
  it('tells of the region and its components, and says until when it holds', async () => {
    await using room = await openRoom();
    room.clock.set('2026-11-23T12:01:00Z');
    const snapshot = await getRegionPage(room.status, 'eu');
    const begun = Date.parse('2026-11-01T08:00:00Z');
    expect(snapshot).toMatchObject({
      access: 'public',
      validUntil: Date.parse('2026-11-23T12:05:00Z'),
      page: {
        id: 'eu',
        name: 'Europe',
        status: 'operational',
        summary: 'All components are operational.',
        since: begun,
        observedAt: begun,
        stale: false,
        createdAt: begun,
        updatedAt: begun,
        incidents: [],
        maintenance: [],
        components: [
          { id: 'print', name: 'Cloud print', jobTypes: ['print'], status: 'operational', reason: null },
          {
            id: 'scan',
            createdAt: begun,
            updatedAt: begun,
            uptime: { ratio: 1, known: expect.closeTo(0.249, 2) },
          },
        ],
      },
    });
    expect(snapshot?.page.uptime.days).toHaveLength(90);
    expect(snapshot?.page.uptime.days.at(-1)?.date).toBe('2026-11-23');
    expect(await getRegionPage(room.status, 'eu')).toEqual(snapshot);
  });

  it('knows since when the region is as it is, though that was before its history', async () => {
    await using room = await openRoom();
    room.clock.set('2027-11-23T12:00:00Z');
    expect((await pageOf(room)).since).toBe(Date.parse('2026-11-01T08:00:00Z'));
  });

  it('is there for every region that exists, whoever may read it', async () => {
    await using room = await openRoom();
    expect(await getRegionPage(room.status, 'mars')).toBeUndefined();
    await putRegion(room.status, systemActor, 'us', { name: 'US', page_access: 'off' });
    expect(await getRegionPage(room.status, 'us')).toMatchObject({ access: 'off', page: { name: 'US' } });
  });

  it('has nothing of other regions, not even of what it shares with them', async () => {
    await using room = await openRoom();
    const before = await pageOf(room);
    await createIncident(room.status, systemActor, { ...incident, regions: ['us'], component_ids: ['fax'] });
    await createMaintenance(room.status, systemActor, { ...window, regions: ['us'] });
    await pushComponentStatus(
      room.status,
      systemActor,
      { region: 'us', id: 'fax' },
      { status_code: 'unknown' },
    );
    expect(await pageOf(room)).toEqual(before);
    const both = { regions: ['eu', 'us'], component_ids: ['scan', 'fax'] };
    await createIncident(room.status, systemActor, { ...incident, ...both });
    await createMaintenance(room.status, systemActor, { ...window, ...both });
    const { incidents, maintenance } = await pageOf(room);
    expect(incidents).toMatchObject([
      { componentIds: ['scan'], updates: [{ componentImpacts: { scan: 'major' } }] },
    ]);
    expect(maintenance).toMatchObject([{ componentIds: ['scan'] }]);
    expect(JSON.stringify([incidents, maintenance])).not.toMatch(/"us"|fax/);
  });

  it('lists what is active and what ended within its history, the newest first', async () => {
    await using room = await openRoom();
    const open = async (name: string, started_at: string) =>
      (await createIncident(room.status, systemActor, { ...incident, name, regions: ['eu'], started_at })).id;
    const over = await open('Over', '2026-11-02T12:00:00Z');
    await addIncidentUpdate(room.status, systemActor, over, { status: 'resolved', body: 'It is over.' });
    await open('Still on', '2026-11-01T12:00:00Z');
    const newest = await open('Newest', '2026-11-03T12:00:00Z');
    await addIncidentUpdate(room.status, systemActor, newest, { status: 'resolved', body: 'It is over.' });
    const names = async (at: string) => {
      room.clock.set(at);
      return (await pageOf(room)).incidents.map(({ name }) => name);
    };
    expect(await names('2026-11-23T12:05:00Z')).toEqual(['Newest', 'Over', 'Still on']);
    // The history begins with 2026-11-23, and then with the day after it.
    expect(await names('2027-02-21T00:00:00Z')).toEqual(['Newest', 'Over', 'Still on']);
    expect(await names('2027-02-21T00:05:00Z')).toEqual(['Still on']);
    const old = await findIncidentOnPage(room.status, 'eu', over);
    expect(old).toMatchObject({ name: 'Over', status: 'resolved', resolvedAt: Date.parse(noon) });
    expect(await findIncidentOnPage(room.status, 'us', over)).toBeUndefined();
    expect(await findIncidentOnPage(room.status, 'eu', 'inc_none')).toBeUndefined();
  });
});

describe("maintenance on a region's page", () => {
  it('is told once it is announced, with what the clock does to it and what is said of it', async () => {
    await using room = await openRoom();
    const announced = Date.parse('2026-11-23T12:30:00Z');
    const { id } = await createMaintenance(room.status, systemActor, {
      ...window,
      regions: ['eu'],
      component_ids: ['scan'],
      announce_at: '2026-11-23T12:30:00Z',
    });
    const seenAt = async (at: string) => {
      room.clock.set(at);
      const page = await pageOf(room);
      return { page, maintenance: page.maintenance[0] };
    };
    expect(await seenAt('2026-11-23T12:29:59Z')).toMatchObject({ page: { maintenance: [] } });
    expect(await findMaintenanceOnPage(room.status, 'eu', id)).toBeUndefined();
    expect(await seenAt('2026-11-23T12:30:00Z')).toMatchObject({
      page: { updatedAt: announced },
      maintenance: {
        status: 'scheduled',
        createdAt: announced,
        updatedAt: announced,
        updates: [{ id: `${id}_announced`, at: announced, status: 'scheduled', body: window.body }],
      },
    });
    room.clock.set('2026-11-23T13:20:00Z');
    await addMaintenanceNews(room.status, systemActor, id, { body: 'Half is done.' });
    const { maintenance } = await seenAt('2026-11-23T14:00:00Z');
    expect(maintenance?.status).toBe('completed');
    expect(maintenance?.updates.map(({ at, status, body }) => [at, status, body])).toEqual([
      [Date.parse(window.ends_at), 'completed', 'The maintenance is over.'],
      [Date.parse('2026-11-23T13:20:00Z'), 'in_progress', 'Half is done.'],
      [Date.parse(window.starts_at), 'in_progress', 'The maintenance has begun.'],
      [announced, 'scheduled', window.body],
    ]);
    expect(maintenance?.updatedAt).toBe(Date.parse(window.ends_at));
    expect(await findMaintenanceOnPage(room.status, 'eu', id)).toEqual(maintenance);
    expect(await findMaintenanceOnPage(room.status, 'us', id)).toBeUndefined();
  });

  it('that is announced as it begins has one update of that moment, and what was told before comes with it', async () => {
    await using room = await openRoom();
    const starts = Date.parse(window.starts_at);
    const { id } = await createMaintenance(room.status, systemActor, {
      ...window,
      regions: ['eu'],
      announce_at: window.starts_at,
    });
    await addMaintenanceNews(room.status, systemActor, id, { body: 'We prepare.' });
    room.clock.set(window.starts_at);
    const [maintenance] = (await pageOf(room)).maintenance;
    expect(maintenance?.updates.map(({ at, body }) => [at, body])).toEqual([
      [starts, 'We prepare.'],
      [starts, window.body],
    ]);
  });

  it('is there as long as the history, and by its link for ever', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, { ...window, regions: ['eu'] });
    room.clock.set('2027-02-21T00:00:00Z');
    expect((await pageOf(room)).maintenance).toMatchObject([{ id, status: 'completed' }]);
    room.clock.set('2027-02-21T00:05:00Z');
    expect((await pageOf(room)).maintenance).toEqual([]);
    expect(await findMaintenanceOnPage(room.status, 'eu', id)).toMatchObject({ status: 'completed' });
    expect(await findMaintenanceOnPage(room.status, 'eu', 'mnt_none')).toBeUndefined();
  });

  it('is gone when it is called off, and that is a change of the page', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, { ...window, regions: ['eu'] });
    room.clock.advance(60);
    await updateMaintenance(room.status, systemActor, id, { cancelled: true });
    expect(await pageOf(room)).toMatchObject({
      maintenance: [],
      updatedAt: Date.parse('2026-11-23T12:01:00Z'),
    });
    expect(await findMaintenanceOnPage(room.status, 'eu', id)).toBeUndefined();
  });

  it('that is called off before it was announced is no change of the page', async () => {
    await using room = await openRoom();
    const before = await pageOf(room);
    const later = { announce_at: '2026-11-23T12:30:00Z', regions: ['eu'] };
    const { id } = await createMaintenance(room.status, systemActor, { ...window, ...later });
    expect((await pageOf(room)).updatedAt).toBe(before.updatedAt);
    await updateMaintenance(room.status, systemActor, id, { cancelled: true });
    room.clock.set('2026-11-23T12:35:00Z');
    expect((await pageOf(room)).updatedAt).toBe(before.updatedAt);
  });
});

describe('the time at which a page was changed last', () => {
  const well = { status_code: 'operational', interval_seconds: 60 } as const;
  const minutes = (page: { readonly updatedAt: number }) => (page.updatedAt - Date.parse(noon)) / 60_000;

  it('is that of a push that changes something, of the silence after it, and of the return', async () => {
    await using room = await openPushed();
    expect(minutes(await pageOf(room))).toBe(0);
    room.clock.set('2026-11-23T12:02:00Z');
    await pushComponentStatus(room.status, systemActor, scan, well);
    expect(minutes(await pageOf(room))).toBe(0);
    room.clock.set('2026-11-23T12:04:59Z');
    expect(minutes(await pageOf(room))).toBe(0);
    room.clock.set('2026-11-23T12:10:00Z');
    const silent = await pageOf(room);
    expect(minutes(silent)).toBe(5);
    expect(silent).toMatchObject({
      status: 'unknown',
      stale: true,
      since: Date.parse('2026-11-23T12:05:00Z'),
      components: [{ id: 'print' }, { id: 'scan', reason: 'Nothing heard since 2026-11-23T12:02:00Z' }],
    });
    await pushComponentStatus(room.status, systemActor, scan, well);
    expect(minutes(await pageOf(room))).toBe(10);
    room.clock.set('2026-11-23T12:11:00Z');
    await pushComponentStatus(room.status, systemActor, scan, { ...well, message: 'All trays answer' });
    expect(minutes(await pageOf(room))).toBe(11);
  });

  it('is not moved by what is pushed beneath a status set by hand', async () => {
    await using room = await openPushed();
    room.clock.set('2026-11-23T12:01:00Z');
    await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code: 'degraded_performance' });
    const before = await pageOf(room);
    expect(minutes(before)).toBe(1);
    room.clock.set('2026-11-23T12:02:00Z');
    await pushComponentStatus(room.status, systemActor, scan, { ...well, status_code: 'major_outage' });
    const after = await pageOf(room);
    expect({ ...after, observedAt: before.observedAt }).toEqual(before);
    room.clock.set('2026-11-23T12:03:00Z');
    await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code: null });
    expect(await pageOf(room)).toMatchObject({
      updatedAt: room.clock.now(),
      components: [{}, { status: 'major_outage' }],
    });
  });

  it('is that of the news of an incident, and of the region under a new name', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, {
      ...incident,
      regions: ['eu'],
      started_at: '2026-11-23T11:00:00Z',
    });
    expect(minutes(await pageOf(room))).toBe(0);
    room.clock.advance(60);
    await addIncidentUpdate(room.status, systemActor, id, { status: 'identified', body: 'A disk.' });
    expect(minutes(await pageOf(room))).toBe(1);
    room.clock.advance(60);
    await putRegion(room.status, systemActor, 'eu', { name: 'European Union' });
    expect(minutes(await pageOf(room))).toBe(2);
  });

  /** At noon nothing is set by hand of the one component, and a heartbeat of one a minute has begun. */
  async function openPushed() {
    const room = await openRoom();
    await pushComponentStatus(room.status, systemActor, scan, well);
    await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code: null });
    return room;
  }
});
