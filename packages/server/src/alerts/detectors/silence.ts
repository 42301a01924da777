import { hourMs } from '../../kit/instant.ts';
import { type Bursts, burstsAfter, noBursts, standingOut } from './bursts.ts';

/**
 * How long it may be quiet. Time is counted in jobs that were to be expected, so that nights and weekends take none of it.
 * Jobs come in clumps, and the more they do, the longer the silences between: `expected` over `ends` is how many jobs' time
 * passes, once it is quiet, until the next one.
 */
export interface Silence {
  /** Jobs' time spent in silences beyond their first bucket, and how many silences ended; both fade. */
  readonly expected: number;
  readonly ends: number;
  /** The longest silences of each quarter of a day, in jobs' time. */
  readonly longest: Bursts;
  /** When the present one began; `null` when there is none. */
  readonly since: number | null;
  /** Its length in jobs' time, and what its first bucket has of it. */
  readonly jobs: number;
  readonly firstJobs: number;
}

export const noSilence: Silence = {
  expected: 6,
  ends: 3,
  longest: noBursts,
  since: null,
  jobs: 0,
  firstJobs: 0,
};

const lifetimeHours = 28 * 24;
/** A silence that is as long comes about so often in four weeks, by chance. */
const byChance = 0.5;
const hoursAtWork = 200;
const fewestChances = 10;
const deviations = 1.5;

/** The present silence, when there is one: `strength` 1 is the limit; `log10` of the probability. */
export function judgeSilence(
  silence: Silence,
  stepMs: number,
): { readonly strength: number; readonly log10: number } | null {
  const { since, expected, ends, jobs, firstJobs, longest } = silence;
  if (since === null) return null;
  const clump = clumpOf(expected, ends);
  // It had as many chances to be long as there are silences, and no more than there are buckets of work.
  const ofSilences = Math.log(Math.max(ends / byChance, fewestChances));
  const ofBuckets = Math.log((hoursAtWork * hourMs) / stepMs / byChance);
  const unlikely = Math.max((jobs - firstJobs) / clump / ofSilences, jobs / clump / ofBuckets);
  return {
    strength: Math.min(unlikely, standingOut(longest, jobs) / deviations),
    log10: -jobs / clump / Math.LN10,
  };
}

function clumpOf(expected: number, ends: number): number {
  return Math.max(1, expected / ends);
}

/** The silence after a bucket in which `usual` jobs were to be expected; an `alarming` one is not learned from. */
export function silenceAfter(
  silence: Silence,
  bucket: { readonly at: number; readonly count: number; readonly usual: number; readonly stepMs: number },
  alarming: boolean,
): Silence {
  const { at, count, usual, stepMs } = bucket;
  const left = Math.exp(-stepMs / hourMs / lifetimeHours);
  const expected = silence.expected * left;
  const ends = silence.ends * left;
  const longest = burstsAfter(silence.longest, silence.jobs, at, stepMs);
  const learned = alarming ? 0 : usual;
  if (count > 0) {
    const wasQuiet = silence.since !== null && !alarming;
    // The first job came somewhere in this bucket.
    const after = wasQuiet ? { expected: expected + learned / 2, ends: ends + 1 } : { expected, ends };
    return { ...after, longest, since: null, jobs: 0, firstJobs: 0 };
  }
  if (silence.since === null) return { expected, ends, longest, since: at, jobs: usual, firstJobs: usual };
  return { ...silence, expected: expected + learned, ends, longest, jobs: silence.jobs + usual };
}
