import type { IncidentCreate } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { correctIncidentUpdate } from './correct-incident.ts';
import { createIncident } from './create-incident.ts';
import { listIncidents } from './incidents.ts';
import { openRoom } from './status-room.fixture.ts';
import { getSystemStatus } from './system-status.ts';

const advisory: IncidentCreate = {
  kind: 'advisory',
  name: 'A driver is withdrawn',
  regions: ['eu'],
  component_ids: ['print'],
  body: 'Please do not install it.',
};

describe('an advisory', () => {
  it('has no impact, changes no status, and is told among the incidents', async () => {
    await using room = await openRoom();
    const before = (await getSystemStatus(room.status, 'eu')).body;
    const told = await createIncident(room.status, systemActor, advisory);
    expect(told).toMatchObject({ kind: 'advisory', impact: 'none', component_impacts: { print: 'none' } });
    const { body } = await getSystemStatus(room.status, 'eu');
    expect(body).toEqual({ ...before, observed_at: body.observed_at, active_incidents: [told] });
  });

  it.each([
    [{ impact: 'minor' }, 'body.impact'],
    [{ component_impacts: { scan: 'minor' } }, 'body.component_impacts.scan'],
  ] as const)('is refused with an impact: %j', async (fields, location) => {
    await using room = await openRoom();
    await expect(createIncident(room.status, systemActor, { ...advisory, ...fields })).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ location }],
    });
    expect((await listIncidents(room.status, { limit: 25 })).data).toEqual([]);
    const { id } = await createIncident(room.status, systemActor, advisory);
    const news = { status: 'identified', body: 'It is worse.', ...fields } as const;
    await expect(addIncidentUpdate(room.status, systemActor, id, news)).rejects.toMatchObject({
      errors: [{ location }],
    });
  });

  it('becomes an incident by an update that says so, from that moment on', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, advisory);
    room.clock.advance(60);
    const worse = { kind: 'incident', impact: 'major', status: 'identified', body: 'Prints fail.' } as const;
    expect(await addIncidentUpdate(room.status, systemActor, id, worse)).toMatchObject({
      kind: 'incident',
      impact: 'major',
      component_impacts: { print: 'major' },
      updates: [{ impact: 'major' }, { impact: 'none' }],
    });
    expect((await getSystemStatus(room.status, 'eu')).body).toMatchObject({
      service_status: 'Partial Outage',
      since: '2026-11-23T12:01:00Z',
    });
  });

  it('is what an incident becomes once nothing is wrong any more', async () => {
    await using room = await openRoom();
    const incident = { ...advisory, kind: 'incident', impact: 'minor' } as const;
    const opened = await createIncident(room.status, systemActor, incident);
    const calm = { kind: 'advisory', status: 'monitoring', body: 'Please go on watching.' } as const;
    await expect(addIncidentUpdate(room.status, systemActor, opened.id, calm)).rejects.toMatchObject({
      errors: [{ location: 'body.impact' }],
    });
    room.clock.advance(60);
    const told = await addIncidentUpdate(room.status, systemActor, opened.id, { ...calm, impact: 'none' });
    expect(told).toMatchObject({ kind: 'advisory', impact: 'none', component_impacts: { print: 'none' } });
    expect((await getSystemStatus(room.status, 'eu')).body.service_status).toBe('Operational');

    const first = opened.updates[0]?.id ?? '';
    const words = await correctIncidentUpdate(room.status, systemActor, opened.id, first, { body: 'Slow.' });
    expect(words.updates[1]).toMatchObject({ body: 'Slow.', impact: 'minor' });
    await expect(
      correctIncidentUpdate(room.status, systemActor, opened.id, first, { impact: 'major' }),
    ).rejects.toMatchObject({ errors: [{ location: 'body.impact' }] });
  });
});
