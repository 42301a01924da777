import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { pushComponentStatus, putComponent } from './components.ts';
import { correctIncident } from './correct-incident.ts';
import { createIncident } from './create-incident.ts';
import { getUptime } from './get-uptime.ts';
import { openRoom } from './status-room.fixture.ts';

describe('the uptime that an organization is told', () => {
  const scan = { region: 'eu', id: 'scan' };

  it('is that of the last days, of which the last is today up to the last whole five minutes', async () => {
    await using room = await openRoom();
    room.clock.set('2026-11-23T12:04:59Z');
    const { body, validUntil } = await getUptime(room.status, 'eu', 2);
    const up = { uptime: 1, known: 1 };
    const days = ['2026-11-22', '2026-11-23'].map((date) => ({
      date,
      ...up,
      worst_status_code: 'operational',
    }));
    expect(body).toEqual({
      region: 'eu',
      from: '2026-11-22T00:00:00Z',
      to: '2026-11-23T12:00:00Z',
      ...up,
      days,
      components: [
        { id: 'print', name: 'Cloud print', ...up, days },
        { id: 'scan', name: 'Scan to cloud', ...up, days },
      ],
    });
    expect(validUntil).toBe(Date.parse('2026-11-23T12:05:00Z'));
  });

  it.each([
    ['2026-11-23T23:59:59Z', '2026-11-23', '2026-11-23T23:55:00Z'],
    ['2026-11-24T00:00:00Z', '2026-11-23', '2026-11-24T00:00:00Z'],
    ['2026-11-24T00:04:59Z', '2026-11-23', '2026-11-24T00:00:00Z'],
    ['2026-11-24T00:05:00Z', '2026-11-24', '2026-11-24T00:05:00Z'],
  ])('at %s is that of %s, up to %s', async (now, today, to) => {
    await using room = await openRoom();
    room.clock.set(now);
    const { body } = await getUptime(room.status, 'eu', 1);
    expect([body.days.map(({ date }) => date), body.to]).toEqual([[today], to]);
    expect(body.known).toBe(1);
  });

  it('is null in a region of which nobody spoke', async () => {
    await using room = await openRoom();
    const { body } = await getUptime(room.status, 'mars', 1);
    expect(body).toMatchObject({ uptime: null, known: 0, components: [] });
  });

  it('is changed by the correction of an incident of the past', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, {
      name: 'Scans fail',
      body: 'They do.',
      impact: 'critical',
      regions: ['eu'],
      component_ids: ['scan'],
      started_at: '2026-11-23T09:00:00Z',
    });
    const uptime = async () => {
      const { body } = await getUptime(room.status, 'eu', 1);
      return [body.uptime, ...body.components.map((component) => component.uptime)];
    };
    expect(await uptime()).toEqual([0.75, 1, 0.75]);
    await correctIncident(room.status, systemActor, id, { started_at: '2026-11-23T06:00:00Z' });
    expect(await uptime()).toEqual([0.5, 1, 0.5]);
  });

  it('does not count the silence of a source, which ends nothing and begins nothing', async () => {
    await using room = await openRoom();
    room.clock.set('2026-11-23T00:00:00Z');
    await putComponent(room.status, systemActor, scan, { name: 'Scan to cloud', status_code: null });
    await pushComponentStatus(room.status, systemActor, scan, {
      status_code: 'operational',
      interval_seconds: 3600,
    });
    room.clock.set('2026-11-23T09:00:00Z');
    const { body } = await getUptime(room.status, 'eu', 1);
    const told = body.components.find(({ id }) => id === 'scan');
    expect(told).toMatchObject({ uptime: 1, known: 0.333333 });
    expect(body).toMatchObject({ uptime: 1, known: 0.333333 });
  });
});
