import { invalidField } from '@platen/contract';
import { parseInstant } from '../kit/instant.ts';

/** Before this there was nothing of what is told here: a year mistyped. */
const earliestMs = Date.UTC(2000, 0, 1);

/** Milliseconds of an instant in a body; refuses what is no instant or lies before 2000. */
export function readMoment(location: string, text: string): number {
  const at = parseInstant(text);
  if (at === undefined || at < earliestMs) {
    throw invalidField(
      location,
      'is not a moment since the year 2000',
      'Send RFC 3339, as 2026-11-23T08:31:00Z.',
    );
  }
  return at;
}

/** The same for what has happened already; now when it is left out. */
export function readPastMoment(location: string, text: string | undefined, nowMs: number): number {
  if (text === undefined) return nowMs;
  const at = readMoment(location, text);
  if (at > nowMs)
    throw invalidField(location, 'lies in the future', 'Send a moment up to now, or leave it out.');
  return at;
}
