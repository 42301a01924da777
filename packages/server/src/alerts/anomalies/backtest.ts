import {
  anomalySeverities,
  type Backtest,
  type BacktestCreate,
  type JobType,
  jobTypes,
  Refusal,
} from '@platen/contract';
import type { Organization } from '../../access/index.ts';
import { countSteps, type Source, slotMs } from '../../jobs/index.ts';
import { dayMs, formatInstant, hourMs } from '../../kit/instant.ts';
import { addDays, dateAt, startOfDate } from '../../kit/zone.ts';
import { type Disturbance, listDisturbances } from '../../status/index.ts';
import { type Calendar, expectedIn } from '../detectors/index.ts';
import type { AlertsContext } from '../store.ts';
import { type Anomaly, anomalyBody } from './anomaly.ts';
import { chooseSeries } from './choose-series.ts';
import type { Choice } from './notes.ts';
import { runSlots } from './run-slots.ts';
import { keyText } from './series-key.ts';
import { SlotTable } from './slot-table.ts';
import { completeUntil, watchedKeys } from './watched-keys.ts';
import { unknownSeries, type WatchedSeries } from './watched-series.ts';

/** Six weeks are learned from before anything is told, as by an organization that has been there for as long. */
const learnedMs = 42 * dayMs;
/** Slots of all series together: some ten seconds of one core. */
const mostSteps = 120_000;
const mostListed = 500;
const hoursUpToDays = 31;
/** As far back as windows reach: what was over before shows no more. */
const windowMs = 8 * hourMs;

/** Who is having one made: it takes a core for seconds. */
const running = new Set<string>();
const mostRunning = 2;

/**
 * What the detector would have told of in the last days, had it been as it is and the calendar as it is: by the same steps
 * as in earnest, each day judged by what was known before it. Changes nothing.
 */
export async function backtest(
  alerts: AlertsContext,
  org: Organization,
  { days = 28 }: BacktestCreate,
): Promise<Backtest> {
  if (running.has(org.orgId)) throw new Refusal('conflict', 'A backtest of this organization is being made.');
  if (running.size >= mostRunning) throw new Refusal('overloaded', 'Other backtests are being made.');
  running.add(org.orgId);
  try {
    return await replay(alerts, org, days);
  } finally {
    running.delete(org.orgId);
  }
}

async function replay(alerts: AlertsContext, org: Organization, days: number): Promise<Backtest> {
  const past = await lookBack(alerts, org, days);
  const { from, to } = past;
  let { series } = past;
  const anomalies = new Map<string, Anomaly>();
  const buckets = new Map<JobType, Backtest['series'][number]['buckets']>();
  let table = await tableOf(alerts, org.orgId, past, past.learnFrom);
  for (const day of daysBetween(past.learnFrom, to, org.timeZone)) {
    if (day.to > table.to) table = await tableOf(alerts, org.orgId, past, day.from);
    if (day.from >= from) {
      for (const [type, ofDay] of bucketsOf(series, table, day, past)) {
        buckets.set(type, [...(buckets.get(type) ?? []), ...ofDay]);
      }
    }
    const known = [...anomalies.values()].filter(
      ({ closedAt }) => closedAt === null || closedAt > day.from - windowMs,
    );
    const run = { ...past, orgId: org.orgId, span: day, series, anomalies: known, table, gaps: [] };
    const ran = await runSlots(run);
    series = ran.series;
    for (const anomaly of ran.anomalies) anomalies.set(anomaly.id, anomaly);
  }
  const found = [...anomalies.values()].filter(({ openedAt }) => openedAt > from);
  return {
    from: formatInstant(from),
    to: formatInstant(to),
    time_zone: org.timeZone,
    interval: past.interval,
    series: [...buckets].map(([job_type, ofType]) => ({ job_type, buckets: ofType })),
    anomalies: found
      .toSorted((a, b) => b.openedAt - a.openedAt)
      .slice(0, mostListed)
      .map((anomaly) => {
        const { id: _id, org_id: _org, feedback: _feedback, ...body } = anomalyBody(anomaly);
        return body;
      }),
    ...suggest(found, days),
    untried: past.untried,
  };
}

interface Past {
  readonly learnFrom: number;
  readonly from: number;
  readonly to: number;
  readonly interval: Backtest['interval'];
  readonly sources: readonly Source[];
  readonly choice: Choice;
  readonly tellers: ReadonlyMap<string, readonly Source[]>;
  readonly targets: ReadonlyMap<string, number>;
  readonly series: readonly WatchedSeries[];
  readonly calendar: Calendar;
  readonly disturbances: readonly Disturbance[];
  readonly untried: string | null;
}

async function lookBack(alerts: AlertsContext, org: Organization, days: number): Promise<Past> {
  const { jobs, calendars, clock } = alerts;
  const now = clock.now();
  const to = Math.floor(now / slotMs) * slotMs;
  const midnight = (ms: number) => startOfDate(dateAt(ms, org.timeZone), org.timeZone);
  const floor = (await jobs.store.floors()).counts;
  const from = startOfDate(addDays(dateAt(to, org.timeZone), -days), org.timeZone);
  const kept = midnight(floor) < floor ? midnight(floor + dayMs) : floor;
  const learnFrom = Math.max(midnight(from - learnedMs), kept);
  const sources = await jobs.store.listSources(org.orgId);
  const { choice } = await chooseSeries(jobs, org.orgId, sources, null);
  const all = [...watchedKeys(sources, choice)];
  const most = Math.max(1, Math.floor((mostSteps * slotMs) / Math.max(slotMs, to - learnFrom)));
  const tellers = new Map(all.slice(0, most));
  return {
    learnFrom,
    from: Math.max(from, learnFrom),
    to,
    interval: days > hoursUpToDays ? 'day' : 'hour',
    sources,
    choice,
    tellers,
    targets: new Map([...tellers].map(([key, telling]) => [key, completeUntil(telling, now)])),
    series: [...tellers.keys()].map((key) => unknownSeries(key, learnFrom)),
    calendar: await calendars.of(org),
    disturbances: await listDisturbances(alerts.status, org.region, learnFrom),
    untried: leftOut(all.length - tellers.size),
  };
}

function leftOut(series: number): string {
  const always = 'When a source was not heard is not kept, so that its absence shows as a silence.';
  return series === 0
    ? always
    : `${series} devices and sources with the fewest jobs were left out. ${always}`;
}

const tableMs = 7 * dayMs;

async function tableOf({ jobs }: AlertsContext, orgId: string, past: Past, day: number): Promise<SlotTable> {
  const from = Math.max(past.learnFrom, day - windowMs);
  // A day may have 25 hours.
  const to = Math.min(past.to, day + tableMs + hourMs);
  return new SlotTable(await countSteps(jobs, orgId, past.sources, { from, to, stepMs: slotMs }), {
    from,
    to,
  });
}

interface Time {
  readonly from: number;
  readonly to: number;
}

function daysBetween(from: number, to: number, timeZone: string): Time[] {
  const days: Time[] = [];
  for (let at = from; at < to; ) {
    const next = Math.min(to, startOfDate(addDays(dateAt(at, timeZone), 1), timeZone));
    days.push({ from: at, to: next });
    at = next;
  }
  return days;
}

/** What came in a day, and what was to be expected of it when it began. */
function bucketsOf(
  series: readonly WatchedSeries[],
  table: SlotTable,
  day: Time,
  { calendar, interval, targets }: Past,
): [JobType, Backtest['series'][number]['buckets']][] {
  const stepMs = interval === 'day' ? day.to - day.from : hourMs;
  const starts = Array.from(
    { length: Math.ceil((day.to - day.from) / stepMs) },
    (_, i) => day.from + i * stepMs,
  );
  return jobTypes.flatMap((type): [JobType, Backtest['series'][number]['buckets']][] => {
    const key = keyText({ jobType: type, device: null, source: null });
    const known = series.find((each) => each.series === key);
    if (!known) return [];
    const buckets = starts.map((start) => {
      const end = Math.min(start + stepMs, day.to);
      let jobs = 0;
      for (let at = start; at < end; at += slotMs) jobs += table.jobs(at, key);
      const usual = known.counts.until === null ? null : expectedIn(known.counts, calendar, start, end);
      const isKnown = usual !== null && usual.maturity !== 'learning';
      return {
        start: formatInstant(start),
        end: formatInstant(end),
        jobs: end <= (targets.get(key) ?? 0) ? jobs : null,
        low: isKnown ? usual.low : null,
        expected: isKnown ? Math.round(usual.expected * 10) / 10 : null,
        high: isKnown ? usual.high : null,
      };
    });
    return [[type, buckets]];
  });
}

/** The mildest severity from which on there was one a week at most. */
function suggest(anomalies: readonly Anomaly[], days: number): Pick<Backtest, 'found' | 'suggested'> {
  const found = anomalySeverities.map((severity, rank) => ({
    severity_at_least: severity,
    anomalies: anomalies.filter(({ verdict }) => anomalySeverities.indexOf(verdict.severity) >= rank).length,
  }));
  const most = Math.max(1, Math.ceil(days / 7));
  const { severity_at_least, anomalies: times } = found.find((each) => each.anomalies <= most) ??
    found.at(-1) ?? { severity_at_least: 'critical' as const, anomalies: 0 };
  const often = times === 1 ? 'once' : `${times} times`;
  const sentence = `A rule on anomalies from ${severity_at_least} on would have fired ${often} in ${days} days${
    times > most ? ': more than once a week, so say of these what was expected or noise first' : ''
  }.`;
  return { found, suggested: { severity_at_least, sentence } };
}
