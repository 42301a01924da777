import { type ExpectedByType, invalidField, type JobStats, jobTypes } from '@platen/contract';
import type { Organization } from '../../access/index.ts';
import { dayMs } from '../../kit/instant.ts';
import { type Calendar, expectedIn } from '../detectors/index.ts';
import type { AlertsContext } from '../store.ts';
import { readWatched, type WatchedSeries } from './watched-series.ts';

const mostMs = 40 * dayMs;

/**
 * The counts with what is usual in each of their buckets, by what is known of each type now.
 *
 * @throws Refusal when the window is too long.
 */
export async function addExpected(
  { store, calendars }: Pick<AlertsContext, 'store' | 'calendars'>,
  org: Organization,
  stats: JobStats,
): Promise<JobStats> {
  if (Date.parse(stats.to) - Date.parse(stats.from) > mostMs) {
    throw invalidField(
      'query.include',
      'asks for what is usual in more than 40 days',
      'Ask for a shorter window, or leave it out.',
    );
  }
  if (!stats.series) return stats;
  const calendar = await calendars.of(org);
  const stored = await store.anomalies.listSeries(org.orgId);
  const known = new Map(stored.flatMap((each) => readWatched(each) ?? []).map((each) => [each.series, each]));
  return {
    ...stats,
    series: stats.series.map((bucket) => ({
      ...bucket,
      expected: Object.fromEntries(
        jobTypes
          .filter((type) => bucket.jobs[type] !== undefined)
          .map((type) => [type, usualIn(known.get(type), calendar, bucket)]),
      ),
    })),
  };
}

function usualIn(
  series: WatchedSeries | undefined,
  calendar: Calendar,
  { start, end }: { readonly start: string; readonly end: string },
): ExpectedByType['print'] {
  if (series?.counts.until === undefined || series.counts.until === null) return null;
  const usual = expectedIn(series.counts, calendar, Date.parse(start), Date.parse(end));
  if (usual.maturity === 'learning') return null;
  return { low: usual.low, expected: Math.round(usual.expected * 10) / 10, high: usual.high };
}
