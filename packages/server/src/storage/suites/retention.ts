import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobStore, type MeterQuery, slotMs } from '../../jobs/index.ts';
import { dayMs } from '../../kit/instant.ts';
import { aJob, batchOf } from './job-histories.ts';

/** Long before the jobs of the other tests, which share the engine and its floors. */
const longAgo = Date.UTC(2001, 0, 1);
const later = longAgo + dayMs;

/** What every engine must do with floors, and whose turn it is to drop. */
export function describeFloors(engine: () => JobStore, newOrg: () => string): void {
  let store: JobStore;
  beforeAll(() => {
    store = engine();
  });

  it('are not taken once the floor is above them, and what comes with them is', async () => {
    const org = newOrg();
    expect(await store.floors()).toEqual({ jobs: 0, counts: 0, raisedAt: 0 });
    await store.raiseFloors({ jobs: later, counts: longAgo }, 7);
    expect(await store.floors()).toEqual({ jobs: later, counts: longAgo, raisedAt: 7 });
    const [old, first] = jobsAt(later - 1, later).map((job, n) => ({ ...job, source: `from-${n}` }));
    if (!old || !first) throw new Error('two jobs were made');
    const taken = await store.ingest(org, batchOf([old, first, old]));
    expect(taken).toEqual({ accepted: 1, updated: 0, unchanged: 0, tooOld: [0, 2] });
    expect(await countsOf(store, org)).toEqual([]);
    expect((await store.listSources(org)).map(({ source }) => source)).toEqual(['from-1']);
  });

  it('have floors that never go back, each by itself', async () => {
    await store.raiseFloors({ jobs: 0, counts: longAgo + slotMs }, 8);
    await store.raiseFloors({ jobs: later - 1, counts: longAgo }, 9);
    expect(await store.floors()).toEqual({ jobs: later, counts: longAgo + slotMs, raisedAt: 8 });
  });

  it('change what is known of every organization when a floor is raised, and only then', async () => {
    const [org, other] = [newOrg(), newOrg()];
    await store.ingest(other, batchOf([aJob()]));
    const before = [store.jobsRevision(org), store.jobsRevision(other)] as const;
    await store.raiseFloors({ jobs: later, counts: longAgo }, 10);
    expect([store.jobsRevision(org), store.jobsRevision(other)]).toEqual(before);
    await store.raiseFloors({ jobs: later + slotMs, counts: 0 }, 11);
    expect(store.jobsRevision(org)).toBeGreaterThan(before[0]);
    expect(store.jobsRevision(other)).toBeGreaterThan(before[1]);
  });

  it('are dropped by one server at a time, and by another when that one does not come back', async () => {
    expect(await store.claimDropping(100, 200)).toBe(true);
    expect(await store.claimDropping(199, 300)).toBe(false);
    expect(await store.claimDropping(200, 300)).toBe(true);
    await store.endDropping(200);
    expect(await store.claimDropping(250, 350)).toBe(false);
    await store.endDropping(300);
    expect(await store.claimDropping(250, 350)).toBe(true);
    await store.endDropping(350);
  });
}

/** What an engine must do that drops row by row. `open` gives an empty one. */
export function describeDropping(
  name: string,
  open: () => Promise<{ jobs: JobStore } & AsyncDisposable>,
): void {
  describe(`old jobs on ${name}`, () => {
    let engine: { jobs: JobStore } & AsyncDisposable;
    let store: JobStore;
    beforeAll(async () => {
      engine = await open();
      store = engine.jobs;
    });
    afterAll(() => engine[Symbol.asyncDispose]());

    it('are dropped from the oldest on, a little at a time, and their counts stay', async () => {
      const orgs = ['a', 'b'] as const;
      const times = [longAgo + 1, longAgo + 2, longAgo + 3, later - 1, later];
      for (const org of orgs) await store.ingest(org, batchOf(jobsAt(...times)));
      const counted = await countsOf(store, orgs[0]);
      expect(counted).toMatchObject([{ submitted: 4 }]);
      expect((await store.nextToDrop()).jobs).toBe(longAgo + 1);

      expect(await store.forgetJobs(longAgo + 1, 3)).toBe(0);
      const steps = await dropAll(() => store.forgetJobs(later, 3));
      expect(steps.reduce((sum, step) => sum + step)).toBe(8);
      expect(steps.length).toBeGreaterThan(2);
      expect((await store.nextToDrop()).jobs).toBe(later);
      for (const org of orgs) {
        expect(await countsOf(store, org)).toEqual(counted);
        expect(await store.ingest(org, batchOf(jobsAt(later)))).toMatchObject({ accepted: 0, unchanged: 1 });
      }
    });

    it('have counts that are dropped with their histograms, up to the slot that is asked for', async () => {
      const org = 'c';
      const next = later + dayMs;
      const query: MeterQuery = { ...aDay, boundaries: [next, next + slotMs, next + 2 * slotMs] };
      await store.ingest(org, batchOf(jobsAt(next, next + slotMs)));
      await dropAll(() => store.forgetCounts(next, 2));
      expect((await store.nextToDrop()).counts).toBe(next);
      const whole = await countsOf(store, org, query);
      expect(await dropAll(() => store.forgetCounts(next + slotMs, 2))).not.toEqual([]);
      const left = await countsOf(store, org, query);
      expect(left).toEqual(whole?.filter(({ part }) => part === 1));
      expect(left).toHaveLength(1);
    });
  });
}

const aDay = { boundaries: [longAgo, later], types: ['print'], by: 'source' } as const satisfies MeterQuery;

async function countsOf(store: JobStore, org: string, query: MeterQuery = aDay) {
  return (await store.readMeter(org, [query]))[0];
}

function jobsAt(...times: readonly number[]) {
  return times.map((submittedAt) => aJob({ submittedAt }));
}

async function dropAll(drop: () => Promise<number>): Promise<number[]> {
  const steps = [];
  for (let dropped = await drop(); dropped > 0; dropped = await drop()) steps.push(dropped);
  return steps;
}
