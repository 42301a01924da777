import { slotMs } from '../../jobs/index.ts';
import { newSeries, newShare, readSeries, type SeriesState, type ShareState } from '../detectors/index.ts';
import type { Aspect } from './anomaly.ts';
import { readKey, type SeriesKey } from './series-key.ts';
import type { StoredSeries } from './store.ts';

/** A series of quarters of an hour, and all that is known of it. */
export interface WatchedSeries {
  readonly series: string;
  readonly key: SeriesKey;
  /** Where the last slot ended that was looked at; before its first job there is nothing to know. */
  readonly until: number;
  readonly counts: SeriesState;
  readonly abandonment: ShareState;
  readonly failure: ShareState;
}

/** What people have said of it stays, whatever is learned. */
export function unknownSeries(series: string, from: number, opinion?: SeriesState['opinion']): WatchedSeries {
  return {
    series,
    key: readKey(series),
    until: from,
    counts: { ...newSeries(slotMs), ...(opinion && { opinion }) },
    abandonment: newShare('abandonment', slotMs),
    failure: newShare('failure', slotMs),
  };
}

type Shares = Pick<WatchedSeries, 'abandonment' | 'failure'>;

/** Undefined when it is of another version, and has to be learned anew. */
export function readWatched(stored: StoredSeries): WatchedSeries | undefined {
  const { series, until } = stored;
  const counts = readSeries(stored.counts);
  return counts === null
    ? undefined
    : { series, key: readKey(series), until, counts, ...(JSON.parse(stored.shares) as Shares) };
}

export function storedSeries({ series, until, counts, abandonment, failure }: WatchedSeries): StoredSeries {
  const shares: Shares = { abandonment, failure };
  return { series, until, counts: JSON.stringify(counts), shares: JSON.stringify(shares) };
}

/** What goes on in it that is unusual. */
export function openAspects({ counts, abandonment, failure }: WatchedSeries): Set<Aspect> {
  return new Set<Aspect>([
    ...(counts.spike.open ? (['spike'] as const) : []),
    ...(counts.quiet.open ? (['quiet'] as const) : []),
    ...(abandonment.episode.open ? (['abandonment'] as const) : []),
    ...(failure.episode.open ? (['failure'] as const) : []),
  ]);
}
