import { hourMs } from '../../kit/instant.ts';
import type { Calendar, Moment } from './calendar.ts';
import { type Episode, episodeAfter } from './episode.ts';
import { learn, withoutData } from './learn.ts';
import { fastRatio, slowRatio } from './level.ts';
import { slotOf, type Usual, usualAt } from './profile.ts';
import { type Bucket, noOpinion, type SeriesState } from './series.ts';
import { judgeSilence, silenceAfter } from './silence.ts';
import { dropVerdict, silenceVerdict, spikeVerdict, type Verdict } from './verdict.ts';
import { type Reading, strongestDrop, strongestSpike, windowsOf } from './windows.ts';

/** `unclear`: not as unusual any more as to begin with, but not as usual again either. `unknown`: it cannot be judged. */
export type Standing = 'bad' | 'unclear' | 'well' | 'unknown';

export interface Advance {
  readonly state: SeriesState;
  readonly standing: Standing;
  /** What is unusual now: while it lasts there is one for each bucket, with the same `since`. */
  readonly verdict: Verdict | null;
  /** How unusual the news of this bucket is, 1 being the limit: high where something begins, low while it only goes on. */
  readonly signal: number;
}

const spikesAfterHours = 24;
/** By then each day of the week was seen. */
const quietAfterHours = 7 * 24;
/** A spike that is clearly greater is news; that it is still quiet is none. */
const worse = { spike: 1.3, quiet: Number.POSITIVE_INFINITY };
/** Below that (log10) a bucket is left out of what is usual. */
const surprising = -4;

/**
 * Judges the next bucket by what was learned of those before, then learns from it, at a constant cost. What has not all come
 * in leaves everything as it is, and so does what comes late, for which there is `amend`; a bucket without data is passed
 * over.
 */
export function advance(state: SeriesState, bucket: Bucket, calendar: Calendar): Advance {
  const { at, count } = bucket;
  if (!bucket.complete || (state.until !== null && at < state.until)) return unknown(state);
  if (count === null) return unknown(withoutData(state, at + state.stepMs));
  const before = state.until === null || at === state.until ? state : withoutData(state, at);
  const { stepMs, hoursSeen, opinion = noOpinion } = before;

  const moment = calendar.momentAt(at);
  const usual = usualAt(before.profile, moment, stepMs < hourMs, opinion.also);
  const reading = readingOf(before, count, moment, usual);
  const readings = [...before.readings, reading].slice(-(before.scales.at(-1)?.buckets ?? 1));
  const windows = windowsOf(before.scales, readings);
  // Bursts raise the level, and are no reason to expect somebody at every moment.
  const quietUsual = (reading.least * Math.min(1, reading.today)) / Math.max(1, slowRatio(before.slow));
  const silence = silenceAfter(before.silence, { at, count, usual: quietUsual, stepMs }, before.quiet.open);

  const spike = hoursSeen < spikesAfterHours ? null : strongestSpike(before.scales, windows);
  const drop = hoursSeen < quietAfterHours ? null : strongestDrop(windows);
  const hush = hoursSeen < quietAfterHours ? null : judgeSilence(silence, stepMs);
  const up = episodeAfter(before.spike, at, (spike?.strength ?? 0) / opinion.spike, worse.spike);
  const quietStrength = Math.max(drop?.strength ?? 0, hush?.strength ?? 0);
  const down = episodeAfter(before.quiet, at, quietStrength / opinion.quiet, worse.quiet);

  const flagged = bucket.flagged === true || Math.min(spike?.log10 ?? 0, drop?.log10 ?? 0) < surprising;
  const episodes = { spike: up.episode, quiet: down.episode };
  const about = { until: at + stepMs, stepMs, maturity: usual.maturity, moment, calendar };
  const verdict =
    spikeVerdict(up.episode, spike, before.quiet, about) ??
    (hush !== null && (drop === null || hush.strength >= drop.strength || drop.window.count === 0)
      ? silenceVerdict(
          down.episode,
          { strength: quietStrength, log10: Math.min(hush.log10, drop?.log10 ?? 0) },
          silence,
          about,
        )
      : dropVerdict(down.episode, drop, about));
  return {
    state: learn(before, {
      at,
      slot: slotOf(moment),
      reading,
      readings,
      windows,
      silence,
      ...episodes,
      flagged,
    }),
    standing: hoursSeen < spikesAfterHours ? 'unknown' : standingOf(up.episode, down.episode),
    verdict,
    signal: Math.max(up.signal, down.signal),
  };
}

function unknown(state: SeriesState): Advance {
  return { state, standing: 'unknown', verdict: null, signal: 0 };
}

function readingOf(state: SeriesState, count: number, moment: Moment, usual: Usual): Reading {
  const factor = slowRatio(state.slow) * (state.stepMs / hourMs);
  return {
    count,
    low: usual.low * factor,
    high: usual.high * factor,
    least: usual.least * factor,
    today: fastRatio(state.fast),
    unrest: state.unrest[slotOf(moment)] ?? 1,
    doubt: usual.doubt,
  };
}

function standingOf(...episodes: readonly Episode[]): Standing {
  if (episodes.some(({ open, low }) => open && low[0] === false)) return 'bad';
  return episodes.some(({ open }) => open) ? 'unclear' : 'well';
}
