import { slotMs } from '../../jobs/index.ts';
import { dayMs } from '../../kit/instant.ts';
import {
  alsoUsual,
  type Calendar,
  demand,
  demandOfShare,
  learnShare,
  notUsual,
  sideOf,
} from '../detectors/index.ts';
import { type Anomaly, anomalyKey } from './anomaly.ts';
import { isPartOf } from './series-key.ts';
import type { SlotTable } from './slot-table.ts';
import type { WatchedSeries } from './watched-series.ts';

const moreAfterNoise = 1.5;
const asAtFirst = 0;
/** What comes about once a year is still known the next time. */
const usualForMs = 400 * dayMs;
const mostLearnedMs = 7 * dayMs;

/** What is to be learned of, unless it goes on: then the whole of it is learned once it is over. */
export function isToBeLearned({ feedback, learned, closedAt }: Anomaly): boolean {
  if (feedback === null || feedback.opinion === learned) return false;
  return feedback.opinion !== 'expected' || closedAt !== null;
}

/** The slots of an anomaly. */
export function timeOf({ verdict, closedAt }: Anomaly): { readonly from: number; readonly to: number } {
  const to = closedAt ?? verdict.to;
  return { from: Math.max(Math.min(verdict.since, verdict.from), to - mostLearnedMs), to };
}

/**
 * Takes back what a series has learned of an earlier opinion, and learns the last; undefined where it has nothing to learn
 * of it. What is expected of a device is expected of its type, and the other way round. `table` has the anomaly's time.
 */
export function learnFeedback(
  series: WatchedSeries,
  anomaly: Anomaly,
  table: SlotTable,
  calendar: Calendar,
): WatchedSeries | undefined {
  const isIts = series.series === anomaly.series;
  if (!isIts && !isPartOf(series.key, anomalyKey(anomaly)) && !isPartOf(anomalyKey(anomaly), series.key)) {
    return undefined;
  }
  let learning = series;
  if (anomaly.learned === 'noise' && isIts) learning = demanding(learning, anomaly, 1 / moreAfterNoise);
  if (anomaly.learned === 'expected') learning = expecting(learning, anomaly, table, calendar, -1);
  switch (anomaly.feedback?.opinion) {
    case 'noise':
      return isIts ? demanding(learning, anomaly, moreAfterNoise) : learning;
    case 'useful':
      return isIts ? demanding(learning, anomaly, asAtFirst) : learning;
    case 'expected':
      return expecting(learning, anomaly, table, calendar, 1);
    case undefined:
      return learning;
  }
}

function demanding(series: WatchedSeries, { verdict: { kind } }: Anomaly, times: number): WatchedSeries {
  const side = sideOf(kind);
  if (side !== null) return { ...series, counts: demand(series.counts, side, times) };
  const share = kind === 'failure' ? 'failure' : 'abandonment';
  return { ...series, [share]: demandOfShare(series[share], times) };
}

function expecting(
  series: WatchedSeries,
  anomaly: Anomaly,
  table: SlotTable,
  calendar: Calendar,
  times: 1 | -1,
): WatchedSeries {
  const { kind } = anomaly.verdict;
  const { from, to } = timeOf(anomaly);
  const slots = Array.from({ length: (to - from) / slotMs }, (_, index) => from + index * slotMs);
  const side = sideOf(kind);
  if (side === null) {
    const share = kind === 'failure' ? 'failure' : 'abandonment';
    const ended = slots.map((at) => ({
      at,
      ...(table.at(at, series.series)[share] ?? { jobs: 0, hits: 0 }),
    }));
    return { ...series, [share]: learnShare(series[share], ended, calendar, times) };
  }
  const counts = slots.map((at) => ({ at, count: table.jobs(at, series.series) }));
  const learned =
    times === 1
      ? alsoUsual(series.counts, side, counts, to + usualForMs, calendar)
      : notUsual(series.counts, counts, calendar);
  return { ...series, counts: learned };
}
