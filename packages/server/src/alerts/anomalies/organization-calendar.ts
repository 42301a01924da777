import type { Organization } from '../../access/index.ts';
import { type Calendar, calendarOf } from '../detectors/index.ts';

const calendars = new Map<string, Calendar>();

/** The calendar by which an organization's jobs are judged. Those who have the same share it, as reading clocks is slow. */
export async function calendarOfOrganization({ timeZone }: Organization): Promise<Calendar> {
  const calendar = calendars.get(timeZone) ?? calendarOf(timeZone);
  calendars.set(timeZone, calendar);
  return calendar;
}
