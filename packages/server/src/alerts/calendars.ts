import type { Organization } from '../access/index.ts';
import { type CalendarContext, daysOf } from '../calendar/index.ts';
import { dateAt } from '../kit/zone.ts';
import { type Calendar, calendarOf } from './detectors/index.ts';

/** As many years are known: counts are looked back at for 400 days, and what is to come matters for plots alone. */
const yearsBack = 2;
const yearsAhead = 1;
const mostKept = 1_000;

/** The calendars of organizations as detectors ask them. */
export class Calendars {
  readonly #calendar: CalendarContext;
  readonly #kept = new Map<string, { readonly version: string; readonly calendar: Calendar }>();

  constructor(calendar: CalendarContext) {
    this.#calendar = calendar;
  }

  /** It is made anew when the organization has changed its calendar or its zone, and when a year is over. */
  async of({ orgId, timeZone }: Pick<Organization, 'orgId' | 'timeZone'>): Promise<Calendar> {
    const { store, clock } = this.#calendar;
    const year = Number(dateAt(clock.now(), timeZone).slice(0, 4));
    // Read before the data: what changes meanwhile is asked for again.
    const version = `${store.revision(orgId)} ${timeZone} ${year}`;
    const kept = this.#kept.get(orgId);
    if (kept?.version === version) return kept.calendar;
    const known = await store.find(orgId);
    const span = { from: `${year - yearsBack}-01-01`, to: `${year + yearsAhead}-12-31`, timeZone };
    const days = known ? await daysOf(known, span) : [];
    const calendar = calendarOf(
      timeZone,
      days.map(({ date, day_type, name }) => ({ date, type: day_type, name })),
    );
    // The oldest goes first: a Map keeps the order of insertion.
    this.#kept.delete(orgId);
    if (this.#kept.size >= mostKept) this.#kept.delete(this.#kept.keys().next().value ?? '');
    this.#kept.set(orgId, { version, calendar });
    return calendar;
  }
}
