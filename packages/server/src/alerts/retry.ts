import { hourMs, minuteMs } from '../kit/instant.ts';

/** Standard Webhooks' schedule: how long after each attempt the next one comes. */
const pausesMs = [
  5_000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];
/** Who asks to be left alone for longer is asked once a day. */
const longestPauseMs = 24 * hourMs;

/**
 * How long to wait before the next attempt, with up to a tenth more so that not all come back at once; null when it has
 * been tried often enough, ten times. `attempts` have been made in all, and `random` lies between 0 and 1. What is taken up
 * again after that is tried as often again.
 */
export function pauseAfter(attempts: number, retryAfterMs: number | null, random: number): number | null {
  const pauseMs = pausesMs[(attempts - 1) % (pausesMs.length + 1)];
  if (pauseMs === undefined) return null;
  const jitteredMs = Math.round(pauseMs * (1 + random / 10));
  return Math.max(jitteredMs, Math.min(retryAfterMs ?? 0, longestPauseMs));
}
