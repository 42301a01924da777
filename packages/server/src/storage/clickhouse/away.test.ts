import { describe, expect, it } from 'vitest';
import { Clickhouse, whyNoClickhouse } from '../../../../../test/support/clickhouse.ts';
import { until } from '../../../../../test/support/until.ts';
import { aJob, batchOf, everySlot } from '../suites/job-histories.ts';
import { openMeterAt } from './fresh-meter.fixture.ts';

const lacking = whyNoClickhouse();

describe.skipIf(lacking)(lacking ?? 'a meter whose ClickHouse is away', () => {
  it('says so, refuses for a moment what needs it and keeps the rest; and is back when that is', async () => {
    await using clickhouse = await Clickhouse.start();
    await using storage = await openMeterAt(clickhouse.database());
    await storage.jobs.ingest('org', batchOf([aJob()]));
    expect(storage.isReachable()).toBe(true);

    await clickhouse.kill();
    await until(async () => !storage.isReachable());
    const overloaded = { code: 'overloaded', message: 'The database does not answer at the moment.' };
    await expect(storage.jobs.ingest('org', batchOf([aJob()]))).rejects.toMatchObject(overloaded);
    await expect(storage.jobs.readMeter('org', [everySlot])).rejects.toMatchObject(overloaded);
    expect(await storage.jobs.listSources('org')).toHaveLength(1);

    await clickhouse.up();
    await until(async () => storage.isReachable());
    const again = await storage.jobs.ingest('org', batchOf([aJob()]));
    expect(again).toMatchObject({ accepted: 0, unchanged: 1 });
  });
});
