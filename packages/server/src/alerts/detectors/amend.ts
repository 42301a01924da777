import { hourMs } from '../../kit/instant.ts';
import type { Calendar } from './calendar.ts';
import { slotOf } from './profile.ts';
import type { SeriesState } from './series.ts';

/** A bucket that was taken already, and of which another count is known now. */
export interface LateBucket {
  readonly at: number;
  readonly before: number;
  readonly count: number;
}

/**
 * Late data: what is known as if it had come in time, but for how much it scatters and what had been told. It makes no verdict
 * by itself: the next bucket is judged with it. Of buckets of more than a week ago nothing is kept by which to amend it.
 */
export function amend(
  state: SeriesState,
  { at, before, count }: LateBucket,
  calendar: Calendar,
): SeriesState {
  if (state.until === null || at >= state.until || state.until - at > 7 * 24 * hourMs) return state;
  const more = count - before;
  const slot = slotOf(calendar.momentAt(at));
  const index = state.readings.length - (state.until - at) / state.stepMs;
  const readings = state.readings.map((reading, each) => (each === index ? { ...reading, count } : reading));
  const { slow, fast, hour } = state;
  return {
    ...state,
    ...(hour?.slot === slot && state.until - at < hourMs
      ? { hour: { ...hour, count: hour.count + more } }
      : {
          profile: state.profile.with(
            slot,
            lastAmended(state.profile[slot] ?? [], more, (count * hourMs) / state.stepMs),
          ),
        }),
    readings,
    slow: { ...slow, came: Math.max(0, slow.came + more) },
    fast: { ...fast, came: Math.max(0, fast.came + more * (index >= 0 ? 1 : 0)) },
    silence: quietSince(state, readings),
  };
}

/** An hour that was out of the ordinary was not learned as it was: no more becomes of it than there can have been. */
function lastAmended(counts: readonly number[], more: number, anHour: number): readonly number[] {
  const last = counts.at(-1);
  if (last === undefined) return counts;
  return counts.with(-1, Math.max(0, Math.min(last + more, Math.max(last, anHour))));
}

/** The silence that is left when jobs of it came after all. */
function quietSince(
  { silence, readings: before, until, stepMs }: SeriesState,
  readings: SeriesState['readings'],
) {
  const lastJob = readings.findLastIndex(({ count }) => count > 0);
  if (silence.since === null || until === null || lastJob < 0 || before[lastJob]?.count !== 0) return silence;
  const quiet = readings.slice(lastJob + 1).map(({ least, today }) => least * Math.min(1, today));
  const [firstJobs] = quiet;
  if (firstJobs === undefined) return { ...silence, since: null, jobs: 0, firstJobs: 0 };
  const jobs = quiet.reduce((sum, usual) => sum + usual, 0);
  return { ...silence, since: until - quiet.length * stepMs, jobs, firstJobs };
}
