import type { JobInterval } from '@platen/contract';
import { dayMs, hourMs } from '../kit/instant.ts';
import { zoned } from '../kit/zone.ts';
import { slotMs, slotOf } from './contribution.ts';

/**
 * Cuts a window at the wall clock of a zone: the boundaries, ascending, of the whole intervals that cover `fromMs` to
 * `toMs`. Without an interval the window is one piece, widened to whole slots.
 *
 * Every boundary is the start of a slot. An hour begins when the wall clock shows it, so an hour that is lived twice
 * is two buckets; it also begins when the clock jumps past its start. Where clocks change by half an hour (Lord Howe)
 * there is thus an hour of 30 and an hour of 90 minutes. A day, week or month begins once, when its date first comes.
 */
export function bucketBoundaries(
  fromMs: number,
  toMs: number,
  interval: JobInterval | null,
  timeZone: string,
): number[] {
  if (interval === null) return [slotOf(fromMs), slotOf(toMs + slotMs - 1)];
  const calendar = calendars[interval];
  const starts = startsWithin(fromMs - calendar.longestMs, toMs + calendar.longestMs, calendar, timeZone);
  const first = starts.findLastIndex((start) => start <= fromMs);
  const last = starts.findIndex((start) => start >= toMs);
  return starts.slice(first, last + 1);
}

/**
 * How a wall clock without changes divides time. Wall time is written as the milliseconds at which UTC shows the
 * same, so that its calendar is that of `Date`.
 */
interface Calendar {
  readonly floor: (wallMs: number) => number;
  readonly next: (startMs: number) => number;
  /** Whether the period that was lived already, by clocks set back, begins again. */
  readonly repeats: boolean;
  /** Longer than any of the periods. */
  readonly longestMs: number;
}

const calendars: Readonly<Record<JobInterval, Calendar>> = {
  '15m': every(slotMs, 0, true),
  hour: every(hourMs, 0, true),
  day: every(dayMs, 0, false),
  // 1970-01-05 was a Monday.
  week: every(7 * dayMs, 4 * dayMs, false),
  month: {
    floor: (ms) => monthOf(ms, 0),
    next: (ms) => monthOf(ms, 1),
    repeats: false,
    longestMs: 33 * dayMs,
  },
};

function every(stepMs: number, originMs: number, repeats: boolean): Calendar {
  return {
    floor: (ms) => Math.floor((ms - originMs) / stepMs) * stepMs + originMs,
    next: (ms) => ms + stepMs,
    repeats,
    longestMs: stepMs + 2 * dayMs,
  };
}

function monthOf(wallMs: number, monthsAhead: number): number {
  const date = new Date(wallMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsAhead);
}

function startsWithin(fromMs: number, toMs: number, calendar: Calendar, timeZone: string): number[] {
  const starts: number[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (const { startMs, endMs, offsetMs } of stretchesOf(fromMs, toMs, timeZone)) {
    let period = calendar.floor(startMs + offsetMs);
    for (let at = startMs; at < endMs; at = period - offsetMs) {
      const begins = calendar.repeats && at === period - offsetMs;
      if (period > latest || begins) starts.push(at);
      latest = calendar.repeats ? period : Math.max(latest, period);
      period = calendar.next(period);
    }
  }
  return starts;
}

/** A time during which the zone's offset from UTC does not change. */
interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
  readonly offsetMs: number;
}

/** Changes of a clock are taken to the slot they are in: some were at a minute past midnight. */
function* stretchesOf(fromMs: number, toMs: number, timeZone: string): Generator<Stretch> {
  let current = zoned(slotOf(fromMs), timeZone);
  for (let startMs = slotOf(fromMs); startMs < toMs; ) {
    const offsetMs = current.offsetNanoseconds / 1e6;
    const change = current.getTimeZoneTransition('next');
    const endMs = change ? Math.min(slotOf(change.epochMilliseconds), toMs) : toMs;
    yield { startMs, endMs, offsetMs };
    if (!change) return;
    current = change;
    startMs = endMs;
  }
}
