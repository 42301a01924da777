import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClickhouseCluster, whyNoCluster } from '../../../../../test/support/clickhouse-cluster.ts';
import { until } from '../../../../../test/support/until.ts';
import { aJob, batchOf, everySlot, inOrder, recount } from '../suites/job-histories.ts';
import { describeJobStore } from '../suites/job-store.ts';
import { describeSettling } from '../suites/settling.ts';
import { aMorning, openMeterAt } from './fresh-meter.fixture.ts';

const lacking = whyNoCluster();

describe.skipIf(lacking)(lacking ?? 'a cluster', () => {
  let cluster: ClickhouseCluster;
  beforeAll(async () => {
    cluster = await ClickhouseCluster.start();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  describeJobStore('a cluster of ClickHouse', () => openMeterAt(cluster.database()), 0.1);

  /** One after the other: two replicas that truncate at once can get in each other's way. */
  const forgetJobs = async (url: string) => {
    for (const [first] of cluster.shards) await first.query(`truncate table ${databaseOf(url)}.job_local`);
    for (const [, second] of cluster.shards) {
      await until(
        async () => (await second.query(`select count() from ${databaseOf(url)}.job_local`)) === '0',
      );
    }
  };

  describeSettling('a cluster of ClickHouse', async (clock) => {
    const url = cluster.database();
    const storage = await openMeterAt(url, clock);
    return {
      storage,
      forgetJobs: () => forgetJobs(url),
      [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose](),
    };
  });

  it('sums no hour up while the replica that is read lacks what another has', async () => {
    const [first, second] = cluster.shards[0];
    const url = cluster.database();
    const clock = aMorning();
    await using storage = await openMeterAt(url, clock);
    const jobs = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((source) => aJob({ source }));

    await first.kill();
    await until(() => storage.jobs.ingest('org', batchOf(jobs)));
    await second.kill();
    await first.up();
    clock.advance(121);
    let isSettled: boolean | undefined;
    await until(async () => {
      isSettled = await storage.settle?.();
    });
    expect(isSettled).toBe(false);

    await second.up();
    await until(async () => storage.settle?.());
    // A shard has to find a leader after its servers were gone.
    await until(() => forgetJobs(url));
    const [rows = []] = await storage.jobs.readMeter('org', [everySlot]);
    expect(inOrder(rows)).toEqual(inOrder(recount(jobs)));
  });
});

function databaseOf(url: string): string {
  return /platen_\d+/.exec(url)?.[0] ?? '';
}
