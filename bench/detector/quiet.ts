import {
  advance,
  calendarOf,
  newSeries,
  type SeriesState,
} from '../../packages/server/src/alerts/detectors/index.ts';
import { Random } from '../scale/random.ts';

const stepMs = 900_000;
const weeks = 6;
const monday = Date.parse('2026-01-05T00:00:00Z');
const dead = { fromHour: 10, buckets: 24 };

/**
 * After how many hours it is told that no job comes any more, at a site with so many jobs in each of its ten working hours,
 * for queues that died at ten o'clock; `Infinity` where it was not told within six hours.
 */
export function hoursUntilTold(jobsAnHour: number, sites: number): readonly number[] {
  return Array.from({ length: sites }, (_, site) => untilTold(jobsAnHour, new Random(site + 1))).sort(
    (a, b) => a - b,
  );
}

function untilTold(jobsAnHour: number, random: Random): number {
  const calendar = calendarOf('UTC');
  const take = (state: SeriesState, at: number, count: number) =>
    advance(state, { at, count, complete: true }, calendar);
  const died = monday + weeks * 7 * 86_400_000 + dead.fromHour * 3_600_000;
  let state = newSeries(stepMs);
  for (let at = monday; at < died; at += stepMs)
    state = take(state, at, arrivals(at, jobsAnHour / 4, random)).state;
  for (let bucket = 0; bucket < dead.buckets; bucket++) {
    const step = take(state, died + bucket * stepMs, 0);
    state = step.state;
    if (step.standing === 'bad' && state.quiet.open) return (bucket + 1) / 4;
  }
  return Number.POSITIVE_INFINITY;
}

function arrivals(at: number, mean: number, random: Random): number {
  const date = new Date(at);
  const works = date.getUTCDay() % 6 !== 0 && date.getUTCHours() >= 8 && date.getUTCHours() < 18;
  let count = 0;
  if (works) for (let passed = random.exponential(1); passed < mean; passed += random.exponential(1)) count++;
  return count;
}
