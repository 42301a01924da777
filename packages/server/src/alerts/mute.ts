import type { MuteWindow, Weekday } from '@platen/contract';
import { addDays, dateAt, startOfDate, zoned } from '../kit/zone.ts';

/** Whether one of the windows is open, by the wall clock of the zone. */
export function isMuted(windows: readonly MuteWindow[], timeZone: string, now: number): boolean {
  return windows.some((window) =>
    openings(window, timeZone, now).some(({ from, to }) => from <= now && now < to),
  );
}

/** The next instant at which a window opens or closes; null without windows. */
export function nextMuteEdge(windows: readonly MuteWindow[], timeZone: string, now: number): number | null {
  const edges = windows
    .flatMap((window) => openings(window, timeZone, now))
    .flatMap(({ from, to }) => [from, to])
    .filter((edge) => edge > now);
  return edges.length === 0 ? null : Math.min(...edges);
}

/** The days of the week as ISO 8601 numbers them, from Monday. */
const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** When the window is open, from what began yesterday to what begins within a week. */
function openings(
  { days, from, to }: MuteWindow,
  timeZone: string,
  now: number,
): { readonly from: number; readonly to: number }[] {
  const today = dateAt(now, timeZone);
  const dates = Array.from({ length: 9 }, (_, index) => addDays(today, index - 1));
  return dates
    .filter((date) => days.some((day) => weekdays.indexOf(day) === weekdayOf(date, timeZone) - 1))
    .map((date) => ({
      from: atTime(date, from, timeZone),
      to: atTime(from < to ? date : addDays(date, 1), to, timeZone),
    }));
}

function weekdayOf(date: string, timeZone: string): number {
  return zoned(startOfDate(date, timeZone), timeZone).dayOfWeek;
}

function atTime(date: string, time: string, timeZone: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return zoned(startOfDate(date, timeZone), timeZone).withPlainTime({ hour, minute }).epochMilliseconds;
}
