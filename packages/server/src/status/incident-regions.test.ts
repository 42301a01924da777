import type { IncidentCreate, IncidentUpdateCreate } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { putComponent } from './components.ts';
import { createIncident } from './create-incident.ts';
import { findIncidentOnPage, getRegionPage } from './get-region-page.ts';
import { getIncident, listIncidents } from './incidents.ts';
import { rollUp } from './roll-up.ts';
import { noon, openRoom } from './status-room.fixture.ts';
import { getSystemStatus } from './system-status.ts';

const failing: IncidentCreate = {
  name: 'Prints fail',
  impact: 'major',
  regions: ['eu'],
  component_ids: ['print'],
  body: 'Prints fail in Europe.',
};

/** A room in which an incident began in Europe at noon, and a minute passes before each update. */
async function openWithIncident(fields: Partial<IncidentCreate> = {}) {
  const room = await openRoom();
  const { status } = room;
  const { id } = await createIncident(status, systemActor, { ...failing, ...fields });
  return {
    ...room,
    id,
    tell: (said: Partial<IncidentUpdateCreate>) => {
      room.clock.advance(60);
      return addIncidentUpdate(status, systemActor, id, { status: 'identified', body: 'News.', ...said });
    },
    statusIn: async (region: string) => (await getSystemStatus(status, region)).body,
    seenIn: async (region: string) => getIncident(status, await room.keyOfOrganizationIn(region), id),
    statusAt: async (region: string, time: string) =>
      rollUp(await status.store.loadRegion(region, 0), Date.parse(time)).status,
    [Symbol.asyncDispose]: () => room[Symbol.asyncDispose](),
  };
}

const [at1, at2, at3] = ['2026-11-23T12:01:00Z', '2026-11-23T12:02:00Z', '2026-11-23T12:03:00Z'];

describe('an incident that spreads to a region', () => {
  it('begins there with the update that tells it, and what was said before is not its news', async () => {
    await using room = await openWithIncident();
    expect(await room.statusIn('us')).toMatchObject({ service_status: 'Operational', active_incidents: [] });
    await room.tell({ regions: ['eu', 'us'], body: 'Now in America too.' });
    const us = await room.statusIn('us');
    expect(us).toMatchObject({ service_status: 'Partial Outage', since: at1, observed_at: at1 });
    expect(us.active_incidents).toEqual([await room.seenIn('us')]);
    expect(us.active_incidents).toMatchObject([
      {
        id: room.id,
        regions: ['us'],
        started_at: at1,
        created_at: at1,
        updates: [{ at: at1, body: 'Now in America too.' }],
      },
    ]);
    const eu = await room.statusIn('eu');
    expect(eu).toMatchObject({ service_status: 'Partial Outage', since: noon });
    expect(eu.active_incidents).toMatchObject([
      { regions: ['eu'], started_at: noon, updates: [{ at: at1 }, { at: noon }] },
    ]);
  });

  it('was not there before, whenever it is asked', async () => {
    await using room = await openWithIncident({ started_at: '2026-11-23T11:00:00Z' });
    await room.tell({ regions: ['eu', 'us'] });
    expect(await room.statusAt('us', noon)).toBe('operational');
    expect(await room.statusAt('us', at1)).toBe('partial_outage');
    expect(await room.statusAt('eu', '2026-11-23T11:00:00Z')).toBe('partial_outage');
  });

  it('brings its components and the jobs they carry there', async () => {
    await using room = await openWithIncident();
    const place = { region: 'us', id: 'print' };
    await putComponent(room.status, systemActor, place, { name: 'Print', job_types: ['print', 'copy'] });
    const told = await room.tell({ regions: ['eu', 'us'], component_ids: ['print', 'fax'] });
    expect(told).toMatchObject({ regions: ['eu', 'us'], job_types: ['print', 'copy', 'fax'] });
    const ofAmerica = { component_ids: ['print', 'fax'], job_types: ['print', 'copy', 'fax'] };
    expect(await room.seenIn('us')).toMatchObject(ofAmerica);
    expect((await room.statusIn('us')).active_incidents).toMatchObject([ofAmerica]);
    const ofEurope = { component_ids: ['print'], job_types: ['print'] };
    expect(await room.seenIn('eu')).toMatchObject(ofEurope);
    expect((await room.statusIn('eu')).active_incidents).toMatchObject([ofEurope]);
    const { data } = await listIncidents(room.status, { limit: 1 });
    expect(data).toEqual([told]);
  });

  it('is the newest of a region in which an older one began earlier', async () => {
    await using room = await openWithIncident({ started_at: '2026-11-23T10:00:00Z' });
    await createIncident(room.status, systemActor, { ...failing, name: 'Faxes fail', regions: ['us'] });
    await room.tell({ regions: ['eu', 'us'] });
    expect((await room.statusIn('us')).active_incidents.map(({ name }) => name)).toEqual([
      'Prints fail',
      'Faxes fail',
    ]);
  });
});

describe('an incident that leaves a region', () => {
  it('has ended there with the update that leaves it out, and goes on elsewhere', async () => {
    await using room = await openWithIncident({ regions: ['eu', 'us'] });
    await room.tell({ regions: ['us'], impact: 'critical', body: 'Europe is well again.' });
    expect(await room.statusIn('eu')).toMatchObject({
      service_status: 'Operational',
      since: at1,
      active_incidents: [],
    });
    expect(await room.seenIn('eu')).toMatchObject({
      status: 'resolved',
      impact: 'major',
      regions: ['eu'],
      component_impacts: { print: 'major' },
      resolved_at: at1,
      updated_at: at1,
      updates: [
        { at: at1, status: 'resolved', impact: 'major', body: 'Europe is well again.' },
        { at: noon, status: 'investigating' },
      ],
    });
    expect(await room.statusIn('us')).toMatchObject({ service_status: 'Major Outage', since: at1 });
    expect(await room.statusAt('eu', noon)).toBe('partial_outage');
  });

  it('says nothing there of what comes afterwards, not even that something came', async () => {
    await using room = await openWithIncident({ regions: ['eu', 'us'] });
    await room.tell({ regions: ['us'] });
    const told = async () => [
      await room.statusIn('eu'),
      await getIncident(room.status, eu, room.id),
      await findIncidentOnPage(room.status, 'eu', room.id),
      (await getRegionPage(room.status, 'eu'))?.page,
    ];
    const eu = await room.keyOfOrganizationIn('eu');
    const before = await told();
    await room.tell({ impact: 'critical', component_impacts: { fax: 'major' }, body: 'It gets worse.' });
    await room.tell({ status: 'resolved', body: 'America is well again.' });
    await room.tell({ status: 'postmortem', body: 'It was a cable in America.' });
    expect(await told()).toEqual(before);
  });

  it('begins there again when it comes back', async () => {
    await using room = await openWithIncident({ regions: ['eu', 'us'] });
    await room.tell({ regions: ['us'], body: 'Europe is well again.' });
    await room.tell({ body: 'America is still waiting.' });
    await room.tell({ regions: ['eu', 'us'], body: 'And back.' });
    expect(await room.statusIn('eu')).toMatchObject({ service_status: 'Partial Outage', since: at3 });
    expect(await room.seenIn('eu')).toMatchObject({
      status: 'identified',
      resolved_at: null,
      started_at: noon,
      updates: [{ at: at3, body: 'And back.' }, { at: at1, status: 'resolved' }, { at: noon }],
    });
    expect(await room.statusAt('eu', at2)).toBe('operational');
    expect((await room.seenIn('us')).updates).toHaveLength(4);
  });

  it('stays as it had ended there when it is opened again elsewhere', async () => {
    await using room = await openWithIncident();
    await room.tell({ status: 'resolved' });
    await room.tell({ status: 'postmortem', body: 'It was a cable.' });
    const before = await room.seenIn('eu');
    await room.tell({ status: 'investigating', regions: ['us'], body: 'The same in America.' });
    const after = await room.seenIn('eu');
    expect(after).toMatchObject({ status: 'postmortem', resolved_at: at1 });
    expect(after.updates).toEqual(before.updates);
    expect(await room.seenIn('us')).toMatchObject({ started_at: at3, updates: [{ at: at3 }] });
  });

  it('takes those of its components along that are in the regions left', async () => {
    await using room = await openWithIncident({ regions: ['eu', 'us'], component_ids: ['scan', 'print'] });
    expect(await room.tell({ regions: ['us'] })).toMatchObject({ component_impacts: { print: 'major' } });
  });

  it('asks for its components where none of them is in the regions left', async () => {
    await using room = await openWithIncident({ component_ids: ['scan'] });
    await expect(room.tell({ regions: ['us'] })).rejects.toMatchObject({
      errors: [{ location: 'body.component_ids', message: expect.stringContaining('is missing') }],
    });
    expect(await room.tell({ regions: ['us'], component_ids: [] })).toMatchObject({ component_ids: [] });
  });
});

describe('the regions of an update', () => {
  it('must exist', async () => {
    await using room = await openWithIncident();
    await expect(room.tell({ regions: ['eu', 'mars'] })).rejects.toMatchObject({
      errors: [{ location: 'body.regions[1]' }],
    });
  });

  it('stay as they were when they are left out', async () => {
    await using room = await openWithIncident({ regions: ['eu', 'us'] });
    expect(await room.tell({})).toMatchObject({ regions: ['eu', 'us'] });
  });
});
