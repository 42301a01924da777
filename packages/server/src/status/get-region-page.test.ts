import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { pushComponentStatus } from './components.ts';
import { createIncident } from './create-incident.ts';
import { findIncidentOnPage, getRegionPage } from './get-region-page.ts';
import { createMaintenance } from './maintenances.ts';
import { putRegion } from './regions.ts';
import { noon, openRoom, pageOf } from './status-room.fixture.ts';

const incident = { name: 'Scans fail', impact: 'major', body: 'We look into it.' } as const;
const window = {
  name: 'New servers',
  body: 'We change the servers.',
  starts_at: '2026-11-23T13:00:00Z',
  ends_at: '2026-11-23T14:00:00Z',
};

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

describe('an incident that has left the region', () => {
  it('is listed as long as the history reaches back to its leaving, though it goes on elsewhere', async () => {
    await using room = await openRoom();
    const both = { regions: ['eu', 'us'], started_at: noon };
    const { id } = await createIncident(room.status, systemActor, { ...incident, ...both });
    room.clock.set('2026-11-24T00:00:00Z');
    const left = { status: 'identified' as const, body: 'Europe is well.', regions: ['us'] };
    await addIncidentUpdate(room.status, systemActor, id, left);
    const seenAt = async (at: string, region: string) => {
      room.clock.set(at);
      return (await pageOf(room, region)).incidents.map(({ status }) => status);
    };
    expect(await seenAt('2027-02-22T00:00:00Z', 'eu')).toEqual(['resolved']);
    expect(await seenAt('2027-02-22T00:05:00Z', 'eu')).toEqual([]);
    expect(await seenAt('2027-02-22T00:05:00Z', 'us')).toEqual(['identified']);
    expect(await findIncidentOnPage(room.status, 'eu', id)).toMatchObject({ status: 'resolved' });
  });
});
