import { describe, expect, it } from 'vitest';
import { createOrganization, systemActor } from '../access/index.ts';
import { hourMs, minuteMs } from '../kit/instant.ts';
import { openRoom } from './alerts-room.fixture.ts';
import type { Outcome } from './channel.ts';
import { dispatchDue } from './dispatch.ts';
import { lookAtDue } from './look.ts';
import type { Findings } from './store.ts';

const anyPage = { limit: 100 };

describe('an organization', () => {
  it('is watched from its beginning by rules that it may remove for good', async () => {
    await using room = await openRoom();
    const { store } = room.alerts;
    await room.tick();
    const rules = await store.rules.list(room.orgId, anyPage);
    expect(rules.map(({ condition }) => condition.type)).toEqual([
      'service_status',
      'incident',
      'subscription',
      'source_quiet',
      'anomaly',
      'anomaly',
      'key_expiring',
      'channel_lost',
    ]);
    for (const { id } of rules) await store.rules.remove(room.orgId, id, room.audit(id));
    await room.tick();
    expect(await store.rules.list(room.orgId, anyPage)).toEqual([]);
  });
});

describe('an outage', () => {
  it('is one matter from its first notice to its last', async () => {
    await using room = await openRoom();
    expect(await room.tick()).toEqual([]);
    const { id } = await room.incident();
    expect(await room.tick()).toEqual(['firing: Partial Outage in eu: Printing is down']);
    await room.resolve(id);
    // The incident is over at once; that the status has been well for two minutes takes two minutes.
    expect(await room.tick(minuteMs)).toEqual([]);
    expect(await room.tick(2 * minuteMs)).toEqual(['resolved: Partial Outage in eu: Printing is down']);
    const [firing, resolved] = room.receiver.received;
    expect(resolved).toMatchObject({ conversation: firing?.conversation, sequence: 2, state: 'resolved' });
    expect(resolved?.alerts.map(({ state, sentence }) => [state, sentence])).toEqual([
      ['resolved', expect.stringContaining('is Operational')],
      ['resolved', 'Resolved: It is mended.'],
    ]);
    expect(await room.tick(hourMs)).toEqual([]);
  });

  it('is told although the channel was away, and its end after it', async () => {
    await using room = await openRoom();
    const { id } = await room.incident();
    room.receiver.answer = { kind: 'retry', status: 503, reason: 'answered 503', retryAfterMs: null };
    expect(await room.tick()).toHaveLength(1);
    await room.resolve(id);
    expect(await room.tick(minuteMs)).toHaveLength(1);
    expect(await room.tick(3 * minuteMs)).toEqual([]);
    expect((await room.channel())?.trouble).toBe('answered 503');
    room.receiver.answer = { kind: 'delivered', status: 200 };
    expect(await room.tick(hourMs)).toEqual([
      'firing: Partial Outage in eu: Printing is down',
      'resolved: Partial Outage in eu: Printing is down',
    ]);
    expect((await room.channel())?.trouble).toBeNull();
    const [last, first] = await room.alerts.store.listDeliveries(room.orgId, anyPage);
    expect([first?.state, first?.attempts, last?.state, last?.attempts]).toEqual([
      'delivered',
      3,
      'delivered',
      1,
    ]);
    const attempts = await room.alerts.store.listAttempts(first?.id ?? '');
    expect(attempts.map(({ number, outcome, status }) => [number, outcome, status])).toEqual([
      [1, 'retry', 503],
      [2, 'retry', 503],
      [3, 'delivered', 200],
    ]);
  });

  it('keeps its ticket', async () => {
    await using room = await openRoom();
    room.receiver.answer = {
      kind: 'delivered',
      status: 201,
      ticket: { ref: '17', url: 'https://desk.example/17', state: 'open' },
    };
    await room.incident();
    await room.tick();
    const watch = (await room.alerts.store.loadWatches([room.orgId], room.clock.now())).get(room.orgId);
    expect(watch?.conversations).toMatchObject([{ ticket: { ref: '17' } }]);
  });
});

describe('a subscription', () => {
  it('moved to 29 days is told once, and its next step when it comes', async () => {
    await using room = await openRoom();
    await room.subscribe('2026-12-24');
    expect(await room.tick()).toEqual([]);
    await room.subscribe('2026-12-23');
    expect(await room.tick()).toEqual(['firing: The subscription ends in 29 days']);
    expect(await room.tick(24 * hourMs)).toEqual([]);
    expect(await room.tick(14 * 24 * hourMs)).toEqual(['updated: The subscription ends in 14 days']);
    await room.subscribe('2027-12-23');
    expect(await room.tick(minuteMs)).toEqual(['resolved: The subscription ends in 14 days']);
  });
});

describe('a channel', () => {
  it('that is gone is switched off, and gets nothing more', async () => {
    await using room = await openRoom();
    room.receiver.answer = { kind: 'refused', status: 410, reason: 'answered 410', gone: true };
    const { id } = await room.incident();
    expect(await room.tick()).toHaveLength(1);
    expect(await room.channel()).toMatchObject({ enabled: false, trouble: 'answered 410' });
    await room.resolve(id);
    expect(await room.tick(hourMs)).toEqual([]);
  });

  it('that is away for days is switched off after the tenth attempt', async () => {
    await using room = await openRoom();
    room.receiver.answer = { kind: 'retry', status: null, reason: 'nobody answers', retryAfterMs: null };
    await room.incident();
    await room.tick();
    for (let days = 0; days < 6; days++) await room.tick(24 * hourMs);
    expect(await room.channel()).toMatchObject({ enabled: true });
    for (let days = 0; days < 4; days++) await room.tick(24 * hourMs);
    expect(await room.channel()).toMatchObject({ enabled: false });
    expect(room.receiver.received).toHaveLength(10);
  });

  it('that is back is told all that waits, whenever it would have been tried again', async () => {
    await using room = await openRoom();
    room.receiver.answer = { kind: 'retry', status: 503, reason: 'answered 503', retryAfterMs: null };
    await room.incident();
    await room.tick();
    for (const minutes of [1, 10, 45]) await room.tick(minutes * minuteMs);
    await room.subscribe('2026-12-23');
    expect(await room.tick()).toEqual(['firing: The subscription ends in 29 days']);
    expect(await room.tick(minuteMs)).toEqual(['firing: The subscription ends in 29 days']);
    room.receiver.answer = { kind: 'delivered', status: 200 };
    expect(await room.tick(6 * minuteMs)).toEqual([
      'firing: The subscription ends in 29 days',
      'firing: Partial Outage in eu: Printing is down',
    ]);
  });

  it('that was away for days is told all of it, in order, once it is switched on again', async () => {
    await using room = await openRoom();
    room.receiver.answer = { kind: 'retry', status: null, reason: 'nobody answers', retryAfterMs: null };
    const { id } = await room.incident();
    await room.tick();
    await room.resolve(id);
    for (let days = 0; days < 12; days++) await room.tick(24 * hourMs);
    expect(await room.channel()).toMatchObject({ enabled: false });
    await switchOn(room);
    await room.tick();
    for (let pauses = 0; pauses < 2; pauses++) await room.tick(5_000);
    expect(await room.channel()).toMatchObject({ enabled: true, trouble: 'nobody answers' });
    room.receiver.answer = { kind: 'delivered', status: 200 };
    expect(await room.tick(hourMs)).toEqual([
      'firing: Partial Outage in eu: Printing is down',
      'resolved: Partial Outage in eu: Printing is down',
    ]);
    expect(await room.channel()).toMatchObject({ enabled: true, trouble: null });
  });

  it('that somebody sets anew while something is on its way to it stays as it was set', async () => {
    await using room = await openRoom();
    const gone: Outcome = { kind: 'refused', status: 410, reason: 'answered 410', gone: true };
    const kind = {
      ...room.receiver.kind,
      send: async () => {
        room.clock.advance(1);
        await switchOn(room);
        return gone;
      },
    };
    await room.incident();
    await lookAtDue(room.alerts);
    await dispatchDue({ ...room.alerts, channels: new Map([['test', kind]]) });
    expect(await room.channel()).toMatchObject({ enabled: true, trouble: null });
    expect(await room.tick()).toEqual(['firing: Partial Outage in eu: Printing is down']);
  });

  it('that somebody switches off while something is on its way to it stays off, and a person did it', async () => {
    await using room = await openRoom();
    for (const outcome of [
      { kind: 'delivered', status: 200 },
      { kind: 'retry', status: 503, reason: 'answered 503', retryAfterMs: null },
    ] satisfies Outcome[]) {
      await switchOn(room);
      const kind = {
        ...room.receiver.kind,
        send: async () => {
          await switchOn(room, false);
          return outcome;
        },
      };
      await room.incident();
      room.clock.advance(10 * 60);
      await room.alerts.store.wake([room.orgId], room.clock.now());
      await lookAtDue(room.alerts);
      await dispatchDue({ ...room.alerts, channels: new Map([['test', kind]]) });
      expect(await room.channel()).toMatchObject({ enabled: false, trouble: null });
    }
  });
});

async function switchOn(room: Awaited<ReturnType<typeof openRoom>>, enabled = true): Promise<void> {
  const channel = await room.channel();
  if (!channel) throw new Error('There is no channel.');
  const set = { ...channel, enabled, trouble: null, updatedAt: room.clock.now() };
  await room.alerts.store.channels.save(set, room.audit(channel.id));
}

describe('a look', () => {
  it('is taken by one of several, and again by another when that one has died', async () => {
    await using room = await openRoom();
    const { store } = room.alerts;
    const now = room.clock.now();
    const claims = await Promise.all([1, 2, 3].map(() => store.claimDueLooks(now, now + 30_000, 10)));
    expect(claims.flat()).toEqual([{ orgId: room.orgId, leaseUntil: now + 30_000 }]);
    expect(await store.claimDueLooks(now + 29_999, now + 60_000, 10)).toEqual([]);
    expect(await store.claimDueLooks(now + 30_000, now + 60_000, 10)).toHaveLength(1);
  });

  it('that somebody changed the rules under writes nothing, and is done again at once', async () => {
    await using room = await openRoom();
    const { store } = room.alerts;
    await room.tick();
    await room.incident();
    await store.wake([room.orgId], room.clock.now());
    const [rule] = await store.rules.list(room.orgId, anyPage);
    if (!rule) throw new Error('There is no rule.');
    const finishLooks = store.finishLooks;
    const interrupted = {
      ...room.alerts,
      store: {
        ...store,
        finishLooks: async (...args: Parameters<typeof finishLooks>) => {
          await store.rules.save({ ...rule, name: 'Another name' }, room.audit(rule.id));
          await finishLooks(...args);
        },
      },
    };
    expect(await lookAtDue(interrupted)).toBe(1);
    expect(await dispatchDue(room.alerts)).toBe(0);
    expect(await lookAtDue(room.alerts)).toBe(1);
    expect(await dispatchDue(room.alerts)).toBe(1);
    expect(room.receiver.received[0]?.alerts.map(({ rule: { name } }) => name)).toContain('Another name');
  });

  it('that is overtaken, or fails, takes no other organization with it', async () => {
    await using room = await openRoom();
    const { store, access } = room.alerts;
    const found = async (name: string) => {
      const { org_id } = await createOrganization(access, systemActor, { name, region: 'eu' });
      await store.wake([org_id], room.clock.now());
      return org_id;
    };
    const overtaken = await found('Overtaken');
    const broken = await found('Broken');
    const sound = await found('Sound');
    const { id } = await room.incident();
    await lookAtDue(room.alerts);
    const [rule] = await store.rules.list(broken, anyPage);
    if (!rule) throw new Error('There is no rule.');
    const unheardOf = { ...rule, condition: { type: 'unheard_of' } as never };
    await store.rules.save(unheardOf, room.audit(rule.id));
    await room.resolve(id);
    room.clock.advance(60);
    await store.wake([overtaken, broken, sound], room.clock.now());
    await lookAtDue({
      ...room.alerts,
      store: {
        ...store,
        finishLooks: async (...args) => {
          const [rule] = await store.rules.list(overtaken, anyPage);
          if (rule) await store.rules.save({ ...rule, name: 'Another name' }, room.audit(rule.id));
          await store.finishLooks(...args);
        },
      },
    });
    expect(room.faults).toHaveLength(1);
    const resolved = async (orgId: string) =>
      (await store.listAlerts(orgId, anyPage, { states: ['resolved'] })).length;
    expect([await resolved(overtaken), await resolved(broken), await resolved(sound)]).toEqual([0, 0, 1]);
    expect(await lookAtDue(room.alerts)).toBe(1);
    expect(await resolved(overtaken)).toBe(1);
  });

  it('at what goes on as it was writes nothing', async () => {
    await using room = await openRoom();
    const { store } = room.alerts;
    await room.incident();
    await room.tick();
    await store.wake([room.orgId], room.clock.now());
    const found: Findings[] = [];
    const finishLooks: typeof store.finishLooks = async (looks, nowMs) => {
      found.push(...looks.map(({ findings }) => findings));
      await store.finishLooks(looks, nowMs);
    };
    await lookAtDue({ ...room.alerts, store: { ...store, finishLooks } });
    expect(found).toMatchObject([
      { alerts: [], cleared: [], transitions: [], conversations: [], deliveries: [] },
    ]);
  });

  it('hears of what changes while it is taken', async () => {
    await using room = await openRoom();
    const { store } = room.alerts;
    await room.tick();
    await store.wake([room.orgId], room.clock.now());
    const finishLooks = store.finishLooks;
    await lookAtDue({
      ...room.alerts,
      store: {
        ...store,
        finishLooks: async (...args: Parameters<typeof finishLooks>) => {
          await store.wake([room.orgId], room.clock.now());
          await finishLooks(...args);
        },
      },
    });
    expect(await lookAtDue(room.alerts)).toBe(1);
    expect(await lookAtDue(room.alerts)).toBe(0);
  });
});
