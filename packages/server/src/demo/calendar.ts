import { addDays, startOfDate, zoned } from '../kit/zone.ts';

/** When an organization works, on its own wall clock. */
export interface Calendar {
  /** How busy each of the 24 hours is, from 0 to 1 (as busy as any). */
  readonly workday: readonly number[];
  readonly weekend: readonly number[];
  /** First and last days (MM-DD, within one year) that are spent like a weekend. */
  readonly holidays: readonly (readonly [first: string, last: string])[];
}

/**
 * How busy the hour is that begins at an instant, where the zone's offset is in whole hours. Every feed of a place asks
 * for every hour of a year, and wall clocks are slow to read: the answers are kept.
 */
export function busynessOf(calendar: Calendar, timeZone: string): (hourAt: number) => number {
  const known = new Map<number, number>();
  return (hourAt) => {
    const busyness = known.get(hourAt) ?? readBusyness(calendar, zoned(hourAt, timeZone));
    known.set(hourAt, busyness);
    return busyness;
  };
}

/** The date itself when it is a day of work, otherwise the last one before it. */
export function workdayUpTo(calendar: Calendar, date: string): string {
  let day = date;
  while (!isWorkday(calendar, day, weekdayOf(day))) day = addDays(day, -1);
  return day;
}

/** The instant at which the wall shows a time (HH:MM) on a date, on a day whose clocks do not change. */
export function instantAt(date: string, time: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDate(date, timeZone) + (hours * 60 + minutes) * 60_000;
}

function readBusyness(calendar: Calendar, local: ReturnType<typeof zoned>): number {
  const date = local.toPlainDate().toString();
  const hours = isWorkday(calendar, date, local.dayOfWeek) ? calendar.workday : calendar.weekend;
  return hours[local.hour] ?? 0;
}

function isWorkday(calendar: Calendar, date: string, weekday: number): boolean {
  const day = date.slice(5);
  return weekday < saturday && !calendar.holidays.some(([first, last]) => first <= day && day <= last);
}

const saturday = 6;

/** 1 is Monday. */
function weekdayOf(date: string): number {
  return zoned(startOfDate(date, 'UTC'), 'UTC').dayOfWeek;
}
