import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAbandoned, type StoredJob, supersedes } from './job.ts';
import { Tally } from './tally.ts';

const start = Date.UTC(2026, 10, 23, 8);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

/** Few jobs and few moments, so that events of one job meet, in all their ways to differ. */
const event: fc.Arbitrary<StoredJob> = fc
  .record({
    source: fc.constantFrom('cups-01', 'cups-02'),
    jobId: fc.constantFrom('1', '2'),
    submittedAt: fc.constantFrom(start, start + 20 * 60_000),
    type: fc.constantFrom('print', 'scan'),
    state: fc.constantFrom('pending', 'processing', 'completed', 'cancelled', 'failed'),
    updatedAt: fc.integer({ min: 0, max: 3 }).map((minutes) => start + minutes * 60_000),
    processingAt: orNull(fc.integer({ min: start + 1_200_000, max: start + 1_200_009 })),
    finishedAt: orNull(fc.integer({ min: start + 1_290_000, max: start + 1_290_009 })),
    reason: orNull(fc.constantFrom('job-canceled-by-user', 'aborted-by-system')),
    pages: orNull(fc.nat({ max: 3 })),
    colorPages: orNull(fc.nat({ max: 1 })),
    sheets: orNull(fc.nat({ max: 1 })),
    copies: orNull(fc.integer({ min: 1, max: 2 })),
    device: orNull(fc.constantFrom('mfp-1', 'mfp-2')),
  } as const)
  .map((job) => ({ ...job, abandoned: isAbandoned(job, 60) }));

const cancelled: StoredJob = {
  source: 'cups-01',
  jobId: '1',
  submittedAt: start,
  type: 'print',
  state: 'cancelled',
  updatedAt: start + 300_000,
  processingAt: null,
  finishedAt: start + 60_001,
  reason: 'job-canceled-by-user',
  pages: null,
  colorPages: null,
  sheets: null,
  copies: null,
  device: null,
  abandoned: false,
};

/** What two events of one job may differ in. */
const toldFields = [
  'type',
  'state',
  'updatedAt',
  'processingAt',
  'finishedAt',
  'reason',
  'pages',
  'colorPages',
  'sheets',
  'copies',
  'device',
] as const satisfies (keyof StoredJob)[];

describe('counts', () => {
  it('are the same for any order and any repetition of the same events, and those of the jobs that stand', () => {
    const history = fc.array(event, { maxLength: 12 }).chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc
          .shuffledSubarray([...events, ...events], { minLength: events.length })
          .map((some) => [...some, ...events]),
      ),
    );
    fc.assert(
      fc.property(history, ([events, replayed]) => {
        const [once, again] = [take(events), take(replayed)];
        expect(again.standing).toEqual(once.standing);
        const fromScratch = new Tally();
        for (const job of once.standing) fromScratch.replace(undefined, job);
        for (const { tally } of [once, again]) {
          expect(tally.changes()).toEqual(fromScratch.changes());
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('change nothing where one job stands for an equal one', () => {
    fc.assert(
      fc.property(event, (job) => {
        const tally = new Tally();
        tally.replace(job, { ...job });
        expect(tally.changes()).toEqual([]);
      }),
    );
  });

  it('move with a job that is corrected to another device', () => {
    const tally = new Tally();
    tally.replace({ ...cancelled, device: 'mfp-1' }, { ...cancelled, device: 'mfp-2' });
    expect(tally.changes().map(({ key, amounts }) => [key.device, amounts.submitted])).toEqual([
      ['mfp-1', -1],
      ['mfp-2', 1],
    ]);
  });
});

describe('the event that stands', () => {
  it('is one of any two that differ, never both and never neither', () => {
    fc.assert(
      fc.property(
        event,
        event,
        fc.subarray(toldFields, { minLength: 1, maxLength: 3 }),
        (a, other, fields) => {
          const b = { ...a, ...Object.fromEntries(fields.map((field) => [field, other[field]])) };
          const differ = toldFields.some((field) => a[field] !== b[field]);
          expect(Number(supersedes(a, b)) + Number(supersedes(b, a))).toBe(differ ? 1 : 0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is the end, even where an open state is newer; and of two ends the newer', () => {
    const ended = { ...cancelled, state: 'completed', updatedAt: start } as const;
    expect(supersedes(ended, { ...cancelled, state: 'processing', updatedAt: start + 1 })).toBe(true);
    expect(supersedes({ ...cancelled, state: 'cancelled', updatedAt: start + 1 }, ended)).toBe(true);
    expect(supersedes({ ...cancelled, state: 'cancelled', updatedAt: start - 1 }, ended)).toBe(false);
  });
});

describe('an abandoned job', () => {
  it.each([
    ['by its user, just over the patience', {}, true],
    ['at just the patience', { finishedAt: start + 60_000 }, false],
    ['at the device', { reason: 'job-canceled-at-device' }, true],
    ['by the operator, British', { reason: 'job-cancelled-by-operator' }, true],
    ['without a reason', { reason: null }, true],
    ['by the system', { reason: 'aborted-by-system' }, false],
    ['at an unknown time, known of late', { finishedAt: null }, true],
    ['not cancelled at all', { state: 'failed' }, false],
  ] as const)('cancelled %s', (_, change, abandoned) => {
    expect(isAbandoned({ ...cancelled, ...change }, 60)).toBe(abandoned);
  });
});

/** What a store does with events, one after another. */
function take(events: readonly StoredJob[]): { standing: StoredJob[]; tally: Tally } {
  const rows = new Map<string, StoredJob>();
  const tally = new Tally();
  for (const job of events) {
    const key = `${job.submittedAt}/${job.source}/${job.jobId}`;
    const old = rows.get(key);
    if (old && !supersedes(job, old)) continue;
    rows.set(key, job);
    tally.replace(old, job);
  }
  return { standing: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, job]) => job), tally };
}
