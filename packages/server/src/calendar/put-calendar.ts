import {
  type Calendar,
  type CalendarIcsPut,
  type CalendarPut,
  type Closure,
  invalidField,
} from '@platen/contract';
import { type Actor, auditEntry, type Organization } from '../access/index.ts';
import { isPlainDate } from '../kit/instant.ts';
import { addDays, dateAt, daysBetween } from '../kit/zone.ts';
import type { IcsSource } from './calendar.ts';
import { findUnknownPlace } from './country-holidays.ts';
import { getCalendar } from './get-calendar.ts';
import { icsDays } from './ics-days.ts';
import { readDue } from './read-due.ts';
import type { CalendarContext } from './store.ts';
import { UnreadableCalendarError } from './whole-day-events.ts';

/** Sets the calendar of an organization: the body replaces what was known. Addresses that are new in it are read at once. */
export async function putCalendar(
  calendar: CalendarContext,
  actor: Actor,
  org: Pick<Organization, 'orgId' | 'timeZone'>,
  input: CalendarPut,
): Promise<Calendar> {
  const { country = null, subdivision = null, closures = [], ics = [] } = input;
  await checkPlace(country, subdivision);
  closures.forEach(checkClosure);
  const now = calendar.clock.now();
  const today = dateAt(now, org.timeZone);
  ics.forEach((one, index) => {
    checkIcs(one, `body.ics[${index}]`, { today, timeZone: org.timeZone });
    if (ics.findIndex(({ name }) => name === one.name) < index) {
      throw invalidField(`body.ics[${index}].name`, 'stands twice', 'Give each calendar a name of its own.');
    }
  });
  const before = (await calendar.store.find(org.orgId))?.ics ?? [];
  const audit = auditEntry(actor, now, {
    orgId: org.orgId,
    action: 'calendar.put',
    target: org.orgId,
    // Neither texts nor addresses: the ones are long, the others may be secrets.
    detail: { country, subdivision, closures, ics: ics.map(({ name }) => name) },
  });
  const sources = ics.map((one) => icsSource(one, before, now));
  const record = { orgId: org.orgId, country, subdivision, closures, ics: sources, updatedAt: now };
  await calendar.store.save(record, audit);
  await readDue(calendar, org.orgId);
  return getCalendar(calendar, org);
}

async function checkPlace(country: string | null, subdivision: string | null): Promise<void> {
  if (country === null) {
    if (subdivision === null) return;
    throw invalidField('body.subdivision', 'stands without a country', 'Send its `country` too.');
  }
  const unknown = await findUnknownPlace({ country, subdivision });
  if (unknown === null) return;
  throw invalidField(
    `body.${unknown.field}`,
    unknown.field === 'country' ? 'is no country whose holidays are known' : `is not known of ${country}`,
    unknown.known.length === 0
      ? 'Leave it out.'
      : `Send one of ${unknown.known.join(', ')}, or leave it out.`,
  );
}

const longestClosureDays = 366;

function checkClosure({ from, to }: Closure, index: number): void {
  for (const [field, date] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (isPlainDate(date) && date >= '1990-01-01' && date <= '2099-12-31') continue;
    throw invalidField(
      `body.closures[${index}].${field}`,
      'is not a date between 1990 and 2099',
      'Send YYYY-MM-DD.',
    );
  }
  const days = daysBetween(from, to);
  if (days >= 0 && days < longestClosureDays) return;
  throw invalidField(
    `body.closures[${index}].to`,
    days < 0 ? 'lies before `from`' : 'lies more than a year after `from`',
    'Send the last day of the closure.',
  );
}

function checkIcs(
  { text, url }: CalendarIcsPut,
  location: string,
  { today, timeZone }: { readonly today: string; readonly timeZone: string },
): void {
  if ((text === undefined) === (url === undefined)) {
    throw invalidField(location, 'has both a text and an address, or neither', 'Send `text` or `url`.');
  }
  if (url !== undefined) checkAddress(url, `${location}.url`);
  if (text === undefined) return;
  try {
    icsDays(text, { from: addDays(today, -365), to: addDays(today, 365), timeZone, only: null });
  } catch (error) {
    if (!(error instanceof UnreadableCalendarError)) throw error;
    throw invalidField(`${location}.text`, error.message, 'Send an iCalendar text (RFC 5545).');
  }
}

function checkAddress(url: string, location: string): void {
  const { username, password, protocol } = new URL(url);
  if (username !== '' || password !== '') {
    throw invalidField(location, 'has a user name or a password', 'Send an address that needs none.');
  }
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw invalidField(location, 'is not on the web', 'Send https://, also in place of webcal://.');
  }
}

/** What is read by the same address as before keeps what was read last. */
function icsSource(
  { name, day_type = 'closure', only, text, url }: CalendarIcsPut,
  before: readonly IcsSource[],
  now: number,
): IcsSource {
  const known = before.find((one) => one.name === name && one.url === url && url !== undefined);
  const neverRead = { etag: null, lastModified: null, lastTriedAt: null, lastReadAt: null, trouble: null };
  return {
    ...(known ?? { ...neverRead, text: text ?? null, nextReadAt: url === undefined ? null : now }),
    name,
    dayType: day_type,
    only: only ?? null,
    url: url ?? null,
    leaseUntil: 0,
  };
}
