import type { RegionFacts } from './region-facts.ts';
import { rollUp } from './roll-up.ts';

/**
 * When the region came to the status it has now; null when the facts do not tell: they do not reach back so far, or
 * the region never had another.
 */
export function statusSince(facts: RegionFacts, nowMs: number): number | null {
  const { status } = rollUp(facts, nowMs);
  const came = turningPoints(facts, nowMs).find((at) => rollUp(facts, at - 1).status !== status);
  return came ?? null;
}

/** The instants at which a status may have changed, the latest first; just before each the facts are still complete. */
function turningPoints(facts: RegionFacts, nowMs: number): readonly number[] {
  const all = [
    ...facts.components.flatMap(({ changes }) => changes.map(({ at }) => at)),
    ...facts.incidents.flatMap(({ startedAt, updates }) => [startedAt, ...updates.map(({ at }) => at)]),
    ...facts.maintenance.flatMap(({ startsAt, endsAt, cancelledAt }) => [
      startsAt,
      endsAt,
      cancelledAt ?? endsAt,
    ]),
  ];
  return [...new Set(all)].filter((at) => at > facts.from && at <= nowMs).sort((a, b) => b - a);
}
