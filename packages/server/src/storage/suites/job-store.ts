import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobStore, MeterQuery, StoredJob } from '../../jobs/index.ts';
import {
  aJob,
  anyEvent,
  anyHistoryToldTwice,
  batchOf,
  everySlot,
  histogramOf,
  inOrder,
  recount,
  winnersOf,
} from './job-histories.ts';
import { describeFloors } from './retention.ts';
import { aDeclaration, describeSources } from './sources.ts';

/**
 * What every engine that keeps the meter must do. `open` gives an empty one. `portion`: of the histories that are tried,
 * for an engine that takes its time.
 */
export function describeJobStore(
  name: string,
  open: () => Promise<{ jobs: JobStore } & AsyncDisposable>,
  portion = 1,
): void {
  const runs = (most: number) => ({ numRuns: Math.ceil(most * portion) });
  describe(`the meter on ${name}`, () => {
    let engine: { jobs: JobStore } & AsyncDisposable;
    let organizations = 0;
    const newOrg = () => `org-${++organizations}`;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine[Symbol.asyncDispose]());

    const take = async (orgId: string, ...batches: readonly (readonly StoredJob[])[]) => {
      for (const jobs of batches) await engine.jobs.ingest(orgId, batchOf(jobs));
    };
    const read = async (orgId: string, query: MeterQuery = everySlot) => {
      const [rows = []] = await engine.jobs.readMeter(orgId, [query]);
      return inOrder(rows);
    };

    describe('counts', () => {
      it('are those of the events that win, in any order, any repetition and any batches', async () => {
        await fc.assert(
          fc.asyncProperty(anyHistoryToldTwice, async ({ events, first, second }) => {
            const [once, again] = [newOrg(), newOrg()];
            await take(once, ...first);
            await take(again, ...second);
            const expected = inOrder(recount(winnersOf(events)));
            expect(await read(once)).toEqual(expected);
            expect(await read(again)).toEqual(expected);
          }),
          runs(150),
        );
      });

      it('are the same when batches come at once', async () => {
        await fc.assert(
          fc.asyncProperty(anyHistoryToldTwice, async ({ events, second }) => {
            const org = newOrg();
            const taken = await Promise.all(second.map((jobs) => engine.jobs.ingest(org, batchOf(jobs))));
            const sizes = taken.map(({ accepted, updated, unchanged }) => accepted + updated + unchanged);
            expect(sizes).toEqual(second.map(({ length }) => length));
            const accepted = taken.reduce((sum, counts) => sum + counts.accepted, 0);
            expect(accepted).toBe(winnersOf(events).length);
            expect(await read(org)).toEqual(inOrder(recount(winnersOf(events))));
          }),
          runs(50),
        );
      });

      it('summed over devices and slots are the sum of them', async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(anyEvent, { maxLength: 24 }), async (events) => {
            const org = newOrg();
            await take(org, events);
            const [start = 0, end = 0] = [everySlot.boundaries[0], everySlot.boundaries.at(-1)];
            const types = ['print', 'fax'] as const;
            const rows = await read(org, { boundaries: [start, end], types: [...types], by: 'source' });
            const asked = winnersOf(events).filter((job) => job.type !== 'scan');
            for (const { part, device, type, source, submitted, pages, wait } of rows) {
              const jobs = asked.filter((job) => job.type === type && job.source === source);
              expect({ part, device, submitted, pages, wait }).toEqual({
                part: 0,
                device: null,
                submitted: jobs.length,
                pages: jobs.reduce((sum, job) => sum + (job.pages ?? 0), 0),
                wait: histogramOf(jobs, 'wait'),
              });
            }
            expect(rows).toHaveLength(new Set(asked.map((job) => `${job.type} ${job.source}`)).size);
          }),
          runs(50),
        );
      });

      it('say of each event whether it was new, changed its job or was known', async () => {
        const org = newOrg();
        const done = aJob();
        const begun = aJob({ state: 'processing', updatedAt: done.updatedAt - 5000, finishedAt: null });
        const other = aJob({ jobId: '2' });
        expect(await engine.jobs.ingest(org, batchOf([begun, done, begun, other, done]))).toEqual({
          accepted: 2,
          updated: 1,
          unchanged: 2,
          tooOld: [],
        });
        expect(await engine.jobs.ingest(org, batchOf([begun, done, other]))).toEqual({
          accepted: 0,
          updated: 0,
          unchanged: 3,
          tooOld: [],
        });
      });

      it('leave no trace where a job was counted before its correction', async () => {
        const org = newOrg();
        const told = aJob();
        await take(org, [told]);
        await take(org, [
          { ...told, type: 'scan', device: null, processingAt: null, updatedAt: told.updatedAt + 1 },
        ]);
        expect(await read(org)).toMatchObject([{ type: 'scan', device: null }]);
        const [row] = await read(org);
        expect([row?.wait.size, row?.completion.size]).toEqual([0, 1]);
      });

      it('of one organization are not those of another', async () => {
        const [ours, theirs] = [newOrg(), newOrg()];
        await take(ours, [aJob()]);
        expect(await read(theirs)).toEqual([]);
        await take(theirs, [aJob({ pages: 8 })]);
        expect(await read(ours)).toMatchObject([{ pages: 3 }]);
        expect(await engine.jobs.listSources(theirs)).toHaveLength(1);
      });

      it('take the quarter of an hour from its first millisecond to its last', async () => {
        const org = newOrg();
        const [start = 0, end = 0] = everySlot.boundaries;
        const times = [start - 1, start, end - 1, end];
        await take(
          org,
          times.map((submittedAt) => aJob({ submittedAt, jobId: `${submittedAt}`, pages: 1 })),
        );
        expect(await read(org, { ...everySlot, boundaries: [start, end] })).toMatchObject([
          { part: 0, submitted: 2 },
        ]);
      });

      it('of several queries are of one moment', async () => {
        const org = newOrg();
        const writing = Array.from({ length: 20 }, (_, index) => take(org, [aJob({ jobId: `${index}` })]));
        for (let reading = 0; reading < 20; reading++) {
          const [first, second] = await engine.jobs.readMeter(org, [everySlot, everySlot]);
          expect(first).toEqual(second);
          await Promise.race(writing);
        }
        await Promise.all(writing);
      });
    });

    describe('a batch that fails', () => {
      /** Nothing that is checked at the door; no engine stores half a page. */
      const unstorable = aJob({ jobId: 'half', pages: 1.5, submittedAt: aJob().submittedAt + 1 });

      it('leaves nothing of itself, and the next one is taken as if it had never been', async () => {
        const org = newOrg();
        await take(org, [aJob({ jobId: 'before' })]);
        const seen = await read(org);
        const revision = engine.jobs.jobsRevision(org);
        const sources = await engine.jobs.listSources(org);

        const later = aJob({ jobId: 'later', submittedAt: unstorable.submittedAt + 1, source: 'cups-09' });
        const failing = engine.jobs.ingest(org, batchOf([aJob(), unstorable, later], { heardFrom: 'scans' }));
        await expect(failing).rejects.toThrow();
        expect(await read(org)).toEqual(seen);
        expect(await engine.jobs.listSources(org)).toEqual(sources);
        expect(engine.jobs.jobsRevision(org)).toBe(revision);

        expect(await engine.jobs.ingest(org, batchOf([aJob(), later]))).toMatchObject({ accepted: 2 });
      });

      it('does not take those that wait behind it with it', async () => {
        const org = newOrg();
        const results = await Promise.allSettled([
          engine.jobs.ingest(org, batchOf([unstorable])),
          engine.jobs.ingest(org, batchOf([aJob()])),
        ]);
        expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
        expect(await read(org)).toMatchObject([{ submitted: 1 }]);
      });
    });

    describe('the revision', () => {
      it('rises with every change of the organization, and with no other', async () => {
        const [org, other] = [newOrg(), newOrg()];
        const steps = [
          () => engine.jobs.ingest(org, batchOf([aJob()])),
          () => engine.jobs.ingest(org, batchOf([], { heardFrom: 'cups-01' })),
          () => engine.jobs.declareSource(org, 'cups-01', aDeclaration),
          () => engine.jobs.retireSource(org, 'cups-01', 9),
        ];
        let before = engine.jobs.jobsRevision(org);
        for (const step of steps) {
          await step();
          expect(engine.jobs.jobsRevision(org)).toBeGreaterThan(before);
          before = engine.jobs.jobsRevision(org);
        }
        await take(other, [aJob()]);
        await engine.jobs.retireSource(org, 'nobody', 9);
        expect(engine.jobs.jobsRevision(org)).toBe(before);
      });
    });

    describe('old jobs', () => describeFloors(() => engine.jobs, newOrg));

    describe('a source', () => describeSources(() => engine.jobs, newOrg));
  });
}
