import { hourMs } from '../../kit/instant.ts';
import { type Episode, noEpisode } from './episode.ts';
import { type Level, noLevel } from './level.ts';
import { type AlsoUsualHours, emptyProfile, type Profile, slotCount } from './profile.ts';
import { noSilence, type Silence } from './silence.ts';
import { type Reading, type Scale, scalesOf } from './windows.ts';

/** What came in a span of time that is a divisor of an hour, or an hour. */
export interface Bucket {
  /** Its first instant, in milliseconds. */
  readonly at: number;
  /** Jobs; `null` when nobody can say, because no source was alive. */
  readonly count: number | null;
  /** Whether all of it has come in. */
  readonly complete: boolean;
  /** Whether something was known to be wrong, as during an incident: it is judged, but hardly learned from. */
  readonly flagged?: boolean;
}

/**
 * What is known of a series of counts: plain data, the same after a round trip through JSON, where it has 6 kB with buckets
 * of an hour and 10 kB with quarters.
 */
export interface SeriesState {
  readonly version: 1;
  readonly stepMs: number;
  /** Where the last bucket ended that was taken. */
  readonly until: number | null;
  readonly hoursSeen: number;
  readonly hour: RunningHour | null;
  readonly profile: Profile;
  /** By slot of the profile. */
  readonly unrest: readonly number[];
  readonly slow: Level;
  readonly fast: Level;
  readonly scales: readonly Scale[];
  /** As many as the longest scale has buckets, the newest last. */
  readonly readings: readonly Reading[];
  readonly silence: Silence;
  readonly spike: Episode;
  /** A drop or a silence: the one becomes the other. */
  readonly quiet: Episode;
  /** What people have said of what was told. */
  readonly opinion?: SeriesOpinion;
}

export interface SeriesOpinion {
  /** How many times the limit it takes to be told, at least 1. */
  readonly spike: number;
  readonly quiet: number;
  readonly also: AlsoUsualHours;
}

export const noOpinion: SeriesOpinion = { spike: 1, quiet: 1, also: {} };

/** The hour on the wall that is being summed up for the profile. */
export interface RunningHour {
  readonly slot: number;
  readonly buckets: number;
  readonly count: number;
  readonly usual: number;
  readonly ordinary: boolean;
}

const version = 1;

export function newSeries(stepMs: number): SeriesState {
  if (hourMs % stepMs !== 0) throw new Error(`Buckets of ${stepMs} ms do not fill an hour.`);
  return {
    version,
    stepMs,
    until: null,
    hoursSeen: 0,
    hour: null,
    profile: emptyProfile,
    unrest: Array.from({ length: slotCount }, () => 1),
    slow: noLevel,
    fast: noLevel,
    scales: scalesOf(stepMs),
    readings: [],
    silence: noSilence,
    spike: noEpisode,
    quiet: noEpisode,
  };
}

/** A state that was stored as JSON; `null` when it is of another version, and has to be learned anew from the counts. */
export function readSeries(json: string): SeriesState | null {
  const state: { readonly version?: unknown } = JSON.parse(json);
  return state.version === version ? (state as SeriesState) : null;
}
