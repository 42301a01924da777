import { getCalendar, listCalendarDays, putCalendar } from '../../calendar/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { organizationOf } from '../organization-of.ts';

/** Which days of an organization are not ordinary ones. */
export function bindCalendar(bind: Bind, { calendar }: Edge): void {
  bind('getCalendar', ({ actor }) => getCalendar(calendar, organizationOf(actor)));
  bind('putCalendar', ({ actor, body }) => putCalendar(calendar, actor, organizationOf(actor), body));
  bind('getCalendarDays', ({ actor, query }) => listCalendarDays(calendar, organizationOf(actor), query));
}
