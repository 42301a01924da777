import {
  advance,
  calendarOf,
  newSeries,
  pooled,
  type SeriesState,
  type SpecialDay,
} from '../../packages/server/src/alerts/detectors/index.ts';
import type { Told } from './judge.ts';
import { type Organization, perHour } from './simulator.ts';

/** Evenly spaced counts, with where their days begin. */
export interface Series {
  readonly startsAt: number;
  readonly stepMs: number;
  readonly timeZone: string;
  readonly specialDays: readonly SpecialDay[];
  readonly counts: readonly number[];
}

/** Runs a series through the detector, bucket by bucket. */
export function replay({ startsAt, stepMs, timeZone, specialDays, counts }: Series): {
  readonly state: SeriesState;
  readonly signals: readonly number[];
} {
  const calendar = calendarOf(timeZone, specialDays);
  let state = newSeries(stepMs);
  const signals = counts.map((count, index) => {
    const step = advance(state, { at: startsAt + index * stepMs, count, complete: true }, calendar);
    state = step.state;
    return step.signal;
  });
  return { state, signals };
}

/** What is watched of an organization: its series, small ones pooled. */
export function watched({ series, ...organization }: Organization): readonly Series[] {
  const parts = series.map((counts, index) => ({ path: ['all', String(index)], perHour: busyHour(counts) }));
  return pooled(parts).map(({ parts: pool }) => {
    const members = pool.map(({ path }) => series[Number(path[1])] ?? []);
    const counts = (members[0] ?? []).map((_, bucket) =>
      members.reduce((sum, each) => sum + (each[bucket] ?? 0), 0),
    );
    return { ...organization, stepMs: 900_000, counts };
  });
}

/** What an organization would have been told. */
export function toldBy(organization: Organization): readonly Told[] {
  const told = watched(organization).flatMap((series) =>
    replay(series).signals.map((score, bucket) => ({ bucket, score })),
  );
  return inOrder(told);
}

/** What a detector of hourly counts would have told. */
export function toldHourly(
  organization: Organization,
  detect: (counts: readonly number[], perDay: number) => readonly number[],
): readonly Told[] {
  const told = watched(organization).flatMap(({ counts }) =>
    detect(hourly(counts), 24).map((score, hour) => ({ bucket: (hour + 1) * perHour - 1, score })),
  );
  return inOrder(told);
}

function inOrder(told: readonly Told[]): readonly Told[] {
  return told.filter(({ score }) => score > 0.2).sort((a, b) => a.bucket - b.bucket);
}

/** The jobs of an hour that is busier than nine of ten in the first four weeks. */
function busyHour(counts: readonly number[]): number {
  const hours = hourly(counts.slice(0, 28 * 24 * perHour)).toSorted((a, b) => a - b);
  return hours[Math.floor(hours.length * 0.9)] ?? 0;
}

function hourly(counts: readonly number[]): readonly number[] {
  return Array.from({ length: Math.floor(counts.length / perHour) }, (_, hour) =>
    counts.slice(hour * perHour, (hour + 1) * perHour).reduce((sum, count) => sum + count, 0),
  );
}
