import { hourMs } from '../../kit/instant.ts';
import type { Calendar, Moment } from './calendar.ts';
import { type Episode, episodeAfter, noEpisode } from './episode.ts';
import { shareSentence, type Waits } from './sentence.ts';
import { log10AtLeastOf, mostOf } from './tails.ts';
import { severityOf, type Verdict } from './verdict.ts';

/** Jobs of a span of time, and how many of them were given up (`abandonment`) or failed. */
export interface ShareBucket {
  readonly at: number;
  /** `null` when no source could tell. */
  readonly jobs: number | null;
  readonly hits: number;
  readonly complete: boolean;
  readonly flagged?: boolean;
  /** The median wait of the jobs, in seconds. */
  readonly waitSeconds: number | null;
}

type Sum = { readonly jobs: number; readonly hits: number };

/** What is known of a share of jobs: plain data, about 2 kB as JSON. */
export interface ShareState {
  readonly version: 1;
  readonly kind: 'abandonment' | 'failure';
  readonly stepMs: number;
  readonly until: number | null;
  /** Fading sums: of all hours, and by hour of the day, on ordinary days and on others. */
  readonly all: Sum;
  readonly byHour: readonly Sum[];
  /** How much more it scatters than if jobs were given up each by itself: a mean of squared deviations, in variances. */
  readonly scatter: number;
  /** The mean of the logarithm of the usual wait. */
  readonly wait: number | null;
  readonly recent: readonly ShareReading[];
  readonly episode: Episode;
  /** How many times the limit it takes to be told, as people want it; at least 1. */
  readonly demand?: number;
}

interface ShareReading extends Sum {
  readonly expected: number;
  readonly waitSeconds: number | null;
}

export interface ShareAdvance {
  readonly state: ShareState;
  readonly verdict: Verdict | null;
  readonly signal: number;
}

const lifetimeHours = 28 * 24;
const windowHours = [1, 2, 4, 8];
/** log10 of the probability; and what is too little to be told, however unlikely. */
const limit = 3.5;
const fewestHits = 5;
const leastRise = 1.5;
const fewestJobs = 200;
/** So many jobs' worth of all hours speak for one hour. */
const poolJobs = 100;
const worse = 1.3;

export function newShare(kind: ShareState['kind'], stepMs: number): ShareState {
  const byHour = Array.from({ length: 48 }, () => ({ jobs: 0, hits: 0 }));
  const empty = {
    until: null,
    all: { jobs: 0, hits: 0 },
    byHour,
    scatter: 1,
    wait: null,
    recent: [],
    episode: noEpisode,
  };
  return { version: 1, kind, stepMs, ...empty };
}

/** As `advance` does for counts: judges a bucket by those before, then learns from it. Too few are never too few. */
export function advanceShare(state: ShareState, bucket: ShareBucket, calendar: Calendar): ShareAdvance {
  const { at, jobs, hits, waitSeconds } = bucket;
  const { stepMs } = state;
  if (!bucket.complete || (state.until !== null && at < state.until))
    return { state, verdict: null, signal: 0 };
  if (jobs === null) return { state: { ...state, until: at + stepMs, recent: [] }, verdict: null, signal: 0 };
  const moment = calendar.momentAt(at);
  const hour = hourOf(moment);
  const expected = jobs * shareAt(state, hour);
  const gap = state.until !== null && state.until !== at;
  const longest = (8 * hourMs) / stepMs;
  const recent = [...(gap ? [] : state.recent), { jobs, hits, expected, waitSeconds }].slice(-longest);
  const found = state.all.jobs < fewestJobs ? null : strongest(state, recent);
  const { episode, signal } = episodeAfter(
    state.episode,
    at,
    (found?.strength ?? 0) / (state.demand ?? 1),
    worse,
  );
  const ordinary = bucket.flagged !== true && !episode.open;
  const learned = ordinary ? learnedFrom(state, hour, { jobs, hits, expected, waitSeconds }) : {};
  const about = { to: at + stepMs, calendar, moment };
  return {
    state: { ...state, ...learned, until: at + stepMs, recent, episode },
    verdict: found === null || !episode.open ? null : verdictOf(state, episode.since ?? at, found, about),
    signal,
  };
}

/** The place of an hour in `byHour`. */
export function hourOf({ hourOfWeek, dayType }: Moment): number {
  return (hourOfWeek % 24) + (dayType === 'ordinary' && hourOfWeek < 120 ? 0 : 24);
}

function shareAt({ all, byHour }: ShareState, hour: number): number {
  const overall = (all.hits + 1) / (all.jobs + 20);
  const own = byHour[hour] ?? { jobs: 0, hits: 0 };
  return Math.min((own.hits + poolJobs * overall) / (own.jobs + poolJobs), 0.99);
}

interface Found extends ShareReading {
  readonly hours: number;
  readonly strength: number;
  readonly log10: number;
}

function strongest({ stepMs, scatter }: ShareState, recent: readonly ShareReading[]): Found | null {
  let best: Found | null = null;
  for (const hours of windowHours) {
    const window = recent.slice(-Math.max(1, (hours * hourMs) / stepMs));
    const jobs = sum(window, 'jobs');
    const hits = sum(window, 'hits');
    const expected = sum(window, 'expected');
    if (hits < fewestHits || hits < expected * leastRise) continue;
    // As if there were fewer jobs, each by itself.
    const log10 = log10AtLeastOf(hits / scatter, jobs / scatter, expected / jobs);
    const strength = -log10 / limit;
    if (strength <= (best?.strength ?? 0)) continue;
    best = { jobs, hits, expected, waitSeconds: waitOf(window), hours, strength, log10 };
  }
  return best;
}

/** The median wait of the jobs in a window, near enough: the middle of the medians of its buckets. */
function waitOf(window: readonly ShareReading[]): number | null {
  const waits = window.flatMap(({ waitSeconds }) => (waitSeconds === null ? [] : [waitSeconds]));
  return waits.sort((a, b) => a - b)[waits.length >> 1] ?? null;
}

function sum(window: readonly ShareReading[], field: 'jobs' | 'hits' | 'expected'): number {
  return window.reduce((total, reading) => total + reading[field], 0);
}

function learnedFrom(state: ShareState, hour: number, { jobs, hits, expected, waitSeconds }: ShareReading) {
  const left = Math.exp(-state.stepMs / hourMs / lifetimeHours);
  const faded = (before: Sum, after = left) => ({
    jobs: before.jobs * after + jobs,
    hits: before.hits * after + hits,
  });
  // An hour of the day has its turn once a day: it fades by itself as slowly as all do.
  const own = state.byHour[hour] ?? { jobs: 0, hits: 0 };
  const variance = expected * (1 - expected / Math.max(jobs, 1));
  const squared = variance < 0.5 ? state.scatter : Math.min((hits - expected) ** 2 / variance, 9);
  return {
    all: faded(state.all),
    byHour: state.byHour.with(hour, faded(own)),
    scatter: Math.max(1, state.scatter + 0.01 * (squared - state.scatter)),
    wait: waitSeconds === null ? state.wait : usualWait(state.wait, waitSeconds),
  };
}

function usualWait(before: number | null, seconds: number): number {
  const size = Math.log(seconds + 1);
  return before === null ? size : before + 0.05 * (size - before);
}

function verdictOf(
  state: ShareState,
  since: number,
  { jobs, hits, expected, hours, strength, log10, waitSeconds }: Found,
  { to, calendar }: { readonly to: number; readonly calendar: Calendar },
): Verdict {
  const usual = state.wait === null ? null : Math.exp(state.wait) - 1;
  const waits: Waits | null =
    state.kind === 'abandonment' && usual !== null && waitSeconds !== null && waitSeconds > 2 * usual
      ? { now: waitSeconds, usual }
      : null;
  const from = to - hours * hourMs;
  const high = (mostOf(jobs / state.scatter, expected / jobs) * state.scatter) / jobs;
  const found = {
    observed: hits / jobs,
    expected: expected / jobs,
    low: 0,
    high: Math.min(high, 1),
    from,
    to,
  };
  const told = { ...found, log10, maturity: 'hour_of_day' as const, calendar, of: jobs, waits };
  return {
    kind: state.kind,
    since,
    ...found,
    pValue: 10 ** log10,
    severity: severityOf(strength),
    maturity: 'hour_of_day',
    contributing: [],
    explainedBy: [],
    sentence: shareSentence({ ...told, what: state.kind === 'abandonment' ? 'given up' : 'failed' }),
  };
}
