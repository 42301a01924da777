import type { RegionFacts } from './region-facts.ts';
import { staleFrom } from './report.ts';
import { rollUp } from './roll-up.ts';

/**
 * When the region came to the status it has now; null when the facts do not tell: they do not reach back so far, or
 * the region never had another.
 */
export function statusSince(facts: RegionFacts, nowMs: number): number | null {
  const { status } = rollUp(facts, nowMs);
  const came = turningPoints(facts, nowMs)
    .toReversed()
    .find((at) => rollUp(facts, at - 1).status !== status);
  return came ?? null;
}

/**
 * The instants after `facts.from` and up to `to` at which a status may have changed, the earliest first. Between two of
 * them nothing changes.
 */
export function turningPoints(facts: RegionFacts, to: number): readonly number[] {
  const all = [
    ...facts.components.flatMap(({ createdAt, reports }) => [
      createdAt,
      ...reports.flatMap((report) => [report.from, staleFrom(report) ?? report.from]),
    ]),
    ...facts.incidents.flatMap(({ startedAt, updates }) => [startedAt, ...updates.map(({ at }) => at)]),
    ...facts.maintenance.flatMap(({ startsAt, endsAt, cancelledAt }) => [
      startsAt,
      endsAt,
      cancelledAt ?? endsAt,
    ]),
  ];
  return [...new Set(all)].filter((at) => at > facts.from && at <= to).sort((a, b) => a - b);
}
