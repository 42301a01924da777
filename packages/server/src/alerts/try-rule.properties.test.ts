import type { AlertRulePut, AlertRuleTrial, JobEvent, StatusCode } from '@platen/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { declareSource, ingestJobs } from '../jobs/index.ts';
import { dayMs, formatInstant, minuteMs } from '../kit/instant.ts';
import { addIncidentUpdate, pushComponentStatus } from '../status/index.ts';
import type { Alert } from './alert.ts';
import { openRoom } from './alerts-room.fixture.ts';
import { lookAtDue } from './look.ts';
import { createRule } from './rules.ts';
import type { AlertsContext } from './store.ts';
import { tryRule } from './try-rule.ts';

type Room = Awaited<ReturnType<typeof openRoom>>;
type Condition = AlertRulePut['condition'];
type Episode = AlertRuleTrial['episodes'][number];

interface Happening {
  readonly waitMs: number;
  happen(): Promise<unknown>;
}

const slotMs = 15 * minuteMs;
const days = 1;

const patience = fc.record({
  for_seconds: fc.constantFrom(0, 0, 300, 1800),
  keep_firing_seconds: fc.constantFrom(0, 0, 120, 3600),
  no_data: fc.constantFrom('keep', 'resolve', 'alert'),
  mute: fc.constantFrom<NonNullable<AlertRulePut['mute']>[]>(
    [],
    [{ days: ['tue'], from: '09:40', to: '12:00' }],
  ),
});

/**
 * Switches a rule on, lets things happen for a day, looks whenever the server would, and answers what fired, both
 * really and on trial.
 */
async function firedBothWays(
  room: Room,
  rule: AlertRulePut,
  happenings: readonly Happening[],
  beforeLook = async () => {},
) {
  const { clock } = room;
  const end = clock.now() + days * dayMs;
  const look = async () => {
    await beforeLook();
    return lookNow(room);
  };
  const moveTo = (ms: number) => clock.advance((ms - clock.now()) / 1000);
  const passUntil = async (ms: number) => {
    for (let next = await look(); next <= ms; next = await look()) moveTo(next);
    moveTo(ms);
  };
  const { id } = await createRule(room.alerts, systemActor, room.orgId, rule);
  for (const { waitMs, happen } of happenings) {
    if (clock.now() + waitMs > end) break;
    await passUntil(clock.now() + waitMs);
    await happen();
    await room.alerts.store.wake([room.orgId], clock.now());
  }
  await passUntil(end);
  const trial = await tryRule(room.alerts, room.orgId, { ...rule, days });
  expect(trial).toMatchObject({ fired: trial.episodes.length, untried: null });
  return { tried: trial.episodes, really: await episodesOf(room.alerts, room.orgId, id) };
}

/** Answers when the next look is due. */
async function lookNow({ alerts }: Room): Promise<number> {
  let next = Number.POSITIVE_INFINITY;
  const { finishLooks } = alerts.store;
  await lookAtDue({
    ...alerts,
    store: {
      ...alerts.store,
      finishLooks: async (looks, now) => {
        next = Math.min(...looks.map(({ findings }) => findings.nextLookAt));
        await finishLooks(looks, now);
      },
    },
  });
  return next;
}

async function episodesOf({ store }: AlertsContext, orgId: string, ruleId: string): Promise<Episode[]> {
  const alerts = await store.listAlerts(orgId, { limit: 1000 });
  const episodes = alerts
    .filter((alert) => alert.ruleId === ruleId && alert.firedAt !== null)
    .map(async (alert) => {
      const { subject, title, sentence, severity, facts } = alert;
      return {
        ...{ subject, title, sentence, severity, facts: [...facts] },
        since: formatInstant(alert.since),
        fired_at: formatInstant(alert.firedAt ?? 0),
        told_at: instantOrNull(await toldAt(store, alert)),
        resolved_at: instantOrNull(alert.resolvedAt),
      };
    });
  return Promise.all(episodes);
}

async function toldAt(store: AlertsContext['store'], { id, firedAt }: Alert): Promise<number | null> {
  const transitions = await store.listTransitions(id);
  const isMutedAtFirst = transitions.some(({ kind, at }) => kind === 'suppressed' && at === firedAt);
  return isMutedAtFirst ? (transitions.find(({ kind }) => kind === 'released')?.at ?? null) : firedAt;
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : formatInstant(ms);
}

/** In one order, since ids of one millisecond have none. */
function inOrder(episodes: readonly Episode[]): Episode[] {
  return episodes.toSorted((a, b) =>
    a.since + a.subject < b.since + b.subject ? -1 : a.fired_at < b.fired_at ? -1 : 1,
  );
}

describe('a rule that is tried on the past', () => {
  it('fires as it really fired of the status and of incidents', async () => {
    const step = fc.record({
      waitMs: fc
        .oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 200 }))
        // A few seconds more, so that nothing happens at the very instant at which an alert turns by itself.
        .map((minutes) => minutes * minuteMs + 7_000),
      what: fc.constantFrom('push', 'push', 'push that falls silent', 'incident', 'update', 'resolve'),
      component: fc.constantFrom('print', 'scan'),
      status: fc.constantFrom<StatusCode>('operational', 'partial_outage', 'major_outage'),
      impact: fc.constantFrom('minor', 'major', 'critical'),
    });
    const condition = fc.constantFrom<Condition>(
      { type: 'service_status' },
      { type: 'service_status', at_least: 'major_outage', component_ids: ['print', 'scan'] },
      { type: 'incident' },
      { type: 'incident', impact_at_least: 'major', updates: false },
    );
    let fired = 0;
    await fc.assert(
      fc.asyncProperty(condition, patience, fc.array(step, { maxLength: 14 }), async (what, how, steps) => {
        await using room = await openRoom();
        const happenings = happeningsOf(room, steps);
        const { tried, really } = await firedBothWays(
          room,
          { name: 'Tried', condition: what, ...how },
          happenings,
        );
        expect(inOrder(tried)).toEqual(inOrder(really));
        fired += tried.length;
      }),
      { numRuns: 8 },
    );
    expect(fired).toBeGreaterThan(0);
  }, 120_000);

  it('fires as it really fired of jobs, where they come in the last second of a quarter of an hour', async () => {
    const step = fc.record({
      slots: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 })),
      states: fc.array(fc.constantFrom('completed', 'cancelled'), { minLength: 1, maxLength: 6 }),
      device: fc.constantFrom('mfp-1', 'mfp-2'),
      waited: fc.integer({ min: 1, max: 90 }),
    });
    const condition = fc.constantFrom<Condition>(
      { type: 'jobs', metric: 'cancelled', above: 2 },
      { type: 'jobs', metric: 'submitted', above: 5, clear_at: 2, window_seconds: 7_200 },
      { type: 'jobs', metric: 'submitted', above: 0, window_seconds: 900 },
      { type: 'jobs', metric: 'cancel_rate', above: 0.4, at_least_jobs: 3, job_type: 'print' },
      { type: 'jobs', metric: 'wait_p95', above: 40 },
      { type: 'jobs', metric: 'cancelled', above: 1, device: 'mfp-1', job_type: 'print' },
      { type: 'jobs', metric: 'wait_p50', above: 40, device: 'mfp-2' },
      { type: 'jobs', metric: 'submitted', below: 4, window_seconds: 14_400 },
    );
    let fired = 0;
    await fc.assert(
      fc.asyncProperty(condition, patience, fc.array(step, { maxLength: 10 }), async (what, how, steps) => {
        await using room = await openRoom();
        // One job is known of from before, and what its source can see.
        room.clock.advance(-901);
        await ingest(room, [aJob(room, { state: 'completed', device: 'mfp-1' }, 1)]);
        await declare(room);
        room.clock.advance(901);
        const happenings = steps.map(({ slots, states, device, waited }, index) => ({
          waitMs: slots * slotMs - (index === 0 ? 1000 : 0),
          happen: () =>
            ingest(
              room,
              states.map((state) => aJob(room, { state, device }, waited)),
            ),
        }));
        const { tried, really } = await firedBothWays(
          room,
          { name: 'Tried', condition: what, ...how },
          happenings,
          // The source has always told of all that was.
          async () => void ('below' in what && (await ingest(room, []))),
        );
        expect(tried).toEqual(really);
        fired += tried.length;
      }),
      { numRuns: 8 },
    );
    expect(fired).toBeGreaterThan(0);
  }, 120_000);
});

interface StatusStep {
  readonly waitMs: number;
  readonly what: string;
  readonly component: string;
  readonly status: StatusCode;
  readonly impact: 'minor' | 'major' | 'critical';
}

function happeningsOf(room: Room, steps: readonly StatusStep[]): Happening[] {
  const { status } = room.alerts;
  const open: string[] = [];
  return steps.map(({ waitMs, what, component, status: status_code, impact }) => ({
    waitMs,
    async happen() {
      const [newest] = open;
      if (what === 'incident') open.unshift((await room.incident(impact)).id);
      else if (what === 'update' && newest) {
        await addIncidentUpdate(status, systemActor, newest, { status: 'identified', body: 'More.', impact });
      } else if (what === 'resolve' && newest) await room.resolve(open.shift() ?? newest);
      else {
        const silent = what === 'push that falls silent' ? { interval_seconds: 600 } : {};
        const push = { status_code, message: `It is ${status_code}`, ...silent };
        await pushComponentStatus(status, systemActor, { region: 'eu', id: component }, push);
      }
    },
  }));
}

let made = 0;

function aJob({ clock }: Room, fields: Pick<JobEvent, 'state' | 'device'>, waited: number): JobEvent {
  const now = formatInstant(clock.now());
  const then = formatInstant(clock.now() + waited * 1000);
  return {
    job_id: `job-${++made}`,
    type: 'print',
    submitted_at: now,
    updated_at: now,
    processing_at: then,
    finished_at: then,
    ...fields,
  };
}

async function ingest({ alerts, orgId }: Room, events: readonly JobEvent[]): Promise<void> {
  const batch = { events: events.map((value, index) => ({ index, value })), rejected: [] };
  await ingestJobs(alerts.jobs, { orgId, patienceSeconds: 60 }, batch, 'cups-01');
}

async function declare({ alerts, orgId }: Room): Promise<void> {
  const sources = { ...alerts.jobs, audit: async () => {} };
  await declareSource(sources, systemActor, orgId, 'cups-01', {
    types: ['print'],
    outcomes: ['completed', 'cancelled', 'failed', 'open', 'abandoned'],
    interval_seconds: 60,
  });
}
