import { describe, expect, it } from 'vitest';
import { Clickhouse, whyNoClickhouse } from '../../../../../test/support/clickhouse.ts';
import { ClickhouseCluster, whyNoCluster } from '../../../../../test/support/clickhouse-cluster.ts';
import { ClickhouseToday, whyNoClickhouseToday } from '../../../../../test/support/clickhouse-today.ts';
import { until } from '../../../../../test/support/until.ts';
import type { MeterQuery } from '../../jobs/index.ts';
import { dayMs } from '../../kit/instant.ts';
import { aJob, batchOf } from '../suites/job-histories.ts';
import { forgetCounts, forgetJobs, nextToDrop } from './forget.ts';
import { openWithParts } from './fresh-meter.fixture.ts';

const layouts = [
  { name: 'one server', lacking: whyNoClickhouse(), start: () => Clickhouse.start() },
  { name: 'one of today', lacking: whyNoClickhouseToday(), start: () => ClickhouseToday.start() },
  { name: 'a cluster', lacking: whyNoCluster(), start: () => ClickhouseCluster.start() },
];

const august = Date.UTC(2026, 7);
const september = Date.UTC(2026, 8);
const both: MeterQuery = {
  boundaries: [august, september, september + dayMs],
  types: ['print'],
  by: 'source',
};

describe.each(layouts)('old jobs on $name', ({ lacking, start }) => {
  if (lacking) return it.skip(lacking);

  it('are dropped by whole months that are settled, and their counts by whole months too', async () => {
    await using servers = await start();
    await using meter = await openWithParts(servers.database());
    const { storage } = meter;
    expect(await nextToDrop(meter)).toEqual({ jobs: null, counts: null });
    const times = [september - 1, august + 5, september];
    await storage.jobs.ingest('org', batchOf(times.map((submittedAt) => aJob({ submittedAt }))));
    expect(await nextToDrop(meter)).toEqual({ jobs: september - 1, counts: null });
    const countsOf = async () => {
      const [rows] = await storage.jobs.readMeter('org', [both]);
      return rows?.map(({ part, submitted }) => [part, submitted]).sort();
    };

    expect(await forgetJobs(meter, september)).toBe(0);
    meter.clock.advance(121);
    await until(async () => storage.settle?.());
    expect(await nextToDrop(meter)).toEqual({ jobs: september - 1, counts: september - 1 });
    expect(await forgetJobs(meter, september - 1)).toBe(0);
    expect(await forgetJobs(meter, september)).toBe(2);
    expect(await forgetJobs(meter, september)).toBe(0);
    expect(await nextToDrop(meter)).toEqual({ jobs: Date.UTC(2026, 9) - 1, counts: september - 1 });
    expect(await countsOf()).toEqual([
      [0, 2],
      [1, 1],
    ]);

    expect(await forgetCounts(meter, september - 1)).toBe(0);
    expect(await forgetCounts(meter, september)).toBeGreaterThan(0);
    expect(await countsOf()).toEqual([[1, 1]]);
  });
});
