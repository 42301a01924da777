import type { AlertCondition } from '@platen/contract';
import type { Organization } from '../access/index.ts';
import { recallJobs, slotMs } from '../jobs/index.ts';
import { dayMs, formatInstant } from '../kit/instant.ts';
import { recallIncident, recallStatus } from '../status/index.ts';
import { recallSubscription } from '../subscription/index.ts';
import { isDuration, jobsWindow } from './conditions/jobs.ts';
import { countsOfDevice } from './device-counts.ts';
import type { Facts, JobsFacts, JobsWindow } from './facts.ts';
import type { ConditionOf } from './rule.ts';
import type { AlertsContext } from './store.ts';

/** The facts that a rule would have been judged by, as far as they are known today. */
export interface Past {
  /** From when on they are known: later than asked for where what is older is not kept. */
  readonly from: number;
  readonly to: number;
  /** Each instant after `from` and up to `to` at which they may have changed, ascending. */
  readonly turns: readonly number[];
  /** To be asked in the order of time. */
  factsAt(ms: number): Facts;
  /** What had to be taken for granted, in a sentence. */
  readonly assumed: string | null;
}

export interface PastSpan {
  readonly from: number;
  readonly to: number;
}

/** What a condition is judged by, or a sentence that says why nobody knows it any more. */
export async function recall(
  alerts: AlertsContext,
  org: Organization,
  condition: AlertCondition,
  span: PastSpan,
): Promise<Past | string> {
  switch (condition.type) {
    case 'service_status':
    case 'incident':
      return pastOfStatus(alerts, org, span);
    case 'subscription':
      return pastOfSubscription(alerts, org, span);
    case 'jobs':
      return pastOfJobs(alerts, org, condition, span);
    case 'anomaly':
      return pastOfAnomalies(alerts, org, span);
    case 'source_quiet':
      return 'Of each source it is kept when it was heard last, and not when it was heard before.';
    case 'key_expiring':
      return 'Of each key it is kept when it was used last, and not when it was used before.';
    case 'channel_lost':
      return 'Of each channel it is kept whether it is lost, and not when it was before.';
  }
}

async function pastOfStatus(
  { status }: AlertsContext,
  org: Organization,
  { from, to }: PastSpan,
): Promise<Past> {
  const past = await recallStatus(status, org.region, from);
  return {
    from: past.from,
    to,
    turns: past.turns,
    factsAt: (now) => ({
      ...nothingAsked(org, now),
      status: async () => past.at(now),
      incident: (id) => recallIncident(status, org.region, id),
    }),
    assumed:
      past.from === from
        ? null
        : `It changed so often that it was tried from ${formatInstant(past.from)} on.`,
  };
}

async function pastOfSubscription(
  { subscription }: AlertsContext,
  org: Organization,
  { from, to }: PastSpan,
): Promise<Past> {
  const past = await recallSubscription(subscription, org.orgId);
  const turns: number[] = [];
  let next = past.at(from).validUntil;
  for (; next !== null && next <= to; next = past.at(next).validUntil) turns.push(next);
  const isOlder = past.changedAt === null || past.changedAt <= from;
  return {
    from,
    to,
    turns,
    factsAt: (now) => ({ ...nothingAsked(org, now), subscription: async () => past.at(now).body }),
    assumed: isOlder
      ? null
      : `The subscription was changed at ${formatInstant(past.changedAt)}; it was tried as if it had been so before.`,
  };
}

/** What was found is kept, with when it was found and when it was over: as it would have been told then. */
async function pastOfAnomalies(
  { store }: AlertsContext,
  org: Organization,
  { from, to }: PastSpan,
): Promise<Past> {
  const anomalies = await store.anomalies.listSince(org.orgId, from);
  const turns = new Set(anomalies.flatMap(({ openedAt, closedAt }) => [openedAt, closedAt ?? to]));
  const openAt = (now: number) =>
    anomalies
      .filter(({ openedAt, closedAt }) => openedAt <= now && (closedAt === null || closedAt > now))
      .map((anomaly) => ({ anomaly, judgedUntil: now }));
  return {
    from,
    to,
    turns: [...turns].filter((at) => at > from && at <= to).sort((a, b) => a - b),
    factsAt: (now) => ({ ...nothingAsked(org, now), anomalies: async () => openAt(now) }),
    assumed: null,
  };
}

/** How much longer ago it may be that the first job was heard of, for a quiet time to be known to be one. */
const quietMs = 7 * dayMs;
/** What came in the course of a slot is known at its last second. */
const lastSecondMs = 1000;

/**
 * Counts are kept by slots, and not when each job came: a slot is looked at when it begins, with nothing in it, and in its
 * last second, with all of it.
 */
async function pastOfJobs(
  { jobs }: AlertsContext,
  org: Organization,
  condition: ConditionOf<'jobs'>,
  span: PastSpan,
): Promise<Past> {
  const { to } = span;
  const floor = (await jobs.store.floors()).counts;
  const windowMs = lengthOf(jobsWindow(condition, to));
  const kept = Math.max(span.from, floor + windowMs);
  const from = Math.min(to, Math.ceil(kept / slotMs) * slotMs);
  const past = await recallJobs(jobs, org.orgId, {
    from: Math.max(floor, from - windowMs - quietMs),
    to: to + slotMs,
    jobType: condition.job_type ?? null,
    device: condition.device ?? null,
    withDurations: isDuration(condition.metric),
  });
  const knownTo = (now: number) => (now === to ? now + slotMs : slotBegin(now + lastSecondMs));
  const countJobs = async (window: JobsWindow, now: number): Promise<JobsFacts> => {
    const end = Math.min(window.to, knownTo(now));
    const isKnown = past.firstAt !== null && past.firstAt < end;
    const { totals, device } = past.count(window.from, Math.max(end, window.from));
    const counts = window.device === null ? totals : countsOfDevice(device, totals);
    const complete = past.watermark !== null && past.watermark >= window.to;
    return { window, counts: isKnown ? counts : null, complete };
  };
  return {
    from,
    to,
    turns: beginningsAndLastSeconds(from, to),
    factsAt: (now) => ({ ...nothingAsked(org, now), jobs: (window) => countJobs(window, now) }),
    assumed: kept === span.from ? null : `Counts are kept from ${formatInstant(floor)} on.`,
  };
}

function lengthOf({ from, to }: JobsWindow): number {
  return to - from;
}

function slotBegin(ms: number): number {
  return Math.floor(ms / slotMs) * slotMs;
}

function beginningsAndLastSeconds(from: number, to: number): number[] {
  const slots = Math.ceil((to - from) / slotMs);
  return Array.from({ length: slots }, (_, index) => from + index * slotMs)
    .flatMap((at) => [at, at + slotMs - lastSecondMs])
    .filter((at) => at > from && at <= to);
}

/** A rule asks for nothing but what its condition is about. */
function nothingAsked(org: Organization, now: number): Facts {
  const ask = async () => {
    throw new Error('This was not recalled.');
  };
  return {
    now,
    org,
    channels: [],
    status: ask,
    incident: ask,
    subscription: ask,
    sources: ask,
    keys: ask,
    jobs: ask,
    anomalies: ask,
  };
}
