import type { SpecialDay } from '../../packages/server/src/alerts/detectors/index.ts';
import { addDays, zoned } from '../../packages/server/src/kit/zone.ts';
import { Random } from '../scale/random.ts';
import { holidays, type PlaceKind, placeKinds, vacations } from './places.ts';

/** Something that happens to an organization, and that whoever watches ought to be told. */
export interface LabelledEvent {
  readonly kind: 'outage' | 'drop' | 'spike' | 'wrong hour' | 'closed';
  /** Of its buckets, the first and the last. */
  readonly first: number;
  readonly last: number;
}

export interface Organization {
  readonly name: string;
  readonly timeZone: string;
  readonly specialDays: readonly SpecialDay[];
  readonly startsAt: number;
  /** Counts of a quarter of an hour, by job type. */
  readonly series: readonly (readonly number[])[];
  readonly events: readonly LabelledEvent[];
  /** Buckets in which a roll-out changes what is usual: to tell of it is neither right nor wrong. */
  readonly rollOut: readonly [first: number, last: number] | null;
}

const timeZone = 'Europe/Berlin';
const stepMs = 900_000;
export const perHour = 4;
const perDay = 24 * perHour;
const days = 238;
const startsAt = Date.parse('2025-08-31T22:00:00Z');
const quietDays = 28;
/** Of all jobs: printed, scanned, copied. */
const shares = [0.65, 0.25, 0.1];
const growthADay = 0.15 / 365;

/** The same organizations for the same seed: each kind and size, one of them with a roll-out. */
export function simulate(seed: number): readonly Organization[] {
  const places = placeKinds.flatMap((kind) => kind.sizes.map((size) => ({ kind, size })));
  return places.map(({ kind, size }, index) => {
    const random = new Random(seed * 1_000 + index);
    const usual = usualOf(kind, size, index % 3 === 1);
    const events = eventsOf(usual.busyness, random);
    const specialDays = [...holidays.map(holiday), ...(kind.vacations ? vacations.flatMap(vacation) : [])];
    return {
      name: `${kind.name} of ${size} jobs an hour`,
      timeZone,
      specialDays,
      startsAt,
      series: shares.map((share) =>
        countsOf(
          usual.perBucket.map((jobs) => jobs * share),
          usual.busyness,
          events,
          random,
        ),
      ),
      events,
      rollOut: usual.rollOut,
    };
  });
}

function usualOf(kind: PlaceKind, size: number, grows: boolean) {
  const first = 120 * perDay;
  const busyness = Array.from({ length: days * perDay }, (_, bucket) =>
    busynessAt(kind, startsAt + bucket * stepMs),
  );
  const perBucket = busyness.map((busy, bucket) => {
    const day = bucket / perDay;
    const rolledOut = grows ? 1 + Math.min(Math.max((bucket - first) / (5 * perDay), 0), 1) : 1;
    return (size / perHour) * busy * (1 + day * growthADay) * rolledOut;
  });
  return { busyness, perBucket, rollOut: grows ? ([first, first + 12 * perDay] as const) : null };
}

function busynessAt(kind: PlaceKind, at: number): number {
  const local = zoned(at, timeZone);
  const date = local.toPlainDate().toString();
  if (kind.vacations && vacations.some(([from, to]) => from <= date && date <= to)) return 0;
  const isOff = local.dayOfWeek > 5 || holidays.includes(date);
  return (isOff ? kind.weekend : kind.workday)[local.hour] ?? 0;
}

/** About one in nine days, none in the first four weeks. */
function eventsOf(busyness: readonly number[], random: Random): readonly LabelledEvent[] {
  const kinds = ['outage', 'spike', 'drop', 'wrong hour', 'outage', 'closed'] as const;
  const events: LabelledEvent[] = [];
  let day = quietDays;
  while (day < days - 2) {
    const kind = kinds[events.length % kinds.length] ?? 'outage';
    const event = eventOn(day, kind, busyness, random);
    if (event !== null) events.push(event);
    day += event === null ? 1 : 5 + Math.floor(random.uniform() * 8);
  }
  return events;
}

function eventOn(
  day: number,
  kind: LabelledEvent['kind'],
  busyness: readonly number[],
  random: Random,
): LabelledEvent | null {
  const start = day * perDay;
  if (kind === 'closed') {
    const isWorked = busyness.slice(start, start + perDay).some((busy) => busy > 0.8);
    return isWorked ? { kind, first: start, last: start + perDay - 1 } : null;
  }
  const hours = { outage: 4, drop: 5, spike: 1, 'wrong hour': 1 }[kind] + Math.floor(random.uniform() * 3);
  const first = start + Math.floor(random.uniform() * (perDay - hours * perHour));
  const last = first + hours * perHour - 1;
  const span = busyness.slice(first, last + 1);
  const fits = kind === 'wrong hour' ? span.every((busy) => busy <= 0.3) : span.every((busy) => busy >= 0.5);
  return fits ? { kind, first, last } : null;
}

function countsOf(
  usual: readonly number[],
  busyness: readonly number[],
  events: readonly LabelledEvent[],
  random: Random,
): number[] {
  const busiest = Math.max(...usual.slice(0, 14 * perDay));
  let today = 1;
  let hour = 1;
  const counts = usual.map((mean, bucket) => {
    if (bucket % perDay === 0) today = random.logNormal(1, 0.15);
    if (bucket % perHour === 0) hour = random.logNormal(1, 0.2);
    return clumps(mean * today * hour, random);
  });
  for (const { kind, first, last } of events) {
    const strength = 3.5 + 2 * random.uniform();
    for (let bucket = first; bucket <= last; bucket++) {
      const count = counts[bucket] ?? 0;
      if (kind === 'outage' || kind === 'closed') counts[bucket] = 0;
      if (kind === 'drop') counts[bucket] = Math.round(count * 0.25 * random.uniform() * 2);
      if (kind === 'spike') counts[bucket] = Math.round(count * strength);
      if (kind === 'wrong hour')
        counts[bucket] = count + clumps(busiest * (0.7 + (busyness[bucket] ?? 0)), random);
    }
  }
  return counts;
}

/** People come by themselves, and every third of them sends another job. */
function clumps(mean: number, random: Random): number {
  const another = 1 / 3;
  let jobs = 0;
  for (let visit = poisson(mean * (1 - another), random); visit > 0; visit--) {
    do jobs++;
    while (random.uniform() < another);
  }
  return jobs;
}

function poisson(mean: number, random: Random): number {
  let count = 0;
  for (let passed = random.exponential(1); passed < mean; passed += random.exponential(1)) count++;
  return count;
}

function holiday(date: string): SpecialDay {
  return { date, type: 'holiday', name: 'Public holiday' };
}

function vacation([from, to]: readonly [string, string]): SpecialDay[] {
  const found: SpecialDay[] = [];
  for (let date = from; date <= to; date = addDays(date, 1))
    found.push({ date, type: 'closure', name: 'Vacation' });
  return found;
}
