import { slotMs } from '../../jobs/index.ts';
import {
  advance,
  advanceShare,
  amend,
  type Calendar,
  type SeriesState,
  type ShareState,
  settled,
  type Verdict,
} from '../detectors/index.ts';
import { aspectOf } from './anomaly.ts';
import type { SlotTable } from './slot-table.ts';
import type { WatchedSeries } from './watched-series.ts';

/** The slot to be judged, of one series. */
export interface Slot {
  readonly at: number;
  /** Whether a source of it was not heard then, and has not told of it since. */
  readonly unheard: boolean;
  /** Whether something was known to be wrong, then and in the slot before. */
  readonly flagged: boolean;
}

/** Judges the next slot of a series by those before, and learns from it. */
export function advanceSeries(
  series: WatchedSeries,
  { at, unheard, flagged }: Slot,
  table: SlotTable,
  calendar: Calendar,
): { readonly series: WatchedSeries; readonly verdicts: readonly Verdict[] } {
  const until = at + slotMs;
  const count = unheard ? null : table.at(at, series.series).jobs;
  // It is not known since when there might have been jobs.
  if (series.counts.until === null && (count ?? 0) === 0)
    return { series: { ...series, until }, verdicts: [] };
  const counts = advance(series.counts, { at, count, complete: true, flagged }, calendar);
  const share = (name: 'abandonment' | 'failure') =>
    advanceEnded(series[name], name, series.series, { at: at - slotMs, unheard, flagged }, table, calendar);
  const [abandonment, failure] = [share('abandonment'), share('failure')];
  return {
    series: {
      ...series,
      until,
      counts: counts.state,
      abandonment: abandonment.state,
      failure: failure.state,
    },
    verdicts: [counts, abandonment, failure].flatMap(({ verdict }) => verdict ?? []),
  };
}

/** How jobs ended is judged a slot later than that they came: those of the last minutes have not ended yet. */
function advanceEnded(
  state: ShareState,
  outcome: 'abandonment' | 'failure',
  series: string,
  { at, unheard, flagged }: Slot,
  table: SlotTable,
  calendar: Calendar,
) {
  if (at < table.from) return { state, verdict: null };
  const hits = table.at(at, series)[outcome];
  const waitSeconds = outcome === 'abandonment' && hits !== null ? table.waitSeconds(at, series) : null;
  return advanceShare(
    state,
    {
      at,
      jobs: unheard ? null : (hits?.jobs ?? 0),
      hits: hits?.hits ?? 0,
      complete: true,
      flagged,
      waitSeconds,
    },
    calendar,
  );
}

/** Late data: what is known of the slots that are judged already, by what was told of them since. */
export function amendSeries(series: WatchedSeries, table: SlotTable, calendar: Calendar): WatchedSeries {
  let { counts } = series;
  for (const { at, count: before } of judgedSlots(counts)) {
    if (at < table.from || at >= table.to) continue;
    const count = table.jobs(at, series.series);
    if (count !== before) counts = amend(counts, { at, before, count }, calendar);
  }
  return counts === series.counts ? series : { ...series, counts };
}

/** The slots of which the counts are still known, oldest first. */
function judgedSlots({
  readings,
  until,
  stepMs,
}: SeriesState): { readonly at: number; readonly count: number }[] {
  if (until === null) return [];
  const first = until - readings.length * stepMs;
  return readings.map(({ count }, index) => ({ at: first + index * stepMs, count }));
}

/** The series as if nothing had been found, where what was found has been corrected by what was told late. */
export function corrected(
  before: WatchedSeries,
  after: WatchedSeries,
  verdict: Verdict,
): WatchedSeries | undefined {
  const aspect = aspectOf(verdict.kind);
  if (aspect === 'abandonment' || aspect === 'failure' || before.counts === after.counts) return undefined;
  const within = (counts: SeriesState) =>
    judgedSlots(counts)
      .filter(({ at }) => at >= verdict.from && at < verdict.to)
      .reduce((sum, { count }) => sum + count, 0);
  const observed = verdict.observed + within(after.counts) - within(before.counts);
  const isUsual = observed !== verdict.observed && observed >= verdict.low && observed <= verdict.high;
  return isUsual ? { ...after, counts: settled(after.counts, aspect) } : undefined;
}
