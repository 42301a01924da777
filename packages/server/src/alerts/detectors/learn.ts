import { hourMs } from '../../kit/instant.ts';
import type { Episode } from './episode.ts';
import { fastLevelAfter, slowLevelAfter, slowRatio } from './level.ts';
import { withHour } from './profile.ts';
import type { SeriesState } from './series.ts';
import type { Silence } from './silence.ts';
import { spreadOf, unrestAfter } from './spread.ts';
import { type Reading, scalesAfter, type Window } from './windows.ts';

/** A bucket that was judged, and all that was made of it on the way. */
export interface Judged {
  readonly at: number;
  readonly slot: number;
  readonly readings: readonly Reading[];
  readonly reading: Reading;
  readonly windows: readonly Window[];
  readonly silence: Silence;
  readonly spike: Episode;
  readonly quiet: Episode;
  /** Out of the ordinary: it hardly counts for what is usual. */
  readonly flagged: boolean;
}

const lastingMs = 48 * hourMs;
/** Standard deviations; what is beyond says nothing about the level. */
const mostDeviations = 4;

/** What is known of a series after a bucket. */
export function learn(before: SeriesState, judged: Judged): SeriesState {
  const { at, slot, reading, readings, windows, silence, spike, quiet, flagged } = judged;
  const { stepMs } = before;
  const { count, low, high } = reading;
  const hours = stepMs / hourMs;
  const [window] = windows;
  // Where it is not known what is usual, whatever came between was.
  const expected = Math.min(Math.max(count, low), high);
  const usual = low === high ? high : expected;
  const scatter = Math.sqrt(usual + (window?.spread ?? 0) * usual ** 2);
  const lasting = lasts(before.spike, at) || lasts(before.quiet, at);
  const came = lasting ? count : Math.min(count, usual + mostDeviations * scatter);
  return withCount(
    {
      ...before,
      until: at + stepMs,
      unrest: low === high ? before.unrest.with(slot, unrestOf(before, reading, hours)) : before.unrest,
      slow: slowLevelAfter(before.slow, came, usual / slowRatio(before.slow), hours, lasting),
      fast: fastLevelAfter(before.fast, flagged ? Math.min(count, 2 * usual) : count, usual, hours),
      scales: scalesAfter(before.scales, windows, at, stepMs),
      readings,
      silence,
      spike,
      quiet,
    },
    { slot, buckets: 1, count, usual, ordinary: !flagged },
  );
}

/** A change that stays for two days is no episode any more, it is how things are now. */
function lasts({ open, since }: Episode, at: number): boolean {
  return open && since !== null && at - since > lastingMs;
}

function unrestOf({ scales }: SeriesState, { count, high, unrest }: Reading, hours: number): number {
  const [shortest] = scales;
  if (shortest === undefined) return unrest;
  return unrestAfter(unrest, count, high, spreadOf(shortest.usual), hours);
}

/** Adds a bucket to the running hour, which goes into the profile when it is whole. */
function withCount(state: SeriesState, bucket: NonNullable<SeriesState['hour']>): SeriesState {
  const sum = state.hour?.slot === bucket.slot ? state.hour : undefined;
  const hour = {
    slot: bucket.slot,
    buckets: (sum?.buckets ?? 0) + 1,
    count: (sum?.count ?? 0) + bucket.count,
    usual: (sum?.usual ?? 0) + bucket.usual,
    ordinary: (sum?.ordinary ?? true) && bucket.ordinary,
  };
  if (hour.buckets * state.stepMs < hourMs) return { ...state, hour };
  return {
    ...state,
    hour: null,
    hoursSeen: state.hoursSeen + 1,
    profile: withHour(state.profile, hour.slot, hour.count, hour.usual, hour.ordinary),
  };
}

/** A time of which nobody can say anything, until an instant: it is neither busy nor quiet. */
export function withoutData(state: SeriesState, until: number): SeriesState {
  const silence = { ...state.silence, since: null, jobs: 0, firstJobs: 0 };
  return { ...state, until, hour: null, readings: [], silence };
}
