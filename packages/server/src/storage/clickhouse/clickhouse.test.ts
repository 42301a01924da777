import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clickhouse, whyNoClickhouse } from '../../../../../test/support/clickhouse.ts';
import { ClickhouseToday, whyNoClickhouseToday } from '../../../../../test/support/clickhouse-today.ts';
import { inTransaction } from '../ledger/transaction.ts';
import { claimSettling, hoursToSettle, settled, unsettle } from '../ledger/unsettled-hours.ts';
import { openSqlite } from '../sqlite/open.ts';
import { aJob, batchOf, everySlot } from '../suites/job-histories.ts';
import { describeJobStore } from '../suites/job-store.ts';
import { describeSettling } from '../suites/settling.ts';
import { UnusableDatabaseError } from '../unusable.ts';
import { aFolder, aMorning, openMeterAt, openWithParts } from './fresh-meter.fixture.ts';
import { clickhouseMeter } from './open.ts';

const versions = [
  { name: 'ClickHouse of 2018', lacking: whyNoClickhouse(), start: () => Clickhouse.start() },
  { name: 'ClickHouse of today', lacking: whyNoClickhouseToday(), start: () => ClickhouseToday.start() },
];

describe.each(versions)('$name', ({ lacking, start }) => {
  if (lacking) return it.skip(lacking);
  let clickhouse: Clickhouse | ClickhouseToday;
  beforeAll(async () => {
    clickhouse = await start();
  });
  afterAll(() => clickhouse[Symbol.asyncDispose]());

  describeJobStore('ClickHouse', () => openMeterAt(clickhouse.database()), 0.2);

  describeSettling('ClickHouse', async (clock) => {
    const url = clickhouse.database();
    const storage = await openMeterAt(url, clock);
    return {
      storage,
      forgetJobs: () => clickhouse.query(`truncate table ${new URL(url).pathname.slice(1)}.job`),
      [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose](),
    };
  });

  it('takes any text for what it is', async () => {
    await using storage = await openMeterAt(clickhouse.database());
    await fc.assert(
      fc.asyncProperty(anyText, anyText, anyText, async (org, source, jobId) => {
        const job = aJob({ source, jobId, device: source, reason: jobId });
        const ingest = () => storage.jobs.ingest(org, batchOf([job]));
        const { accepted } = await ingest();
        // What is read back is what was written, or the same event would be another.
        expect(await ingest()).toEqual({ accepted: 0, updated: 0, unchanged: 1, tooOld: [] });
        const [rows] = await storage.jobs.readMeter(org, [everySlot]);
        expect(rows).toContainEqual(expect.objectContaining({ source, device: source }));
        expect(accepted).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });

  it('knows a job by its last version, though earlier ones are there still', async () => {
    await using storage = await openMeterAt(clickhouse.database());
    const versions = [1, 2, 3, 4, 5].map((pages) => aJob({ pages, updatedAt: aJob().updatedAt + pages }));
    for (const job of versions) await storage.jobs.ingest('org', batchOf([job]));
    expect(await storage.jobs.ingest('org', batchOf(versions))).toMatchObject({ updated: 0, unchanged: 5 });
  });

  it('has its hours settled by whom it let last, and by nobody who was overtaken', async () => {
    await using meter = await openWithParts(clickhouse.database());
    const { db } = meter.ledger;
    const now = meter.clock.now();
    const listed = async () => hoursToSettle(db, now + 999_000, 9);
    await meter.storage.jobs.ingest('org', batchOf([aJob()]));
    const slow = (await claimSettling(db, now, now + 10)) ?? 0;
    const seen = await listed();
    expect(await claimSettling(db, now + 9, now + 20)).toBeUndefined();
    const quick = (await claimSettling(db, now + 10, now + 20)) ?? 0;
    expect(quick).toBeGreaterThan(slow);
    await inTransaction(db, (tx) => settled(tx, quick, seen));
    expect(await listed()).toEqual([]);
    await inTransaction(db, (tx) => unsettle(tx, seen, now));
    await inTransaction(db, (tx) => unsettle(tx, seen, now));
    expect(await listed()).toEqual(seen);
    await inTransaction(db, (tx) => settled(tx, slow, seen));
    expect(await listed()).toEqual(seen);
  });

  it('is found as it was left', async () => {
    const url = clickhouse.database();
    await using ledger = aFolder();
    for (const accepted of [1, 0]) {
      await using storage = await openSqlite(ledger.path, clickhouseMeter(url, aMorning()));
      expect(await storage.jobs.ingest('org', batchOf([aJob()]))).toMatchObject({ accepted });
      const [rows] = await storage.jobs.readMeter('org', [everySlot]);
      expect(rows).toMatchObject([{ submitted: 1 }]);
    }
  });
});

const lacking = whyNoClickhouse();

describe.skipIf(lacking)(lacking ?? 'ClickHouse', () => {
  it('that cannot be used is refused with why, and without its password', async () => {
    await using clickhouse = await Clickhouse.start();
    const { host } = clickhouse;
    for (const [url, why] of [
      ['http://me:hunter2@127.0.0.1:1/platen', 'ECONNREFUSED'],
      [`http://me:hunter2@${host}/platen`, 'Unknown user me'],
      [`http://me:hunter2@${host}/platen?cluster=nowhere`, 'Unknown user me'],
    ] as const) {
      const error: unknown = await openMeterAt(url).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UnusableDatabaseError);
      expect(String(error)).toContain(why);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2');
    }
  });
});

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\\', "'", '\0', '\n', 'n', '0', '😀'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  minLength: 1,
  maxLength: 20,
});
