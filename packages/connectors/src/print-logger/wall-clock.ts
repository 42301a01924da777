import { invalidField } from '@platen/contract';
import { Temporal } from 'temporal-polyfill';
import { utcMs } from '../instant.ts';

/** Turns `2026-11-23 08:15:02` on the wall into milliseconds since 1970, or undefined where no such time exists. */
export type WallClock = (text: string) => number | undefined;

const form = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * The wall clock of an IANA time zone. An hour that comes twice (clocks set back) is taken as the first of the two;
 * an hour that never comes (clocks set forward) is moved on by the length of the gap. Both are guesses, but always
 * the same guess, so reading the same row again gives the same job.
 */
export function wallClock(timeZone: string): WallClock {
  if (!isTimeZone(timeZone)) {
    throw invalidField(
      'options.time_zone',
      `is not an IANA time zone: "${timeZone}"`,
      'Give the zone of the machine that wrote the log, for example `Europe/Paris`.',
    );
  }
  // Rows come in order, many in one minute, and no zone changes its clocks within one.
  let known = { minute: '', shiftMs: 0 };
  return (text) => {
    const match = form.exec(text);
    if (!match) return undefined;
    const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as NumbersOfTime;
    const asUtcMs = utcMs(year, month, day, hour, minute, second);
    if (asUtcMs === undefined) return undefined;
    if (known.minute !== text.slice(0, 16)) {
      const plain = Temporal.PlainDateTime.from({ year, month, day, hour, minute });
      const inZone = plain.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
      const shiftMs = inZone.epochMilliseconds - Date.UTC(year, month - 1, day, hour, minute);
      known = { minute: text.slice(0, 16), shiftMs };
    }
    return asUtcMs + known.shiftMs;
  };
}

type NumbersOfTime = [number, number, number, number, number, number];

/** A bare offset such as `+01:00` is refused: it does not know of summer time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
