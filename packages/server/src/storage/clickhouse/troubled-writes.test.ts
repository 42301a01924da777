import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clickhouse, whyNoClickhouse } from '../../../../../test/support/clickhouse.ts';
import { aJob, batchOf, everySlot, inOrder, recount } from '../suites/job-histories.ts';
import { aMorning, openMeterAt } from './fresh-meter.fixture.ts';
import { HeldWrites } from './held-writes.fixture.ts';

const lacking = whyNoClickhouse();

describe.skipIf(lacking)(lacking ?? 'a batch', () => {
  let clickhouse: Clickhouse;
  beforeAll(async () => {
    clickhouse = await Clickhouse.start();
  });
  afterAll(() => clickhouse[Symbol.asyncDispose]());

  async function open() {
    await using opened = new AsyncDisposableStack();
    const { url, writes } = await HeldWrites.before(clickhouse.database());
    opened.use(writes);
    const clock = aMorning();
    const storage = opened.use(await openMeterAt(url, clock));
    const settleLater = () => {
      clock.advance(121);
      return storage.settle?.();
    };
    const counts = async () => {
      const [rows = []] = await storage.jobs.readMeter('org', [everySlot]);
      return inOrder(rows);
    };
    const everything = opened.move();
    return {
      ...{ writes, jobs: storage.jobs, counts, settleLater },
      [Symbol.asyncDispose]: () => everything.disposeAsync(),
    };
  }
  const [first, second] = [aJob(), aJob({ jobId: '2', device: null })];

  it('that takes effect after its hour was summed up is counted all the same', async () => {
    await using meter = await open();
    await meter.jobs.ingest('org', batchOf([first]));
    const held = Promise.withResolvers<void>();
    const reached = new Promise<void>((reach) => {
      meter.writes.before = () => {
        reach();
        return held.promise;
      };
    });
    const ingested = meter.jobs.ingest('org', batchOf([second]));
    await reached;
    await meter.settleLater();
    held.resolve();
    await ingested;
    expect(await meter.counts()).toEqual(inOrder(recount([first, second])));
    await meter.settleLater();
    expect(await meter.counts()).toEqual(inOrder(recount([first, second])));
  });

  it('whose jobs are written, and nothing else of it, is counted', async () => {
    await using meter = await open();
    await meter.jobs.ingest('org', batchOf([first]));
    await meter.settleLater();
    const heardFrom = {} as unknown as string;
    await expect(meter.jobs.ingest('org', batchOf([second], { heardFrom }))).rejects.toThrow();
    expect(await meter.counts()).toEqual(inOrder(recount([first, second])));
    await meter.settleLater();
    expect(await meter.counts()).toEqual(inOrder(recount([first, second])));
  });

  it('of which it is not known whether it was written is refused, and nothing that was kept is right any more', async () => {
    await using meter = await open();
    const before = meter.jobs.jobsRevision('org');
    meter.writes.losesAnswers = true;
    await expect(meter.jobs.ingest('org', batchOf([first]))).rejects.toMatchObject({ code: 'overloaded' });
    expect(meter.jobs.jobsRevision('org')).toBeGreaterThan(before);
    expect(await meter.counts()).toEqual(inOrder(recount([first])));
    meter.writes.losesAnswers = false;
    expect(await meter.jobs.ingest('org', batchOf([first]))).toMatchObject({ unchanged: 1 });
    expect(await meter.jobs.listSources('org')).toHaveLength(1);
  });

  it('goes by the next entry when the first refuses, or loses what it was told', async () => {
    const { url, writes } = await HeldWrites.before(clickhouse.database());
    await using first = writes;
    const { host, pathname } = new URL(url);
    await using storage = await openMeterAt(`http://127.0.0.1:1,${host},${clickhouse.host}${pathname}`);
    first.losesAnswers = true;
    expect(await storage.jobs.ingest('org', batchOf([aJob()]))).toMatchObject({ accepted: 1 });
    const [rows] = await storage.jobs.readMeter('org', [everySlot]);
    expect(rows).toEqual(recount([aJob()]));
  });

  it('that corrects a job within the same moment is the one that counts, also in its sums', async () => {
    await using meter = await open();
    const told = [aJob({ pages: 1 }), aJob({ pages: 7 }), aJob({ pages: 5 })];
    for (const job of told) await meter.jobs.ingest('org', batchOf([job]));
    expect(await meter.counts()).toEqual(inOrder(recount([aJob({ pages: 7 })])));
    await meter.settleLater();
    expect(await meter.counts()).toEqual(inOrder(recount([aJob({ pages: 7 })])));
  });
});
