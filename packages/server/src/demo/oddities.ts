import type { IncidentImpact, JobType } from '@platen/contract';
import { hourMs } from '../kit/instant.ts';
import { type Component, type Incident, type IncidentUpdate, incidentIn } from '../status/index.ts';
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

/** What incidents do to the jobs of a region: those of the story, and any that a visitor opens. */
export function odditiesOfIncidents(
  region: string,
  incidents: readonly Incident[],
  components: readonly Component[],
): readonly Oddity[] {
  return incidents
    .flatMap((incident) => incidentIn(incident, region) ?? [])
    .flatMap(({ jobTypes, startedAt, updates }) =>
      updates.flatMap((said, i) => {
        if (said.status === 'resolved' || said.status === 'postmortem') return [];
        const from = i === updates.length - 1 ? startedAt : said.at;
        const until = updates[i - 1]?.at ?? Number.POSITIVE_INFINITY;
        return harmOf(said, jobTypes, components).map((harm) => ({ from, until, ...harm }));
      }),
    );
}

/** To the jobs of each component by its own impact; to those of the region where no component is named. */
function harmOf(
  { impact, componentImpacts }: IncidentUpdate,
  jobTypes: readonly JobType[] | null,
  components: readonly Component[],
): readonly Pick<Oddity, 'types' | 'effect'>[] {
  if (Object.keys(componentImpacts).length === 0)
    return [{ types: jobTypes ?? [], effect: effectOf[impact] }];
  const harmed = components.filter(
    ({ id, jobTypes: types }) => Object.hasOwn(componentImpacts, id) && types.length > 0,
  );
  return harmed.map(({ id, jobTypes: types }) => ({
    types,
    effect: effectOf[componentImpacts[id] ?? 'none'],
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
