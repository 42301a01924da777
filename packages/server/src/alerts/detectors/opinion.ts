import { hourMs } from '../../kit/instant.ts';
import type { Calendar } from './calendar.ts';
import { noEpisode } from './episode.ts';
import { type AlsoUsual, slotOf } from './profile.ts';
import { hourOf, type ShareState } from './proportion.ts';
import { noOpinion, type SeriesState } from './series.ts';
import type { VerdictKind } from './verdict.ts';

/** What an episode of a series of counts is on. */
export type Side = 'spike' | 'quiet';

/** `null` for what is a share. */
export function sideOf(kind: VerdictKind): Side | null {
  switch (kind) {
    case 'spike':
      return 'spike';
    case 'drop':
    case 'silence':
      return 'quiet';
    case 'abandonment':
    case 'failure':
      return null;
  }
}

const most = 4;

/** It takes so many times as much to be told; 1 and less take it back. */
export function demand(state: SeriesState, side: Side, times: number): SeriesState {
  const opinion = state.opinion ?? noOpinion;
  return { ...state, opinion: { ...opinion, [side]: between(opinion[side] * times) } };
}

export function demandOfShare(state: ShareState, times: number): ShareState {
  return { ...state, demand: between((state.demand ?? 1) * times) };
}

function between(times: number): number {
  return Math.min(most, Math.max(1, times));
}

/** Jobs of a bucket that people say to be as they are now and then. */
interface SaidUsual {
  readonly at: number;
  readonly count: number;
}

/** What comes early or late by that much is the same. */
const aroundMs = hourMs / 2;

/** Until then, as much, or as little, is usual at such hours of the week, or of such days. */
export function alsoUsual(
  state: SeriesState,
  side: Side,
  buckets: readonly SaidUsual[],
  until: number,
  calendar: Calendar,
): SeriesState {
  const opinion = state.opinion ?? noOpinion;
  const extreme = side === 'spike' ? Math.max : Math.min;
  const also: Record<number, AlsoUsual> = {};
  for (const { at, count } of buckets) {
    const anHour = (count * hourMs) / state.stepMs;
    for (const slot of slotsAround(at, calendar)) {
      also[slot] = { count: extreme(also[slot]?.count ?? anHour, anHour), until };
    }
  }
  return { ...state, opinion: { ...opinion, also: { ...opinion.also, ...also } } };
}

/** Takes back what was said of these buckets. */
export function notUsual(
  state: SeriesState,
  buckets: readonly Pick<SaidUsual, 'at'>[],
  calendar: Calendar,
): SeriesState {
  const opinion = state.opinion ?? noOpinion;
  const gone = new Set(buckets.flatMap(({ at }) => slotsAround(at, calendar)));
  const left = Object.entries(opinion.also).filter(([slot]) => !gone.has(Number(slot)));
  return { ...state, opinion: { ...opinion, also: Object.fromEntries(left) } };
}

function slotsAround(at: number, calendar: Calendar): number[] {
  return [...new Set([at - aroundMs, at, at + aroundMs].map((each) => slotOf(calendar.momentAt(each))))];
}

/** Counts what was left out as unusual; with `times` -1 it is left out again. */
export function learnShare(
  state: ShareState,
  buckets: readonly { readonly at: number; readonly jobs: number; readonly hits: number }[],
  calendar: Calendar,
  times: 1 | -1 = 1,
): ShareState {
  let { all, byHour } = state;
  for (const { at, jobs, hits } of buckets) {
    const add = (sum: typeof all) => ({
      jobs: Math.max(0, sum.jobs + times * jobs),
      hits: Math.max(0, sum.hits + times * hits),
    });
    const hour = hourOf(calendar.momentAt(at));
    all = add(all);
    byHour = byHour.with(hour, add(byHour[hour] ?? { jobs: 0, hits: 0 }));
  }
  return { ...state, all, byHour };
}

/** As if what goes on had never been found. */
export function settled(state: SeriesState, side: Side): SeriesState {
  return { ...state, [side]: noEpisode };
}

/** Without what was said so long ago that it holds no more. */
export function withoutOld(state: SeriesState, now: number): SeriesState {
  const { opinion } = state;
  if (opinion === undefined) return state;
  const left = Object.entries(opinion.also).filter(([, { until }]) => until > now);
  return { ...state, opinion: { ...opinion, also: Object.fromEntries(left) } };
}
