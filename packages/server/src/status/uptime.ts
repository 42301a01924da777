import type { StatusCode } from '@platen/contract';
import { dayMs } from '../kit/instant.ts';
import type { Course } from './course.ts';
import type { DayUptime, Uptime } from './region-page.ts';
import { worstOf } from './severity.ts';

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

/** What a course that reaches to the end of the span comes to; of what lies before its first step nothing is known. */
export function uptimeOf(course: Course, span: Span): Uptime {
  const days = daysOf(span);
  for (const [i, { from, status }] of course.entries()) {
    if (status !== 'unknown') add(days, { from, to: course[i + 1]?.from ?? span.to }, status);
  }
  const whole: Sum = { ...span, knownMs: 0, downMs: 0, worst: undefined };
  for (const { knownMs, downMs } of days) {
    whole.knownMs += knownMs;
    whole.downMs += downMs;
  }
  return { ...shares(whole), days: days.map(dayUptime) };
}

interface Sum extends Span {
  knownMs: number;
  downMs: number;
  worst: StatusCode | undefined;
}

function daysOf({ from, to }: Span): readonly Sum[] {
  const first = Math.floor(from / dayMs);
  return Array.from({ length: Math.ceil(to / dayMs) - first }, (_, i) => ({
    from: Math.max(from, (first + i) * dayMs),
    to: Math.min(to, (first + i + 1) * dayMs),
    knownMs: 0,
    downMs: 0,
    worst: undefined,
  }));
}

function add(days: readonly Sum[], { from, to }: Span, status: Exclude<StatusCode, 'unknown'>): void {
  const firstDay = Math.floor((days[0]?.from ?? 0) / dayMs);
  for (let i = Math.max(0, Math.floor(from / dayMs) - firstDay); i < days.length; i++) {
    const day = days[i];
    if (!day || day.from >= to) return;
    const ms = Math.min(to, day.to) - Math.max(from, day.from);
    if (ms <= 0) continue;
    day.knownMs += ms;
    day.downMs += ms * downShare[status];
    day.worst = day.worst === undefined ? status : worstOf([day.worst, status]);
  }
}

function dayUptime(sum: Sum): DayUptime {
  const date = new Date(sum.from).toISOString().slice(0, 10);
  return { date, ...shares(sum), worst: sum.worst ?? 'unknown' };
}

function shares({ from, to, knownMs, downMs }: Sum): Pick<Uptime, 'ratio' | 'known'> {
  return {
    ratio: knownMs === 0 ? null : 1 - downMs / knownMs,
    known: to === from ? 0 : knownMs / (to - from),
  };
}
