import type { Route } from '../route.ts';
import * as calendar from '../schemas/calendar.ts';
import { orgParams } from './parts.ts';

export const calendarRoutes = {
  getCalendar: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/calendar',
    tag: 'Organizations',
    summary: 'The calendar of an organization',
    description: 'Addresses of calendars may be secrets, so it is for administrators alone.',
    scopes: ['org:admin'],
    params: orgParams,
    status: 200,
    response: calendar.Calendar,
    problems: ['not_found'],
  },
  putCalendar: {
    method: 'PUT',
    path: '/v1/orgs/{org_id}/calendar',
    tag: 'Organizations',
    summary: 'Say which days are not ordinary ones',
    description:
      'Public holidays of a country, days on which the organization is closed, and calendars in iCalendar form, as texts or by address. Addresses are read at once; how that went is in the answer.',
    scopes: ['org:admin'],
    params: orgParams,
    body: calendar.CalendarPut,
    status: 200,
    response: calendar.Calendar,
    problems: ['not_found'],
  },
  getCalendarDays: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/calendar/days',
    tag: 'Organizations',
    summary: 'The days that are taken for holidays and closures',
    scopes: ['job-stats:read', 'alerts:read', 'org:admin'],
    params: orgParams,
    query: calendar.CalendarDaysQuery,
    status: 200,
    response: calendar.CalendarDays,
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
