import type { IncidentImpact, JobType } from '@platen/contract';
import { hourMs } from '../kit/instant.ts';
import type { Incident } from '../status/index.ts';
import { momentOf } from './moments.ts';
import type { Effect, Place } from './place.ts';

/** A stretch of time in which jobs were not as usual. */
export interface Oddity {
  readonly from: number;
  /** The first millisecond after it. */
  readonly until: number;
  /** Empty: all of them. */
  readonly types: readonly JobType[];
  readonly effect: Effect;
}

/** Those that the place's story has, told at `today`. */
export function odditiesOfStory(place: Place, today: number): readonly Oddity[] {
  return place.oddities.map((story) => {
    const from = momentOf(place, story, today);
    return { from, until: from + story.hours * hourMs, types: story.types, effect: story.effect };
  });
}

/** What incidents do to jobs: those of the story, and any that a visitor opens. */
export function odditiesOfIncidents(incidents: readonly Incident[]): readonly Oddity[] {
  return incidents
    .filter(
      ({ jobTypes, updates: [{ componentImpacts }] }) =>
        jobTypes.length > 0 || Object.keys(componentImpacts).length === 0,
    )
    .map(({ startedAt, resolvedAt, jobTypes, updates: [{ impact }] }) => ({
      from: startedAt,
      until: resolvedAt ?? Number.POSITIVE_INFINITY,
      types: jobTypes,
      effect: effectOf[impact],
    }));
}

export function effectAt(oddities: readonly Oddity[], type: JobType, ms: number): Effect {
  return oddities.reduce((sum, { from, until, types, effect }) => {
    if (ms < from || ms >= until || !(types.length === 0 || types.includes(type))) return sum;
    return {
      volume: sum.volume * effect.volume,
      failing: sum.failing + effect.failing,
      waiting: sum.waiting * effect.waiting,
    };
  }, usual);
}

const usual: Effect = { volume: 1, failing: 0, waiting: 1 };

const effectOf: Readonly<Record<IncidentImpact, Effect>> = {
  none: usual,
  minor: { volume: 1, failing: 0.03, waiting: 4 },
  major: { volume: 0.7, failing: 0.4, waiting: 2 },
  critical: { volume: 0.2, failing: 0.85, waiting: 3 },
};
