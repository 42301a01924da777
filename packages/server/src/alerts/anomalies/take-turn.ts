import type { Organization } from '../../access/index.ts';
import { countSteps, type Source, slotMs } from '../../jobs/index.ts';
import { dayMs, hourMs, minuteMs } from '../../kit/instant.ts';
import { listDisturbances } from '../../status/index.ts';
import { type Calendar, withoutOld } from '../detectors/index.ts';
import type { AlertsContext } from '../store.ts';
import type { Anomaly } from './anomaly.ts';
import { chooseSeries, isChosenAnew } from './choose-series.ts';
import { isToBeLearned, learnFeedback, timeOf } from './learn-feedback.ts';
import { type Choice, hearSources, type Notes, readNotes } from './notes.ts';
import { runSlots } from './run-slots.ts';
import { SlotTable } from './slot-table.ts';
import type { FinishedTurn, SeriesTurn } from './store.ts';
import { completeUntil, watchedKeys } from './watched-keys.ts';
import { readWatched, storedSeries, unknownSeries, type WatchedSeries } from './watched-series.ts';

/** As far back as the last like hours lie that are learned from, and some more. */
const historyMs = 56 * dayMs;
/** So much in one turn; the rest in the next ones, which come at once. */
const mostMs = 7 * dayMs;
/** As long as it is known what the counts were, they are compared with what they are. */
const lateMs = 8 * hourMs;

/** All that is known of an organization at the beginning of a turn. */
interface Situation {
  readonly org: Organization;
  readonly now: number;
  readonly sources: readonly Source[];
  readonly notes: Notes & { readonly choice: Choice };
  /** By series. */
  readonly tellers: ReadonlyMap<string, readonly Source[]>;
  readonly targets: ReadonlyMap<string, number>;
  readonly series: readonly WatchedSeries[];
  /** Series that were watched, and are not any more. */
  readonly dropped: readonly string[];
  /** Series of which so much was told later that they are learned anew. */
  readonly relearned: readonly string[];
  readonly unsettled: readonly Anomaly[];
  readonly calendar: Calendar;
}

/** Judges what has become complete of an organization's jobs, or a step of it, and learns from it. */
export async function takeTurn(
  alerts: AlertsContext,
  org: Organization,
  turn: SeriesTurn,
): Promise<FinishedTurn> {
  const situation = await lookAround(alerts, org, turn);
  const { now, targets, dropped, notes } = situation;
  const learned = await learnOpinions(alerts, situation);
  const span = spanOf(learned.series, targets);
  const ran = span && (await runSpan(alerts, { ...situation, series: learned.series }, span));
  const series = ran?.series ?? learned.series;
  const known = new Set(situation.series);
  const isBehind = spanOf(series, targets) !== undefined;
  return {
    turn,
    dueAt: isBehind ? now : nextTurn([...targets.values()], now),
    notes: JSON.stringify(notes),
    series: series.filter((each) => !known.has(each)).map(storedSeries),
    dropped,
    anomalies: together(learned.anomalies, endedOf(situation), ran?.anomalies ?? []),
  };
}

async function lookAround(alerts: AlertsContext, org: Organization, turn: SeriesTurn): Promise<Situation> {
  const { jobs, store, calendars } = alerts;
  const now = alerts.clock.now();
  const sources = await jobs.store.listSources(org.orgId);
  const heard = hearSources(readNotes(turn.notes), sources, now);
  const isChosen = heard.choice !== null && !isChosenAnew(heard.choice, now);
  const { choice, toldLater } = isChosen
    ? { choice: heard.choice, toldLater: none }
    : await chooseSeries(jobs, org.orgId, sources, heard.choice);
  const tellers = watchedKeys(sources, choice);
  const stored = await store.anomalies.listSeries(org.orgId);
  const known = new Map(stored.map((each) => [each.series, readWatched(each)]));
  const floor = (await jobs.store.floors()).counts;
  const from = Math.ceil(Math.max(floor, now - historyMs) / slotMs) * slotMs;
  const series = [...tellers.keys()].map((key) => {
    const kept = known.get(key);
    return kept && !toldLater.has(key) ? kept : unknownSeries(key, from, kept?.counts.opinion);
  });
  return {
    org,
    now,
    sources,
    notes: { ...heard, choice },
    tellers,
    targets: new Map([...tellers].map(([key, telling]) => [key, completeUntil(telling, now)])),
    series: isChosen ? series : series.map((each) => ({ ...each, counts: withoutOld(each.counts, now) })),
    dropped: [...known.keys()].filter((key) => !tellers.has(key)),
    relearned: [...known.keys()].filter((key) => toldLater.has(key)),
    unsettled: await store.anomalies.listUnsettled(org.orgId),
    calendar: await calendars.of(org),
  };
}

const none: ReadonlySet<string> = new Set();

/** Learns what was said of anomalies since the last turn. */
async function learnOpinions(
  alerts: AlertsContext,
  { org, sources, series, unsettled, calendar }: Situation,
): Promise<{ readonly series: readonly WatchedSeries[]; readonly anomalies: readonly Anomaly[] }> {
  const anomalies: Anomaly[] = [];
  const learning = new Map(series.map((each) => [each.series, each]));
  for (const anomaly of unsettled.filter(isToBeLearned)) {
    const table = await tableOf(alerts, org.orgId, sources, timeOf(anomaly));
    for (const before of learning.values()) {
      const after = learnFeedback(before, anomaly, table, calendar);
      if (after) learning.set(before.series, after);
    }
    anomalies.push({ ...anomaly, learned: anomaly.feedback?.opinion ?? null });
  }
  return { series: [...learning.values()], anomalies };
}

/** From the series that is furthest behind on; undefined while none is. */
function spanOf(
  series: readonly WatchedSeries[],
  targets: ReadonlyMap<string, number>,
): { readonly from: number; readonly to: number } | undefined {
  const targetOf = (each: WatchedSeries) => targets.get(each.series) ?? 0;
  const behind = series.filter((each) => each.until < targetOf(each));
  if (behind.length === 0) return undefined;
  const from = Math.min(...behind.map(({ until }) => until));
  return { from, to: Math.min(from + mostMs, Math.max(...behind.map(targetOf))) };
}

async function runSpan(
  alerts: AlertsContext,
  { org, sources, notes, relearned, ...situation }: Situation,
  span: { readonly from: number; readonly to: number },
) {
  const from = span.from - lateMs;
  const floor = (await alerts.jobs.store.floors()).counts;
  const anomalies = await alerts.store.anomalies.listSince(org.orgId, from);
  return runSlots({
    ...situation,
    ...notes,
    orgId: org.orgId,
    span,
    anomalies: anomalies.filter(
      ({ series, closedAt }) =>
        situation.tellers.has(series) && (closedAt !== null || !relearned.includes(series)),
    ),
    table: await tableOf(alerts, org.orgId, sources, {
      from: Math.ceil(Math.max(from, floor) / slotMs) * slotMs,
      to: span.to,
    }),
    disturbances: await listDisturbances(alerts.status, org.region, from),
  });
}

async function tableOf(
  { jobs }: AlertsContext,
  orgId: string,
  sources: readonly Source[],
  time: { readonly from: number; readonly to: number },
): Promise<SlotTable> {
  return new SlotTable(await countSteps(jobs, orgId, sources, { ...time, stepMs: slotMs }), time);
}

/** Those that go on in series that are watched no more, or are learned anew. */
function endedOf({ unsettled, dropped, relearned, now }: Situation): Anomaly[] {
  const closedAt = Math.floor(now / slotMs) * slotMs;
  const end = (gone: readonly string[], closedBecause: Anomaly['closedBecause']) =>
    unsettled
      .filter(({ series, closedAt: over }) => over === null && gone.includes(series))
      .map((anomaly) => ({ ...anomaly, closedAt, closedBecause }));
  return [...end(dropped, 'unwatched'), ...end(relearned, 'corrected')];
}

/** As each was left last; what was learned of what people say stays. */
function together(learned: readonly Anomaly[], ...later: readonly (readonly Anomaly[])[]): Anomaly[] {
  const all = new Map(learned.map((anomaly) => [anomaly.id, anomaly]));
  for (const anomaly of later.flat()) {
    all.set(anomaly.id, { ...anomaly, learned: all.get(anomaly.id)?.learned ?? anomaly.learned });
  }
  return [...all.values()];
}

/** Sources tell of a slot a little after its end, as a rule. */
const afterSlotMs = 30_000;
const againMs = minuteMs;
const muchLaterMs = 5 * minuteMs;

/** When the next slot may be complete; sooner where the last one is not. */
function nextTurn(targets: readonly number[], now: number): number {
  const slot = Math.floor(now / slotMs) * slotMs;
  const next = slot + slotMs + afterSlotMs;
  const late = slot - Math.min(slot, ...targets);
  if (late === 0) return next;
  return Math.min(next, now + (late > hourMs ? muchLaterMs : againMs));
}
