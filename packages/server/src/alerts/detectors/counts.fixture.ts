import { hourMs } from '../../kit/instant.ts';
import { type Advance, advance } from './advance.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import { newSeries, type SeriesState } from './series.ts';

export const utc = calendarOf('UTC');
/** A Monday. */
export const monday = Date.parse('2026-01-05T00:00:00Z');

/** Jobs of an hour of an office: most at 10, none at night and on weekends; the same numbers each time, but not each week. */
export function officeJobs(at: number, busiest = 40): number {
  const date = new Date(at);
  const hour = date.getUTCHours();
  if (date.getUTCDay() % 6 === 0 || hour < 8 || hour > 17) return 0;
  const hourNumber = Math.floor(at / hourMs);
  const wobble = 0.8 + 0.4 * fractionOf(hourNumber);
  return Math.round(busiest * (1 - Math.abs(hour - 11) / 12) * wobble);
}

/** Looks like chance between 0 and 1, and is the same for the same number. */
function fractionOf(number: number): number {
  const mixed = Math.imul(number ^ (number >>> 7), 2_654_435_761) >>> 0;
  return (mixed ^ (mixed >>> 15)) / 2 ** 32;
}

/** Takes hours in turn, from one instant to another. */
export function take(
  from: number,
  to: number,
  jobs: (at: number) => number | null,
  {
    state = newSeries(hourMs),
    calendar = utc,
  }: { readonly state?: SeriesState; readonly calendar?: Calendar } = {},
): readonly Advance[] {
  const steps: Advance[] = [];
  let before = state;
  for (let at = from; at < to; at += state.stepMs) {
    const step = advance(before, { at, count: jobs(at), complete: true }, calendar);
    steps.push(step);
    before = step.state;
  }
  return steps;
}

/** An office that was learned for so many weeks. */
export function learned(
  weeks: number,
  jobs: (at: number) => number | null = officeJobs,
  calendar = utc,
): SeriesState {
  return (
    take(monday, monday + weeks * 7 * 24 * hourMs, jobs, { calendar }).at(-1)?.state ?? newSeries(hourMs)
  );
}
