import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourMs, minuteMs } from '../kit/instant.ts';
import { openRoom } from './alerts-room.fixture.ts';
import type { Outcome } from './channel.ts';
import { dispatchDue } from './dispatch.ts';
import { lookAtDue } from './look.ts';
import type { Notice } from './notice.ts';
import type { AlertsContext } from './store.ts';

/** `deaf`: it takes what it is sent, and its answer is lost. */
type Mood = 'up' | 'away' | 'deaf' | 'gone';

type Step =
  | { readonly kind: 'begin'; readonly impact: 'minor' | 'major' }
  | { readonly kind: 'end'; readonly which: number }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'become'; readonly mood: Mood }
  | { readonly kind: 'work' | 'look' | 'die while it looks' | 'die while it sends' };

const step = fc.oneof(
  stepOf('begin', { impact: fc.constantFrom('minor', 'major') }),
  stepOf('end', { which: fc.nat(5) }),
  stepOf('pass', { minutes: fc.constantFrom(1, 3, 6, 90, 600, 3_000) }),
  stepOf('become', { mood: fc.constantFrom('up', 'up', 'away', 'deaf', 'gone') }),
  stepOf('work', {}),
  fc.constantFrom<Step>({ kind: 'look' }, { kind: 'die while it looks' }, { kind: 'die while it sends' }),
);

function stepOf(kind: Step['kind'], fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) {
  return fc.record({ kind: fc.constant(kind), ...fields }) as fc.Arbitrary<Step>;
}

describe('whatever happens, and however long the receiver is away', () => {
  it('it is told all in order, without gaps, and the end of every matter', { timeout: 240_000 }, async () => {
    const histories = fc.record({
      keepsTicket: fc.boolean(),
      steps: fc.array(step, { minLength: 5, maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(histories, async ({ keepsTicket, steps }) => {
        await using world = await openWorld(keepsTicket);
        for (const each of steps) await world.take(each);
        await world.makeWell();
        for (const told of world.conversations()) expectWhole(told);
      }),
      { numRuns: 15 },
    );
  });
});

/** Each notice once, in its order, from a firing to an end. */
function expectWhole(told: readonly Notice[]): void {
  const sequences = told.map(({ sequence }) => sequence);
  expect(sequences).toEqual(told.map((_, index) => index + 1));
  told.forEach(({ kind }, index) => {
    const before = told[index - 1]?.kind ?? 'resolved';
    expect(kind === 'firing', `${before}, then ${kind}`).toBe(before === 'resolved');
  });
  expect(told.at(-1)).toMatchObject({ kind: 'resolved', state: 'resolved' });
}

async function openWorld(keepsTicket: boolean) {
  const room = await openRoom();
  const { clock } = room;
  const arrived: Notice[] = [];
  const begun: string[] = [];
  let mood: Mood = 'up';
  const answers: Readonly<Record<Mood, Outcome>> = {
    up: { kind: 'delivered', status: 200 },
    away: { kind: 'retry', status: 503, reason: 'answered 503', retryAfterMs: null },
    deaf: { kind: 'retry', status: null, reason: 'was lost on the way back', retryAfterMs: null },
    gone: { kind: 'refused', status: 410, reason: 'answered 410', gone: true },
  };
  const kind = {
    ...room.receiver.kind,
    keepsTicket,
    send: async (_: unknown, notice: Notice) => {
      if (mood === 'up' || mood === 'deaf') arrived.push(notice);
      return answers[mood];
    },
  };
  const alerts: AlertsContext = { ...room.alerts, channels: new Map([['test', kind]]) };
  const look = async () => {
    await alerts.store.wake([room.orgId], clock.now());
    while ((await lookAtDue(alerts)) > 0);
  };
  const work = async () => {
    await look();
    while ((await dispatchDue(alerts)) > 0);
  };
  const end = async (which: number) => {
    const [id] = begun.splice(which % Math.max(1, begun.length), 1);
    if (id !== undefined) await room.resolve(id);
  };
  const switchOn = async () => {
    const channel = await room.channel();
    if (!channel || channel.enabled) return;
    const on = { ...channel, enabled: true, trouble: null, updatedAt: clock.now() };
    await alerts.store.channels.save(on, room.audit(channel.id));
  };
  return {
    async take(taken: Step): Promise<void> {
      const now = clock.now();
      switch (taken.kind) {
        case 'begin':
          begun.push((await room.incident(taken.impact)).id);
          return;
        case 'end':
          return end(taken.which);
        case 'work':
          return work();
        case 'look':
          return look();
        case 'die while it looks':
          await alerts.store.claimDueLooks(now, now + 30_000, 1);
          return;
        case 'die while it sends':
          await alerts.store.claimDueTries({
            nowMs: now,
            leaseUntil: now + 120_000,
            limit: 1,
            exceptOrgIds: [],
          });
          return;
        case 'pass':
          clock.advance(taken.minutes * 60);
          return;
        case 'become':
          mood = taken.mood;
          if (mood === 'up') await switchOn();
      }
    },
    async makeWell(): Promise<void> {
      mood = 'up';
      while (begun.length > 0) await end(0);
      await switchOn();
      for (const ms of [...Array(8).fill(minuteMs), ...Array(8).fill(6 * hourMs)]) {
        clock.advance(ms / 1_000);
        await work();
      }
    },
    conversations(): readonly Notice[][] {
      const once = new Map(arrived.map((notice) => [notice.id, notice]));
      return [...Map.groupBy(once.values(), ({ conversation }) => conversation).values()];
    },
    [Symbol.asyncDispose]: () => room[Symbol.asyncDispose](),
  };
}
