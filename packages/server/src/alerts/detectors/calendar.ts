import { hourMs, minuteMs } from '../../kit/instant.ts';
import { dateAt, zoned } from '../../kit/zone.ts';

/**
 * `holiday`: a public holiday. `closure`: a school vacation, or a day on which this organization is closed. Both are spent
 * unlike other days of their week; whether people work on a weekend is learned.
 */
export type DayType = 'ordinary' | 'holiday' | 'closure';

/** A day that is not an ordinary one. */
export interface SpecialDay {
  /** YYYY-MM-DD on the wall. */
  readonly date: string;
  readonly type: Exclude<DayType, 'ordinary'>;
  readonly name: string;
}

/** What the wall says at an instant. */
export interface Moment {
  readonly dayType: DayType;
  /** 0 is the first hour of Monday. */
  readonly hourOfWeek: number;
  /** Of the hour, from 0 to 1. */
  readonly fraction: number;
  /** Of the special day. */
  readonly name: string | null;
}

export interface Calendar {
  readonly timeZone: string;
  momentAt(at: number): Moment;
}

const hoursAhead = 24 * 21;

/** `timeZone` is an IANA name. Of several special days of one date the first counts. */
export function calendarOf(timeZone: string, specialDays: readonly SpecialDay[] = []): Calendar {
  const special = new Map(specialDays.toReversed().map((day) => [day.date, day]));
  // Wall clocks are slow to read, and every series asks for the same hours. No zone changes within a quarter of an hour.
  const known = new Map<number, { readonly moment: Moment; readonly at: number }>();
  const read = (at: number) => {
    const local = zoned(at, timeZone);
    const day = special.get(dateAt(at, timeZone));
    const moment = {
      dayType: day?.type ?? 'ordinary',
      hourOfWeek: (local.dayOfWeek - 1) * 24 + local.hour,
      fraction: local.minute / 60,
      name: day?.name ?? null,
    } satisfies Moment;
    return { moment, at };
  };
  return {
    timeZone,
    momentAt(at) {
      const quarter = Math.floor(at / quarterMs);
      let entry = known.get(quarter);
      if (entry === undefined) {
        if (known.size >= hoursAhead * 4) known.clear();
        entry = read(quarter * quarterMs);
        known.set(quarter, entry);
      }
      const fraction = entry.moment.fraction + (at - entry.at) / hourMs;
      return fraction === entry.moment.fraction ? entry.moment : { ...entry.moment, fraction };
    },
  };
}

const quarterMs = 15 * minuteMs;
