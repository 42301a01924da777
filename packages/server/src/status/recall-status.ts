import type { ComponentHistory } from './component.ts';
import { courseOf, silences } from './course.ts';
import type { RegionFacts } from './region-facts.ts';
import type { Report } from './report.ts';
import type { StatusContext } from './store.ts';
import { loadToItsBeginning, type StatusOfRegion, statusAt } from './system-status.ts';

/** What a region was like, from an instant up to now. */
export interface StatusPast {
  /** Not before what was asked for; later where it changed too often to be judged as far back. */
  readonly from: number;
  /** Each instant after `from` at which it may have become another, ascending. */
  readonly turns: readonly number[];
  /** To be asked in the order of time. When the region was last heard of then is not known. */
  at(ms: number): StatusOfRegion;
}

/** About a second's work; a component that changes every minute reaches it in two weeks. */
const mostTurns = 20_000;

/** Judges the past by the function that judges now, out of what is known of it today: as it was corrected, if it was. */
export async function recallStatus(
  { store, clock }: StatusContext,
  region: string,
  from: number,
): Promise<StatusPast> {
  const { facts } = await loadToItsBeginning({ store }, region, from);
  return pastOf(facts, from, clock.now());
}

export function pastOf(facts: RegionFacts, from: number, now: number): StatusPast {
  const turns = turnsOf(facts).filter((at) => at > from && at <= now);
  const tooMany = turns.length - mostTurns;
  const steps = courseOf(facts, now).region;
  const readers = facts.components.map(componentReader);
  let next = 0;
  return {
    from: turns[tooMany - 1] ?? from,
    turns: turns.slice(Math.max(0, tooMany)),
    at(ms) {
      while ((steps[next]?.from ?? Number.POSITIVE_INFINITY) <= ms) next += 1;
      const since = next > 1 ? (steps[next - 1]?.from ?? null) : null;
      return statusAt({ ...facts, observedAt: null, components: readers.map((at) => at(ms)) }, since, ms);
    },
  };
}

function turnsOf({ components, incidents, maintenance }: RegionFacts): number[] {
  const turns = new Set([
    ...components.flatMap(({ createdAt, reports }) => [
      createdAt,
      ...reports.map(({ from }) => from),
      ...silences(reports),
    ]),
    ...incidents.flatMap(({ startedAt, updates }) => [startedAt, ...updates.map(({ at }) => at)]),
    ...maintenance.flatMap(({ announceAt, startsAt, endsAt, cancelledAt }) => [
      announceAt,
      startsAt,
      endsAt,
      cancelledAt ?? endsAt,
    ]),
  ]);
  return [...turns].sort((a, b) => a - b);
}

/**
 * The component with nothing but the newest report of each source, which is all that counts at an instant: to look at
 * all of 130,000 reports at each of as many instants takes minutes.
 */
function componentReader(component: ComponentHistory): (ms: number) => ComponentHistory {
  const reports = component.reports.toReversed();
  const newest = new Map<string, Report>();
  let next = 0;
  return (ms) => {
    for (let report = reports[next]; report && report.from <= ms; report = reports[++next]) {
      // Anew, so that they stay in the order of time.
      newest.delete(report.source);
      newest.set(report.source, report);
    }
    return { ...component, reports: [...newest.values()].reverse() };
  };
}
