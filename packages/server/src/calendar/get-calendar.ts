import type { Calendar, CalendarDays, CalendarDaysQuery } from '@platen/contract';
import { invalidField } from '@platen/contract';
import type { Organization } from '../access/index.ts';
import { formatInstant, isPlainDate } from '../kit/instant.ts';
import { addDays, dateAt, daysBetween } from '../kit/zone.ts';
import type { IcsSource, OrganizationCalendar } from './calendar.ts';
import { daysOf, daysOfIcs } from './days.ts';
import type { CalendarContext } from './store.ts';

type Of = Pick<Organization, 'orgId' | 'timeZone'>;

export async function getCalendar({ store, clock }: CalendarContext, org: Of): Promise<Calendar> {
  const calendar = await store.find(org.orgId);
  const today = dateAt(clock.now(), org.timeZone);
  return {
    country: calendar?.country ?? null,
    subdivision: calendar?.subdivision ?? null,
    closures: calendar?.closures.map((closure) => ({ ...closure })) ?? [],
    ics: calendar?.ics.map((ics) => icsBody(ics, today, org.timeZone)) ?? [],
    updated_at: instantBody(calendar?.updatedAt ?? null),
  };
}

function icsBody(ics: IcsSource, today: string, timeZone: string): Calendar['ics'][number] {
  const year = { from: today, to: addDays(today, 365), timeZone };
  return {
    name: ics.name,
    day_type: ics.dayType,
    only: ics.only,
    text: ics.url === null ? ics.text : null,
    url: ics.url,
    days: ics.text === null ? null : daysOfIcs(ics, year).length,
    trouble: ics.trouble,
    last_tried_at: instantBody(ics.lastTriedAt),
    last_read_at: instantBody(ics.lastReadAt),
  };
}

function instantBody(at: number | null): string | null {
  return at === null ? null : formatInstant(at);
}

const mostDays = 800;

/** What is taken for a holiday or a closure, and by what. */
export async function listCalendarDays(
  calendar: CalendarContext,
  org: Of,
  query: CalendarDaysQuery,
): Promise<CalendarDays> {
  const from = query.from ?? dateAt(calendar.clock.now(), org.timeZone);
  checkDate('query.from', from);
  const to = query.to ?? addDays(from, 365);
  checkDate('query.to', to);
  const days = daysBetween(from, to);
  if (days < 0)
    throw invalidField('query.to', 'lies before `from`', 'Send the last day, on or after `from`.');
  if (days > mostDays)
    throw invalidField('query.to', `lies more than ${mostDays} days after \`from\``, 'Ask for less.');
  const known = await calendar.store.find(org.orgId);
  return {
    from,
    to,
    time_zone: org.timeZone,
    days: [...(await specialDays(known, { from, to, timeZone: org.timeZone }))],
  };
}

async function specialDays(known: OrganizationCalendar | undefined, span: Parameters<typeof daysOf>[1]) {
  return known ? daysOf(known, span) : [];
}

/** Far from there nobody has written down which days are free. */
function checkDate(location: string, date: string): void {
  if (isPlainDate(date) && date >= '1990-01-01' && date <= '2099-12-31') return;
  throw invalidField(location, 'is not a date between 1990 and 2099', 'Send YYYY-MM-DD.');
}
