import type { StatusCode } from '@platen/contract';
import { dayMs } from '../kit/instant.ts';
import { type ComponentHistory, inOrder } from './component.ts';
import { activeIncidents, maintenanceInProgress, type RegionFacts } from './region-facts.ts';
import type { DayUptime, Uptime } from './region-page.ts';
import { judgeComponent, rollUp } from './roll-up.ts';
import { worstOf } from './severity.ts';
import { turningPoints } from './since.ts';

/** A stretch of time, its end not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How much of a time counts as down. Degraded is up, and so is planned work. */
const downShare: Readonly<Record<Exclude<StatusCode, 'unknown'>, number>> = {
  major_outage: 1,
  partial_outage: 0.5,
  degraded_performance: 0,
  under_maintenance: 0,
  operational: 0,
};

/** What the region as a whole was, summed over a time that the facts are complete for. */
export function uptimeOfRegion(facts: RegionFacts, span: Span): Uptime {
  return sumUp(span, turningPoints(facts, span.to), (at) => rollUp(facts, at).status);
}

/** The same for each component of the region, in the operator's order. */
export function uptimeOfComponents(facts: RegionFacts, span: Span): ReadonlyMap<string, Uptime> {
  return new Map(
    inOrder(facts.components).map((component) => [component.id, uptimeOf(component, facts, span)]),
  );
}

function uptimeOf(component: ComponentHistory, facts: RegionFacts, span: Span): Uptime {
  const points = turningPoints({ ...facts, components: [component] }, span.to);
  return sumUp(span, points, (at) =>
    at < component.createdAt
      ? 'unknown'
      : judgeComponent(component, at, activeIncidents(facts, at), maintenanceInProgress(facts, at)).status,
  );
}

interface Sum {
  totalMs: number;
  knownMs: number;
  downMs: number;
  worst: StatusCode | undefined;
}

function sumUp(span: Span, points: readonly number[], statusAt: (at: number) => StatusCode): Uptime {
  const days = new Map<number, Sum>();
  const starts = new Set(
    [span.from, ...points, ...midnights(span)].filter((at) => at >= span.from && at < span.to),
  );
  const sorted = [...starts].sort((a, b) => a - b);
  for (const [i, at] of sorted.entries()) {
    const day = Math.floor(at / dayMs);
    const sum = days.get(day) ?? { totalMs: 0, knownMs: 0, downMs: 0, worst: undefined };
    days.set(day, sum);
    add(sum, statusAt(at), (sorted[i + 1] ?? span.to) - at);
  }
  const whole = { totalMs: 0, knownMs: 0, downMs: 0, worst: undefined };
  for (const { totalMs, knownMs, downMs } of days.values()) {
    whole.totalMs += totalMs;
    whole.knownMs += knownMs;
    whole.downMs += downMs;
  }
  return { ...shares(whole), days: [...days].map(([day, sum]) => dayUptime(day, sum)) };
}

function add(sum: Sum, status: StatusCode, ms: number): void {
  sum.totalMs += ms;
  if (status === 'unknown') return;
  sum.knownMs += ms;
  sum.downMs += ms * downShare[status];
  sum.worst = sum.worst === undefined ? status : worstOf([sum.worst, status]);
}

function dayUptime(day: number, sum: Sum): DayUptime {
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  return { date, ...shares(sum), worst: sum.worst ?? 'unknown' };
}

function shares({ totalMs, knownMs, downMs }: Sum): Pick<Uptime, 'ratio' | 'known'> {
  return {
    ratio: knownMs === 0 ? null : 1 - downMs / knownMs,
    known: totalMs === 0 ? 0 : knownMs / totalMs,
  };
}

function midnights({ from, to }: Span): readonly number[] {
  const first = Math.ceil(from / dayMs) * dayMs;
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / dayMs)) }, (_, i) => first + i * dayMs);
}
