import type { IncidentCreate, IncidentStatus } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { createIncident } from './create-incident.ts';
import { openRoom } from './status-room.fixture.ts';
import { getSystemStatus } from './system-status.ts';

const failing: IncidentCreate = { name: 'Scans fail', impact: 'major', regions: ['eu'], body: 'We look.' };

async function openWithIncident() {
  const room = await openRoom();
  const { id } = await createIncident(room.status, systemActor, failing);
  return {
    tell: (status: IncidentStatus) => {
      room.clock.advance(60);
      return addIncidentUpdate(room.status, systemActor, id, { status, body: 'News.' });
    },
    statusOfEurope: async () => (await getSystemStatus(room.status, 'eu')).body,
    status: room.status,
    [Symbol.asyncDispose]: () => room[Symbol.asyncDispose](),
  };
}

const resolvedAt = '2026-11-23T12:01:00Z';

describe('a post-mortem', () => {
  it('explains an incident that is over, and does not move its end', async () => {
    await using room = await openWithIncident();
    await room.tell('resolved');
    expect(await room.tell('postmortem')).toMatchObject({
      status: 'postmortem',
      resolved_at: resolvedAt,
      updated_at: '2026-11-23T12:02:00Z',
      updates: [{ status: 'postmortem' }, { status: 'resolved' }, { status: 'investigating' }],
    });
    expect(await room.tell('postmortem')).toMatchObject({ resolved_at: resolvedAt });
    expect(await room.statusOfEurope()).toMatchObject({
      service_status: 'Operational',
      since: resolvedAt,
      active_incidents: [],
    });
  });

  it('does not come before the end', async () => {
    await using room = await openWithIncident();
    await expect(room.tell('postmortem')).rejects.toMatchObject({ errors: [{ location: 'body.status' }] });
    await room.tell('resolved');
    await room.tell('monitoring');
    await expect(room.tell('postmortem')).rejects.toMatchObject({ errors: [{ location: 'body.status' }] });
    await expect(
      createIncident(room.status, systemActor, { ...failing, status: 'postmortem' }),
    ).rejects.toMatchObject({ errors: [{ location: 'body.status' }] });
  });

  it('is not the last word when the incident comes back: it then ends anew', async () => {
    await using room = await openWithIncident();
    await room.tell('resolved');
    await room.tell('postmortem');
    expect(await room.tell('investigating')).toMatchObject({ status: 'investigating', resolved_at: null });
    expect(await room.statusOfEurope()).toMatchObject({
      service_status: 'Partial Outage',
      since: '2026-11-23T12:03:00Z',
    });
    expect(await room.tell('resolved')).toMatchObject({ resolved_at: '2026-11-23T12:04:00Z' });
    expect(await room.tell('postmortem')).toMatchObject({ resolved_at: '2026-11-23T12:04:00Z' });
  });
});
