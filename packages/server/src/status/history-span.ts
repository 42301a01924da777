import { dayMs, minuteMs } from '../kit/instant.ts';
import type { Span } from './uptime.ts';

/** Up to this grain, so that what is told of today changes a few times an hour and not at every look. */
const grainMs = 5 * minuteMs;

/** The last so many days in UTC, of which the last is today up to the last whole five minutes. */
export function lastDays(days: number, nowMs: number): Span {
  const to = Math.floor(nowMs / grainMs) * grainMs;
  const lastDay = Math.floor((to - 1) / dayMs) * dayMs;
  return { from: lastDay - (days - 1) * dayMs, to };
}

/** When `lastDays` answers differently. */
export function nextSpanAt({ to }: Span): number {
  return to + grainMs;
}
