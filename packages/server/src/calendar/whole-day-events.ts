import { isPlainDate } from '../kit/instant.ts';
import { dateAt, daysBetween, zoned } from '../kit/zone.ts';
import { type ContentLine, contentLines, plainText } from './content-lines.ts';

/** An event that lasts whole days, on the wall. */
export interface WholeDayEvent {
  /** Events that belong together have the same; those without have one of their own. */
  readonly uid: string;
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** At least 1. */
  readonly days: number;
  /** As in RFC 5545, 3.3.10; null: it is not repeated. */
  readonly rule: string | null;
  readonly addedDates: readonly string[];
  readonly leftOutDates: readonly string[];
  /** Which one of those with the same `uid` it is in place of; null: none. */
  readonly inPlaceOf: string | null;
  readonly isCancelled: boolean;
}

/** What nobody can read as an iCalendar. The message goes on after its name: `is not an iCalendar text`. */
export class UnreadableCalendarError extends Error {}

/**
 * The events of an iCalendar text that last whole days: those with dates, and those from midnight to midnight, be it in a
 * zone of their own or in that of the organization. Others are left out.
 *
 * @throws UnreadableCalendarError
 */
export function wholeDayEvents(text: string, timeZone: string): readonly WholeDayEvent[] {
  const lines = contentLines(text.replace(/^\uFEFF/, ''));
  const [first] = lines;
  if (first?.name !== 'BEGIN' || first.value.trim().toUpperCase() !== 'VCALENDAR') {
    throw new UnreadableCalendarError('is not an iCalendar text: it does not begin with BEGIN:VCALENDAR');
  }
  if (!lines.some((line) => isMark(line, 'END', 'VCALENDAR'))) {
    throw new UnreadableCalendarError('is cut off: it does not end with END:VCALENDAR');
  }
  return eventsIn(lines).flatMap((event, index) => readEvent(event, `${index}`, timeZone) ?? []);
}

function isMark({ name, value }: ContentLine, mark: 'BEGIN' | 'END', component: string): boolean {
  return name === mark && value.trim().toUpperCase() === component;
}

/** The lines of each event, without those of what is inside of it, such as alarms. */
function eventsIn(lines: readonly ContentLine[]): readonly (readonly ContentLine[])[] {
  const events: ContentLine[][] = [];
  let depth = 0;
  let eventDepth = 0;
  for (const line of lines) {
    if (line.name === 'BEGIN') {
      depth++;
      if (!isMark(line, 'BEGIN', 'VEVENT')) continue;
      eventDepth = depth;
      events.push([]);
    } else if (line.name === 'END') {
      if (depth === eventDepth) eventDepth = 0;
      depth--;
    } else if (depth === eventDepth) {
      events.at(-1)?.push(line);
    }
  }
  return events;
}

function readEvent(
  lines: readonly ContentLine[],
  place: string,
  timeZone: string,
): WholeDayEvent | undefined {
  const all = (name: string) => lines.filter((line) => line.name === name);
  const [first] = all('DTSTART');
  const date = first && readMidnight(first, timeZone);
  if (date === undefined) return undefined;
  const days = lengthOf(date, all('DTEND')[0], all('DURATION')[0], timeZone);
  if (days === undefined) return undefined;
  const datesOf = (name: string) => all(name).flatMap((line) => readDates(line, timeZone));
  const uid = all('UID')[0]?.value;
  return {
    uid: uid === undefined ? `place ${place}` : `uid ${uid}`,
    name: plainText(all('SUMMARY')[0]?.value ?? '').slice(0, 200) || 'Without a name',
    date,
    days,
    rule: all('RRULE')[0]?.value.toUpperCase() ?? null,
    addedDates: datesOf('RDATE'),
    leftOutDates: datesOf('EXDATE'),
    inPlaceOf: datesOf('RECURRENCE-ID')[0] ?? null,
    isCancelled: all('STATUS')[0]?.value.toUpperCase() === 'CANCELLED',
  };
}

/** Whole days; undefined where it is no whole days. What has no end lasts one. */
function lengthOf(
  date: string,
  end: ContentLine | undefined,
  duration: ContentLine | undefined,
  timeZone: string,
): number | undefined {
  if (end !== undefined) {
    const last = readMidnight(end, timeZone);
    // Some write the same date twice, and mean that day.
    return last === undefined ? undefined : Math.max(1, daysBetween(date, last));
  }
  if (duration === undefined) return 1;
  const [, weeks, days] = /^P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T0[HMS])?$/i.exec(duration.value) ?? [];
  return Number(weeks ?? 0) * 7 + Number(days ?? 0) || undefined;
}

function readDates(line: ContentLine, timeZone: string): readonly string[] {
  return line.value.split(',').flatMap((value) => readMidnight({ ...line, value }, timeZone) ?? []);
}

/** The date of a `DATE`, or of a `DATE-TIME` that is a midnight. */
function readMidnight({ value }: ContentLine, timeZone: string): string | undefined {
  const [, year, month, day, time, utc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{6})(Z)?)?(?:\/.*)?$/i.exec(value.trim()) ?? [];
  const date = `${year}-${month}-${day}`;
  if (!isPlainDate(date) || date < '1900-01-01') return undefined;
  if (time === undefined || (time === '000000' && utc === undefined)) return date;
  if (utc === undefined) return undefined;
  const at = Date.parse(`${date}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`);
  if (Number.isNaN(at)) return undefined;
  return zoned(at, timeZone).toPlainTime().toString() === '00:00:00' ? dateAt(at, timeZone) : undefined;
}
