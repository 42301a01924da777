import { minuteMs } from '../kit/instant.ts';
import { addDays, dateAt } from '../kit/zone.ts';
import { instantAt, workdayUpTo } from './calendar.ts';
import type { IncidentStory, PastDay, Place } from './place.ts';

/** When a story happened that is told at `today`. */
export function momentOf(place: Place, started: IncidentStory['started'] | PastDay, today: number): number {
  if ('minutesAgo' in started) return today - started.minutesAgo * minuteMs;
  const { time_zone: timeZone } = place.organization;
  const date = addDays(dateAt(today, timeZone), -started.daysAgo);
  return instantAt(workdayUpTo(place.calendar, date), started.at, timeZone);
}
