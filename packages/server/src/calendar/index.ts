export type { DayType, IcsSource, OrganizationCalendar } from './calendar.ts';
export { daysOf } from './days.ts';
export { getCalendar, listCalendarDays } from './get-calendar.ts';
export { putCalendar } from './put-calendar.ts';
export { readDue } from './read-due.ts';
export type { CalendarContext, CalendarStore, ClaimedIcs } from './store.ts';
