import type { JobState } from '@platen/contract';
import fc from 'fast-check';
import {
  type Amounts,
  type Batch,
  type CountRow,
  contributionOf,
  type Histogram,
  type MeterQuery,
  type StoredJob,
  slotMs,
  supersedes,
  type TimingMetric,
} from '../../jobs/index.ts';
import { minuteMs } from '../../kit/instant.ts';

/** What print servers tell of jobs over an hour, in any order, and what must have become of the counts in the end. */

type PartKey = Pick<CountRow, 'part' | 'type' | 'source' | 'device'>;

const firstSlot = Date.UTC(2026, 10, 23, 8);
const slots = [0, 1, 2, 3].map((index) => firstSlot + index * slotMs);

/** Every slot of the hour on its own, by device: all that the meter knows of it. */
export const everySlot: MeterQuery = {
  boundaries: [...slots, firstSlot + 4 * slotMs],
  types: ['print', 'scan', 'copy', 'fax'],
  by: 'device',
};

const states = [
  'pending',
  'held',
  'processing',
  'completed',
  'cancelled',
  'failed',
] as const satisfies JobState[];
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

/**
 * Few jobs and few moments, so that events of one job meet in all the ways they can: late, corrected, equally new,
 * of another type or device than before.
 */
export const anyEvent: fc.Arbitrary<StoredJob> = fc
  .record({
    source: fc.constantFrom('cups-01', 'cups-02', 'scans'),
    jobId: fc.constantFrom('a', 'b', 'ä'),
    submittedAt: fc.constantFrom(...slots.map((slot) => slot + minuteMs)),
    type: fc.constantFrom('print', 'scan', 'fax'),
    state: fc.constantFrom(...states),
    updatedAt: fc.integer({ min: 60, max: 64 }).map((minutes) => firstSlot + minutes * minuteMs),
    waitedMs: orNull(fc.integer({ min: 0, max: 40_000 })),
    tookMs: orNull(fc.integer({ min: 0, max: 400_000 })),
    reason: orNull(fc.constantFrom('job-canceled-by-user', 'aborted-by-system')),
    pages: orNull(fc.integer({ min: 0, max: 10_000_000 })),
    colorPages: orNull(fc.nat(9)),
    sheets: orNull(fc.nat(9)),
    copies: orNull(fc.integer({ min: 1, max: 3 })),
    device: orNull(fc.constantFrom('mfp-1', 'mfp-2')),
    abandoned: fc.boolean(),
  } as const)
  .map(({ waitedMs, tookMs, abandoned, ...job }) => ({
    ...job,
    processingAt: waitedMs === null ? null : job.submittedAt + waitedMs,
    finishedAt: tookMs === null ? null : job.submittedAt + tookMs,
    // It follows from the rest of the event, as it does where events are read.
    abandoned:
      job.state === 'cancelled' &&
      job.reason !== 'aborted-by-system' &&
      abandoned &&
      tookMs !== null &&
      tookMs > 60_000,
  }));

/** A history, and the same told again: in another order, with repetitions, cut into batches at other places. */
export const anyHistoryToldTwice = fc.array(anyEvent, { minLength: 1, maxLength: 24 }).chain((events) =>
  fc.record({
    events: fc.constant(events),
    first: cutIntoBatches(events),
    second: fc
      .shuffledSubarray([...events, ...events], { minLength: events.length })
      .chain((some) => cutIntoBatches([...some, ...events])),
  }),
);

function cutIntoBatches(events: readonly StoredJob[]): fc.Arbitrary<StoredJob[][]> {
  return fc.infiniteStream(fc.integer({ min: 1, max: 12 })).map((sizes) => {
    const batches: StoredJob[][] = [];
    for (let at = 0; at < events.length; ) {
      const size = sizes.next().value;
      batches.push(events.slice(at, at + size));
      at += size;
    }
    return batches;
  });
}

export function batchOf(jobs: readonly StoredJob[], fields: Partial<Batch> = {}): Batch {
  return { jobs, receivedAt: firstSlot + 65 * minuteMs, heardFrom: null, ...fields };
}

/** A completed print job of the first slot. */
export function aJob(fields: Partial<StoredJob> = {}): StoredJob {
  const submittedAt = fields.submittedAt ?? firstSlot + minuteMs;
  return {
    source: 'cups-01',
    jobId: '1',
    submittedAt,
    type: 'print',
    state: 'completed',
    updatedAt: submittedAt + 9000,
    processingAt: submittedAt + 2000,
    finishedAt: submittedAt + 9000,
    reason: null,
    pages: 3,
    colorPages: 1,
    sheets: 2,
    copies: 1,
    device: 'mfp-1',
    abandoned: false,
    ...fields,
  };
}

/** That job as it is told later, in another bucket of the same histogram. */
export function aCorrectedJob(): StoredJob {
  const { submittedAt, updatedAt } = aJob();
  return aJob({ processingAt: submittedAt + 8000, updatedAt: updatedAt + 1 });
}

/** The event of each job that no other of it supersedes, one for each job. */
export function winnersOf(events: readonly StoredJob[]): StoredJob[] {
  const ofJob = Map.groupBy(events, ({ source, jobId, submittedAt }) => `${source} ${jobId} ${submittedAt}`);
  return [...ofJob.values()].flatMap((rivals) => {
    const winner = rivals.find((event) => !rivals.some((rival) => supersedes(rival, event)));
    return winner ? [winner] : [];
  });
}

/** The rows of `everySlot` as these jobs make them when each is counted once, and nothing is ever taken away. */
export function recount(jobs: readonly StoredJob[]): CountRow[] {
  const ofRow = Map.groupBy(jobs, (job) => JSON.stringify([partOf(job), job.type, job.source, job.device]));
  return [...ofRow.values()].map((some) => ({
    ...placeOf(some[0] ?? aJob()),
    ...amountsOf(some),
    wait: histogramOf(some, 'wait'),
    completion: histogramOf(some, 'completion'),
  }));
}

/** How long these jobs took. */
export function histogramOf(jobs: readonly StoredJob[], metric: TimingMetric): Histogram {
  const buckets = jobs.map((job) => contributionOf(job).timings[metric]).filter((bucket) => bucket !== null);
  return new Map(
    [...Map.groupBy(buckets, (bucket) => bucket)].map(([bucket, { length }]) => [bucket, length]),
  );
}

function partOf({ submittedAt }: StoredJob): number {
  return slots.findLastIndex((slot) => slot <= submittedAt);
}

function placeOf(job: StoredJob): PartKey {
  return { part: partOf(job), type: job.type, source: job.source, device: job.device };
}

function amountsOf(jobs: readonly StoredJob[]): Amounts {
  const sum = (amount: (job: StoredJob) => number | null) =>
    jobs.reduce((total, job) => total + (amount(job) ?? 0), 0);
  const ended = (...states: JobState[]) => jobs.filter(({ state }) => states.includes(state)).length;
  return {
    submitted: jobs.length,
    completed: ended('completed'),
    cancelled: ended('cancelled'),
    failed: ended('failed'),
    open: ended('pending', 'held', 'processing', 'stopped'),
    abandoned: sum((job) => Number(job.abandoned)),
    pages: sum((job) => job.pages),
    colorPages: sum((job) => job.colorPages),
    sheets: sum((job) => job.sheets),
  };
}

/** Rows come in no order: these are in one. */
export function inOrder(rows: readonly CountRow[]): CountRow[] {
  const text = (row: object) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  return rows.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}
