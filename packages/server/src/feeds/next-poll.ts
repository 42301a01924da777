import { hourMs, minuteMs } from '../kit/instant.ts';

const longestBackOffMs = 15 * minuteMs;
/** Whoever asks for more is asked again after this, or nobody would notice that it meant something else. */
const longestRetryAfterMs = hourMs;

/**
 * How long to leave a feed alone after so many failures in a row: twice as long after each, up to 15 minutes, or as long
 * as it asks for, and never less than its interval. The chance spreads those that failed together.
 */
export function waitAfterFailures(
  { intervalMs, failures }: { readonly intervalMs: number; readonly failures: number },
  retryAfterMs: number | null,
  chance: number,
): number {
  const doubled = Math.min(intervalMs * 2 ** failures, longestBackOffMs);
  const spread = doubled * (0.5 + chance / 2);
  return Math.round(Math.max(intervalMs, spread, Math.min(retryAfterMs ?? 0, longestRetryAfterMs)));
}
