import type { IncidentCreate, IncidentUpdateCreate } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { putComponent } from './components.ts';
import { createIncident } from './create-incident.ts';
import { openRoom } from './status-room.fixture.ts';
import { getSystemStatus } from './system-status.ts';

const slow: IncidentCreate = {
  name: 'The storage is slow',
  impact: 'major',
  regions: ['eu'],
  component_ids: ['scan'],
  component_impacts: { print: 'minor' },
  body: 'We are looking into it.',
};
const news: IncidentUpdateCreate = { status: 'identified', body: 'Found.' };

type Room = Awaited<ReturnType<typeof openRoom>>;

async function open(room: Room, fields: Partial<IncidentCreate> = {}) {
  const { id } = await createIncident(room.status, systemActor, { ...slow, ...fields });
  return (said: Partial<IncidentUpdateCreate>) => {
    room.clock.advance(60);
    return addIncidentUpdate(room.status, systemActor, id, { ...news, ...said });
  };
}

async function statusesIn({ status }: Room, region: string) {
  const { components } = (await getSystemStatus(status, region)).body;
  return Object.fromEntries(components.map(({ id, status_code }) => [id, status_code]));
}

describe('each component of an incident', () => {
  it('has its own impact, and the one of the incident where none is told', async () => {
    await using room = await openRoom();
    const opened = await createIncident(room.status, systemActor, slow);
    expect(opened).toMatchObject({
      impact: 'major',
      component_ids: ['scan', 'print'],
      component_impacts: { scan: 'major', print: 'minor' },
      job_types: ['print', 'scan'],
    });
    expect(await statusesIn(room, 'eu')).toEqual({ print: 'degraded_performance', scan: 'partial_outage' });
    expect((await getSystemStatus(room.status, 'eu')).body.service_status).toBe('Partial Outage');
  });

  it('may be worse than the incident, or not be affected at all', async () => {
    await using room = await openRoom();
    await open(room, { impact: 'minor', component_impacts: { scan: 'critical', print: 'none' } });
    expect(await statusesIn(room, 'eu')).toEqual({ print: 'operational', scan: 'major_outage' });
    expect((await getSystemStatus(room.status, 'eu')).body.service_status).toBe('Partial Outage');
  });

  it('goes with the impact of the incident if it had that, and keeps one of its own', async () => {
    await using room = await openRoom();
    const tell = await open(room);
    expect((await tell({ impact: 'critical' })).component_impacts).toEqual({
      scan: 'critical',
      print: 'minor',
    });
    expect((await tell({})).component_impacts).toEqual({ scan: 'critical', print: 'minor' });
    expect((await tell({ impact: 'minor' })).component_impacts).toEqual({ scan: 'minor', print: 'minor' });
    expect((await tell({ impact: 'none' })).component_impacts).toEqual({ scan: 'none', print: 'none' });
  });

  it('gets another impact by an update that tells it, and the others keep theirs', async () => {
    await using room = await openRoom();
    const tell = await open(room);
    const told = await tell({ impact: 'critical', component_impacts: { scan: 'minor' } });
    expect(told.component_impacts).toEqual({ scan: 'minor', print: 'minor' });
    expect(await statusesIn(room, 'eu')).toEqual({
      print: 'degraded_performance',
      scan: 'degraded_performance',
    });
  });

  it('is well again when an update names others', async () => {
    await using room = await openRoom();
    const tell = await open(room);
    const told = await tell({ component_ids: ['print'] });
    expect(told).toMatchObject({ component_ids: ['print'], component_impacts: { print: 'minor' } });
    expect(await statusesIn(room, 'eu')).toEqual({ print: 'degraded_performance', scan: 'operational' });
    expect((await tell({ component_ids: [] })).component_impacts).toEqual({});
  });

  it('joins by an update that tells how bad it is', async () => {
    await using room = await openRoom();
    const tell = await open(room, { component_ids: [], component_impacts: {} });
    expect((await tell({ component_impacts: { print: 'minor' } })).component_impacts).toEqual({
      print: 'minor',
    });
    expect((await tell({ component_ids: ['print', 'scan'] })).component_impacts).toEqual({
      print: 'minor',
      scan: 'major',
    });
  });

  it('brings the jobs that it carries, unless they are named', async () => {
    await using room = await openRoom();
    const tell = await open(room, { component_impacts: {} });
    expect((await tell({})).job_types).toEqual(['scan']);
    expect((await tell({ component_ids: ['print'] })).job_types).toEqual(['print', 'scan']);
    const tellNamed = await open(room, { component_impacts: {}, job_types: ['copy'] });
    expect((await tellNamed({ component_ids: ['print'] })).job_types).toEqual(['copy']);
  });

  it('must be one of the regions, and the place where it is named is told', async () => {
    await using room = await openRoom();
    const tell = await open(room);
    await expect(tell({ component_ids: ['scan', 'fax'] })).rejects.toMatchObject({
      errors: [{ location: 'body.component_ids[1]', message: expect.stringContaining('fax') }],
    });
    await expect(tell({ component_impacts: { fax: 'none' } })).rejects.toMatchObject({
      errors: [{ location: 'body.component_impacts.fax' }],
    });
  });

  it('may be called what every object of the language has', async () => {
    await using room = await openRoom();
    const place = { region: 'eu', id: 'constructor' };
    await putComponent(room.status, systemActor, place, { name: 'Builder', status_code: 'operational' });
    const tell = await open(room);
    expect(await statusesIn(room, 'eu')).toMatchObject({ constructor: 'operational' });
    const told = await tell({ component_ids: ['constructor'], component_impacts: {} });
    expect(told.component_impacts).toEqual({ constructor: 'major' });
    expect(await statusesIn(room, 'eu')).toMatchObject({ constructor: 'partial_outage' });
  });
});
