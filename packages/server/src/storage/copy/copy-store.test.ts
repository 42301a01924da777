import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clickhouse, whyNoClickhouse } from '../../../../../test/support/clickhouse.ts';
import { HeldClock } from '../../kit/clock.ts';
import { dayMs } from '../../kit/instant.ts';
import { openClickhouseToCopy } from '../clickhouse/meter-to-copy.ts';
import { clickhouseMeter } from '../clickhouse/open.ts';
import { FolderInUseError } from '../sqlite/database.ts';
import type { Storage } from '../storage.ts';
import { aJob, anyEvent, batchOf, everySlot, inOrder } from '../suites/job-histories.ts';
import { aKey, anAudit, aRegion, contentsOf, populate } from '../suites/ledger-contents.ts';
import { type CopiedStore, copy, directions } from './copied-stores.fixture.ts';
import { type CopySide, copyStore } from './copy-store.ts';
import { rowsPerPart, UncopyableStoreError, type WritingSession } from './store-to-copy.ts';

describe.each(directions)('a store copied from $from.name to $to.name', (engines) => {
  const lacking = engines.from.lacking ?? engines.to.lacking;
  if (lacking) return it.skip(lacking);
  const started = new AsyncDisposableStack();
  let newSource: () => Promise<CopiedStore>;
  let newTarget: () => Promise<CopiedStore>;
  beforeAll(async () => {
    newSource = started.use(await engines.from.start()).empty;
    newTarget = started.use(await engines.to.start()).empty;
  });
  afterAll(() => started.disposeAsync());

  const sourceWith = async (...batches: Parameters<typeof batchOf>[0][]) => {
    const from = await newSource();
    await take(from, ...batches);
    return from;
  };

  it('tells what it told before, be it texts, bytes, great numbers or the order of lists', async () => {
    const from = await newSource();
    const before = await use(from, async (storage) => {
      await populate(storage);
      await populate(storage);
      for (const id of ['b', 'a-c', 'ab', 'B', 'a_b'])
        await storage.status.saveRegion(aRegion(id), anAudit());
      const hostile = { name: `'"\\{},NULL\n😀Ä`, updatedAt: 2 ** 53 - 1 };
      await storage.status.saveRegion(aRegion('hostile', hostile), anAudit());
      await storage.idempotency.begin(request, noLimits);
      await storage.idempotency.finish(request, new Uint8Array([0, 1, 254, 255]));
      const hostileJob = aJob({ jobId: `'"\\{}😀`, device: null, reason: 'NULL', pages: null });
      await storage.jobs.ingest('org', batchOf([aJob(), hostileJob], { heardFrom: 'silent' }));
      return tellsOf(storage);
    });
    const to = await newTarget();
    expect(await copy(from, to)).toMatchObject({ outcome: 'complete', copied: 2 });
    expect(await use(to, tellsOf)).toEqual(before);
  });

  it('counts what it counted, whatever its history, and goes on counting exactly', async () => {
    const history = fc.array(fc.array(anyEvent, { maxLength: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(history, history, async (before, after) => {
        const from = await sourceWith(...before);
        const to = await newTarget();
        expect((await copy(from, to)).outcome).toBe('complete');
        for (const store of [from, to]) await take(store, ...after);
        expect(await use(to, countsOf)).toEqual(await use(from, countsOf));
      }),
      { numRuns: 2 },
    );
  });

  it('has every row of a day that is longer than a part', async () => {
    const jobs = Array.from({ length: 2 * rowsPerPart + 1 }, (_, index) => aJob({ jobId: String(index) }));
    const from = await sourceWith(jobs);
    const to = await newTarget();
    expect(await copy(from, to)).toMatchObject({ outcome: 'complete', copied: jobs.length });
    const [org] = (await copy(from, to)).organizations;
    expect([org?.from.get('print'), org?.to.get('print')]).toEqual([jobs.length, jobs.length]);
  });

  it('is copied again only on the days that differ', async () => {
    const onDay = (day: number, fields = {}) =>
      aJob({ submittedAt: everySlotStart + day * dayMs, jobId: `of day ${day}`, ...fields });
    const from = await sourceWith([onDay(0), onDay(1), onDay(1, { jobId: 'b' }), onDay(2)]);
    const to = await newTarget();
    expect((await copy(from, to)).copied).toBe(4);
    expect((await copy(from, to)).copied).toBe(0);
    await take(from, [onDay(1, { updatedAt: onDay(1).updatedAt + 1, reason: 'corrected' })]);
    expect(await copy(from, to)).toMatchObject({ outcome: 'complete', copied: 2 });
    expect((await copy(from, to)).copied).toBe(0);
  });

  it('keeps counts whose jobs are gone', async () => {
    const kept = aJob({ submittedAt: everySlotStart + 2 * dayMs });
    const from = await sourceWith([aJob(), aJob({ jobId: 'b' }), kept]);
    const before = await use(from, countsOf);
    await use(from, ({ jobs }) => jobs.raiseFloors({ jobs: nextDay, counts: 0 }, 0));
    const early = await newTarget();
    expect(await copy(from, early)).toMatchObject({ outcome: 'complete', copied: 1 });
    await forget(from, 'jobs');
    const to = await newTarget();
    expect(await copy(from, to)).toMatchObject({ outcome: 'complete', copied: 1 });
    await take(to, [kept, aJob()]);
    expect(await use(to, countsOf)).toEqual(before);
  });

  it('is the same though the jobs that it counted were dropped meanwhile, and then their counts', async () => {
    const from = await sourceWith([aJob(), aJob({ submittedAt: everySlotStart + 2 * dayMs })]);
    const to = await newTarget();
    await copy(from, to);
    await use(from, ({ jobs }) => jobs.raiseFloors({ jobs: nextDay, counts: 0 }, 0));
    expect(await copy(from, to)).toMatchObject({ outcome: 'complete', copied: 0 });
    await forget(from, 'jobs');
    expect(await copy(from, to)).toMatchObject({ outcome: 'complete', copied: 0 });
    await use(from, ({ jobs }) => jobs.raiseFloors({ jobs: nextDay, counts: nextDay }, 0));
    await forget(from, 'counts');
    const report = await copy(from, to);
    expect(report).toMatchObject({ outcome: 'complete', copied: 0 });
    const [org] = report.organizations;
    expect([org?.from.get('print'), org?.to.get('print')]).toEqual([1, 1]);
  });

  it.skipIf(engines.to.isClickhouse)('has no rows that the source has not', async () => {
    const kept = aJob({ submittedAt: everySlotStart + 2 * dayMs });
    const [from, to] = [await sourceWith([kept]), await newTarget()];
    await copy(from, to);
    await take(to, [aJob()]);
    await use(to, ({ jobs }) => jobs.ingest('other', batchOf([kept])));
    expect(await copy(from, to)).toMatchObject({ outcome: 'complete' });
    expect(await use(to, countsOf)).toEqual([]);
    expect((await copy(from, to)).organizations.map(({ orgId }) => orgId)).toEqual(['org']);
  });

  it.each(['audit', 'job', 'job_count'])('is not complete without its rows of %s', async (table) => {
    const from = await sourceWith([aJob()]);
    await use(from, (storage) => storage.status.saveRegion(aRegion('eu'), anAudit()));
    const to = await newTarget();
    await using source = await from.source();
    await using target = await to.target();
    const report = await copyStore(source, losing(target, table), () => undefined);
    expect(report.outcome).toBe('different');
  });

  it('is not complete while it is served, and no server takes it then', async () => {
    const from = await sourceWith([aJob()]);
    const to = await newTarget();
    await use(from, async () => expect(await copy(from, to)).toMatchObject({ outcome: 'served', copied: 1 }));
    await use(to, (storage) =>
      expect(storage.beginServing()).rejects.toThrow('Stop the servers of the other'),
    );
    expect(await copy(from, to)).toMatchObject({ outcome: 'complete', copied: 0 });
    await use(to, (storage) => storage.beginServing());
  });

  it('is not copied over what was served, or over what else is there', async () => {
    const from = await sourceWith([aJob()]);
    const to = await newTarget();
    await copy(from, to);
    await use(to, (storage) => storage.beginServing());
    await expect(copy(from, to)).rejects.toThrow('has been served already');

    const others: ((storage: Storage) => Promise<unknown>)[] = [
      ({ access }) => access.insertKey(aKey({ orgId: null }), anAudit()),
      ({ jobs }) => jobs.ingest('org', batchOf([aJob()])),
    ];
    for (const write of others) {
      const other = await newTarget();
      await use(other, write);
      await expect(copy(from, other)).rejects.toThrow(UncopyableStoreError);
    }
  });

  it('is not copied to what a server or another copy has', async () => {
    const from = await sourceWith();
    const to = await newTarget();
    await use(to, () => expect(copy(from, to)).rejects.toThrow(/[Rr]un/));
    await using _ = await to.target();
    await expect(copy(from, to)).rejects.toThrow(/Another Platen|Something else/);
  });

  it('is of the same version', async () => {
    const older = await sourceWith();
    await write(older, (session) =>
      session.deleteRows({
        table: 'kysely_migration',
        where: 'name = (select max(name) from kysely_migration)',
      }),
    );
    await expect(copy(older, await newTarget())).rejects.toThrow('older Platen');
    const newer = await sourceWith();
    await write(newer, (session) =>
      session.insertRows('kysely_migration', [{ name: '9999', timestamp: '' }]),
    );
    await expect(copy(newer, await newTarget())).rejects.toThrow('newer Platen');
  });
});

it('a data folder that nobody serves is kept from servers while it is copied', async () => {
  await using engine = await directions[0].from.start();
  const from = await engine.empty();
  await use(from, async () => undefined);
  await using _ = await from.source();
  await expect(from.serve()).rejects.toThrow(FolderInUseError);
});

describe.skipIf(whyNoClickhouse())(whyNoClickhouse() ?? 'a meter on ClickHouse', () => {
  it('stays where it is when only the ledger is copied', async () => {
    await using servers = await Clickhouse.start();
    await using engine = await directions[0].from.start();
    const [from, to] = [await engine.empty(), await engine.empty()];
    const url = servers.database();
    const meter = clickhouseMeter(url, new HeldClock('2026-11-23T09:05:00Z'));
    const serve = (store: CopiedStore) => ({ ...store, serve: () => store.serve(meter) });
    await take(serve(from), [aJob()]);
    const before = await use(serve(from), tellsOf);
    {
      await using source = await from.source();
      await using target = await to.target();
      await using stays = await openClickhouseToCopy(url, source.ledger);
      const [left, right] = [
        { ...source, meter: stays },
        { ...target, meter: stays },
      ];
      expect(await copyStore(left, right, () => undefined)).toMatchObject({ outcome: 'complete', copied: 0 });
    }
    expect(await use(serve(to), tellsOf)).toEqual(before);
  });
});

const everySlotStart = everySlot.boundaries[0] ?? 0;
const nextDay = Math.floor(everySlotStart / dayMs + 1) * dayMs;
const request = { keyId: 'key', keyHash: 'hash', fingerprint: 'print', begunAt: 1 };
const noLimits = { forgetBefore: 0, abandonBefore: 0 };

/** A store at which rows of a table do not arrive. */
function losing({ ledger, meter }: CopySide, table: string): CopySide {
  const lose = (session: WritingSession): WritingSession => ({
    query: (...asked) => session.query(...asked),
    digests: (...asked) => session.digests(...asked),
    readRows: (selection) => session.readRows(selection),
    deleteRows: (selection) => session.deleteRows(selection),
    insertRows: async (to, rows) => (to === table ? undefined : session.insertRows(to, rows)),
  });
  return {
    ledger: {
      reading: (work) => ledger.reading(work),
      writing: (work) => ledger.writing((session) => work(lose(session))),
      isServed: () => ledger.isServed(),
      [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose](),
    },
    meter: {
      countJobs: (floors) => meter.countJobs(floors),
      digests: (...asked) => meter.digests(...asked),
      readSpan: (...asked) => meter.readSpan(...asked),
      replaceSpan: (span, fill) =>
        meter.replaceSpan(span, (take) =>
          fill(async (to, rows) => (to === table ? undefined : take(to, rows))),
        ),
    },
  };
}

async function use<T>(store: CopiedStore, work: (storage: Storage) => Promise<T>): Promise<T> {
  await using storage = await store.serve();
  return await work(storage);
}

async function write<T>(store: CopiedStore, work: (session: WritingSession) => Promise<T>): Promise<T> {
  await using opened = await store.target();
  return await opened.ledger.writing(work);
}

function take(store: CopiedStore, ...batches: Parameters<typeof batchOf>[0][]): Promise<void> {
  return use(store, async ({ jobs }) => {
    for (const batch of batches) await jobs.ingest('org', batchOf(batch));
  });
}

/** What is of the first day goes, as it is dropped by a server. */
async function forget(store: CopiedStore, what: 'jobs' | 'counts'): Promise<void> {
  await use(store, ({ jobs }) =>
    what === 'jobs' ? jobs.forgetJobs(nextDay, 100) : jobs.forgetCounts(nextDay, 100),
  );
}

async function countsOf({ jobs }: Storage) {
  const [rows = []] = await jobs.readMeter('org', [everySlot]);
  return inOrder(rows);
}

async function tellsOf(storage: Storage) {
  const answer = await storage.idempotency.begin({ ...request, begunAt: 2 }, noLimits);
  return {
    ledger: await contentsOf(storage),
    answer: answer.state === 'answered' && [...answer.sealed],
    sources: await storage.jobs.listSources('org'),
    counts: await countsOf(storage),
  };
}
