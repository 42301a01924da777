import {
  invalidField,
  type JobGrouping,
  type JobInterval,
  type JobStatsQuery,
  type JobType,
  jobTypes,
} from '@platen/contract';
import { dayMs, hourMs, isPlainDate, parseInstant } from '../kit/instant.ts';
import { isTimeZone, startOfDate } from '../kit/zone.ts';
import { bucketBoundaries } from './buckets.ts';

/** What is asked of the counts, with every default filled in. */
export interface StatsWindow {
  /** Where the window is cut into buckets; its first and last boundary alone when no interval is asked for. */
  readonly boundaries: readonly number[];
  readonly interval: JobInterval | null;
  readonly timeZone: string;
  readonly types: readonly JobType[];
  readonly groupBy: JobGrouping | null;
  readonly limit: number;
}

const maxBuckets = 10_000;
const maxDays = 400;
/** 400 dates across the end of a summer are an hour longer than 400 days. */
const maxWindowMs = maxDays * dayMs + hourMs;
const earliestMs = Date.UTC(2000, 0, 1);

/**
 * Reads the query. The window may reach into the future, as that of "this month" does: what has not come yet is empty
 * and not complete.
 */
export function parseStatsWindow(query: JobStatsQuery, orgTimeZone: string, nowMs: number): StatsWindow {
  const timeZone = query.time_zone ?? orgTimeZone;
  if (!isTimeZone(timeZone)) {
    throw invalidField(
      'query.time_zone',
      'is not an IANA time zone',
      'Send a name such as `Europe/Paris` or `UTC`.',
    );
  }
  const to = query.to === undefined ? nowMs : readMoment('to', query.to, timeZone);
  const from = query.from === undefined ? to - dayMs : readMoment('from', query.from, timeZone);
  checkWindow(from, to, nowMs);
  const interval = query.interval ?? null;
  return {
    boundaries: cut(from, to, interval, timeZone),
    interval,
    timeZone,
    types: jobTypes.filter((type) => query.type?.includes(type) ?? true),
    groupBy: query.group_by ?? null,
    limit: query.limit ?? 10,
  };
}

function readMoment(name: 'from' | 'to', text: string, timeZone: string): number {
  if (isPlainDate(text)) return startOfDate(text, timeZone);
  const ms = parseInstant(text);
  if (ms !== undefined) return ms;
  throw invalidField(
    `query.${name}`,
    'is neither a date nor a moment in RFC 3339',
    'Send `2026-11-23` or `2026-11-23T08:00:00Z`; the `+` of an offset is written `%2B` in a URL.',
  );
}

function checkWindow(from: number, to: number, nowMs: number): void {
  if (from < earliestMs) {
    throw invalidField('query.from', 'is before the year 2000', 'No job is as old; ask from 2000-01-01 on.');
  }
  if (to > nowMs + maxDays * dayMs) {
    throw invalidField(
      'query.to',
      `is more than ${maxDays} days ahead`,
      'Leave it out for the time up to now.',
    );
  }
  if (from >= to) {
    throw invalidField('query.from', 'is not before `to`', 'Send a `from` that is earlier than `to`.');
  }
  if (to - from > maxWindowMs) {
    throw invalidField(
      'query.from',
      `is more than ${maxDays} days before \`to\``,
      'Ask for it in several parts.',
    );
  }
}

function cut(from: number, to: number, interval: JobInterval | null, timeZone: string): number[] {
  const boundaries = bucketBoundaries(from, to, interval, timeZone);
  if (boundaries.length - 1 <= maxBuckets) return boundaries;
  throw invalidField(
    'query.interval',
    `would give ${boundaries.length - 1} buckets, and at most ${maxBuckets} are given`,
    'Ask for `hour`, or for a shorter window.',
  );
}
