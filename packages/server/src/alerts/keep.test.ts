import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { dayMs, minuteMs } from '../kit/instant.ts';
import { openRoom } from './alerts-room.fixture.ts';
import { dropOldAlerts } from './keep.ts';
import { createSilence } from './silences.ts';

const anyPage = { limit: 1_000 };

describe('what is over', () => {
  it('is kept for 400 days, and dropped with all that belongs to it', async () => {
    await using room = await openRoom();
    const { store } = room.alerts;
    await createSilence(room.alerts, systemActor, room.orgId, {
      ends_at: '2026-11-24T09:31:00Z',
      comment: 'The move.',
      match: { job_types: ['fax'] },
    });
    const { id } = await room.incident();
    await room.tick();
    await room.resolve(id);
    await room.tick(minuteMs);
    await room.tick(2 * minuteMs);
    const alerts = await store.listAlerts(room.orgId, anyPage);
    const deliveries = await store.listDeliveries(room.orgId, anyPage);
    const count = async () => ({
      alerts: (await store.listAlerts(room.orgId, anyPage)).length,
      transitions: (await Promise.all(alerts.map((alert) => store.listTransitions(alert.id)))).flat().length,
      conversations: (await store.loadWatches([room.orgId], 0)).get(room.orgId)?.conversations.length,
      deliveries: (await store.listDeliveries(room.orgId, anyPage)).length,
      attempts: (await Promise.all(deliveries.map((delivery) => store.listAttempts(delivery.id)))).flat()
        .length,
      silences: (await store.silences.list(room.orgId, anyPage)).length,
    });
    const all = { alerts: 2, transitions: 4, conversations: 1, deliveries: 2, attempts: 2, silences: 1 };
    expect(await count()).toEqual(all);

    room.clock.advance((400 * dayMs - 3 * minuteMs) / 1_000);
    expect(await dropOldAlerts(room.alerts)).toBe(false);
    expect(await count()).toEqual(all);
    // The end of the incident, a minute after its beginning; that of the status came two minutes later.
    room.clock.advance((minuteMs + 1) / 1_000);
    while (await dropOldAlerts(room.alerts));
    expect(await count()).toEqual({
      alerts: 1,
      transitions: 2,
      conversations: 1,
      deliveries: 1,
      attempts: 1,
      silences: 0,
    });
    room.clock.advance((2 * minuteMs) / 1_000);
    while (await dropOldAlerts(room.alerts));
    expect(await count()).toEqual({
      alerts: 0,
      transitions: 0,
      conversations: 0,
      deliveries: 0,
      attempts: 0,
      silences: 0,
    });
  });

  it('is nothing that goes on, however long', async () => {
    await using room = await openRoom();
    const { id } = await room.incident();
    await createSilence(room.alerts, systemActor, room.orgId, {
      starts_at: '2027-06-01T00:00:00Z',
      ends_at: '2028-05-01T00:00:00Z',
      comment: 'The move.',
      match: { job_types: ['fax'] },
    });
    await room.tick();
    room.clock.advance((500 * dayMs) / 1_000);
    while (await dropOldAlerts(room.alerts));
    expect(await room.alerts.store.silences.list(room.orgId, anyPage)).toHaveLength(1);
    await room.resolve(id);
    await room.tick();
    expect(await room.tick(3 * minuteMs)).toEqual(['resolved: Partial Outage in eu: Printing is down']);
    expect(room.receiver.received.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('is what has waited as long for a channel that is switched off', async () => {
    await using room = await openRoom();
    const { store } = room.alerts;
    room.receiver.answer = { kind: 'refused', status: 410, reason: 'answered 410', gone: true };
    await room.incident();
    await room.tick();
    room.clock.advance((399 * dayMs) / 1_000);
    expect(await dropOldAlerts(room.alerts)).toBe(false);
    room.clock.advance((2 * dayMs) / 1_000);
    expect(await dropOldAlerts(room.alerts)).toBe(true);
    expect(await store.listDeliveries(room.orgId, anyPage)).toEqual([]);
  });

  it('does not count among the silences that an organization may have', async () => {
    await using room = await openRoom();
    const silence = (ends_at: string) =>
      createSilence(room.alerts, systemActor, room.orgId, { ends_at, comment: 'The move.' });
    for (let n = 0; n < 100; n++) await silence('2026-11-24T10:00:00Z');
    await expect(silence('2026-11-25T00:00:00Z')).rejects.toMatchObject({ code: 'conflict' });
    room.clock.advance(1_800);
    expect(await silence('2026-11-25T00:00:00Z')).toMatchObject({ comment: 'The move.' });
  });
});
