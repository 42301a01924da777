import type { CalendarDay } from '@platen/contract';
import { addDays } from '../kit/zone.ts';
import type { IcsSource, OrganizationCalendar } from './calendar.ts';
import { countryHolidays } from './country-holidays.ts';
import { icsDays } from './ics-days.ts';
import { UnreadableCalendarError } from './whole-day-events.ts';

export interface Span {
  /** YYYY-MM-DD on the wall of `timeZone`, both included. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** The days that are not ordinary ones, by date. Of several of one date it is the one that counts. */
export async function daysOf(calendar: OrganizationCalendar, span: Span): Promise<readonly CalendarDay[]> {
  const days = [
    ...(await holidaysOf(calendar, span)),
    ...closuresOf(calendar, span),
    ...calendar.ics.flatMap((ics) => daysOfIcs(ics, span)),
  ];
  const rank = ({ day_type }: CalendarDay) => (day_type === 'holiday' ? 0 : 1);
  const byRank = days.toSorted((a, b) => rank(a) - rank(b));
  const counting = new Map(byRank.toReversed().map((day) => [day.date, day]));
  return [...counting.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

async function holidaysOf(
  { country, subdivision }: OrganizationCalendar,
  { from, to }: Span,
): Promise<readonly CalendarDay[]> {
  if (country === null) return [];
  const source = {
    kind: 'country' as const,
    name: subdivision === null ? country : `${country}-${subdivision}`,
  };
  const holidays = await countryHolidays({ country, subdivision }, from, to);
  return holidays.map(({ date, name }) => ({ date, day_type: 'holiday', name, source }));
}

function closuresOf({ closures }: OrganizationCalendar, { from, to }: Span): readonly CalendarDay[] {
  return closures.flatMap((closure) => {
    const source = { kind: 'closure' as const, name: closure.name };
    const days: CalendarDay[] = [];
    const last = closure.to < to ? closure.to : to;
    for (let date = closure.from > from ? closure.from : from; date <= last; date = addDays(date, 1)) {
      days.push({ date, day_type: 'closure', name: closure.name, source });
    }
    return days;
  });
}

/** What cannot be read was refused when it came; where it cannot be followed into another year, it has no days there. */
export function daysOfIcs({ name, dayType, only, text }: IcsSource, span: Span): readonly CalendarDay[] {
  if (text === null) return [];
  const source = { kind: 'ics' as const, name };
  try {
    return icsDays(text, { ...span, only }).map((day) => ({ ...day, day_type: dayType, source }));
  } catch (error) {
    if (error instanceof UnreadableCalendarError) return [];
    throw error;
  }
}
