import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredJob } from '../../jobs/index.ts';
import { HeldClock } from '../../kit/clock.ts';
import type { Storage } from '../storage.ts';
import {
  aJob,
  anyHistoryToldTwice,
  batchOf,
  everySlot,
  inOrder,
  recount,
  winnersOf,
} from './job-histories.ts';

interface Opened extends AsyncDisposable {
  readonly storage: Storage;
  /** Takes away what sums were made of. */
  readonly forgetJobs: () => Promise<unknown>;
}

/** What a meter must do that sums hours up when they are quiet. `open` gives an empty one. */
export function describeSettling(name: string, open: (clock: HeldClock) => Promise<Opened>): void {
  describe(`hours on ${name}`, () => {
    const aClock = () => new HeldClock('2026-11-23T09:05:00Z');
    const read = async ({ jobs }: Storage, org: string) => {
      const [rows = []] = await jobs.readMeter(org, [everySlot]);
      return inOrder(rows);
    };
    const settleAll = async (storage: Storage) => {
      // A cluster may have to copy something before.
      while ((await storage.settle?.()) === false);
    };
    const settleLater = async (storage: Storage, clock: HeldClock) => {
      clock.advance(121);
      await settleAll(storage);
    };

    it('are counted the same, whenever between two batches they are summed up', async () => {
      const clock = aClock();
      await using opened = await open(clock);
      const { storage } = opened;
      let organizations = 0;
      await fc.assert(
        fc.asyncProperty(anyHistoryToldTwice, fc.infiniteStream(fc.nat(2)), async ({ second }, turns) => {
          const org = `org-${++organizations}`;
          const told: StoredJob[] = [];
          for (const jobs of second) {
            await storage.jobs.ingest(org, batchOf(jobs));
            told.push(...jobs);
            if (turns.next().value > 0) await settleLater(storage, clock);
            expect(await read(storage, org)).toEqual(inOrder(recount(winnersOf(told))));
          }
        }),
        { numRuns: 15 },
      );
    });

    it('are read from their sums once nobody has written to them for two minutes, and before from their jobs', async () => {
      const clock = aClock();
      await using opened = await open(clock);
      const { storage } = opened;
      await storage.jobs.ingest(
        'quiet',
        batchOf([aJob(), aJob({ jobId: '2', type: 'scan', processingAt: null })]),
      );
      const expected = await read(storage, 'quiet');
      clock.advance(60);
      await storage.jobs.ingest('busy', batchOf([aJob()]));
      clock.advance(61);
      await settleAll(storage);
      await opened.forgetJobs();
      expect(await read(storage, 'quiet')).toEqual(expected);
      expect(await read(storage, 'busy')).toEqual([]);
    });

    it('that are written to while they are summed up are summed up again', async () => {
      const clock = aClock();
      await using opened = await open(clock);
      const { storage } = opened;
      const jobs = Array.from({ length: 30 }, (_, index) => aJob({ jobId: `${index}` }));
      for (const job of jobs) {
        clock.advance(121);
        await Promise.all([storage.settle?.(), storage.jobs.ingest('org', batchOf([job]))]);
      }
      await settleLater(storage, clock);
      await opened.forgetJobs();
      expect(await read(storage, 'org')).toEqual(inOrder(recount(jobs)));
    });

    it('leave no trace in their sums of where a job was counted before', async () => {
      const clock = aClock();
      await using opened = await open(clock);
      const { storage } = opened;
      const moved = aJob({ type: 'scan', device: null, processingAt: null, updatedAt: aJob().updatedAt + 1 });
      for (const job of [aJob(), moved]) {
        await storage.jobs.ingest('org', batchOf([job]));
        await settleLater(storage, clock);
      }
      await opened.forgetJobs();
      expect(await read(storage, 'org')).toEqual(inOrder(recount([moved])));
    });
  });
}
