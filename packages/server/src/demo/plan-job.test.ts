import { jobTypes } from '@platen/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minuteMs } from '../kit/instant.ts';
import { planJob } from './plan-job.ts';

/** Rare luck is made common: the longest jobs come of several extremes at once. */
const chances = fc.infiniteStream(
  fc.oneof(
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    fc.constantFrom(0, 1 - Number.EPSILON),
  ),
);
const effects = fc.record({
  volume: fc.constant(1),
  failing: fc.double({ min: 0, max: 1, noNaN: true }),
  waiting: fc.double({ min: 1, max: 1000, noNaN: true }),
});

describe('the plan of a job', () => {
  it('ends within 55 minutes and in order, with no more color than pages, whatever chance says', () => {
    fc.assert(
      fc.property(
        chances,
        effects,
        fc.constantFrom(...jobTypes),
        fc.boolean(),
        (stream, effect, type, color) => {
          const device = { name: 'mfp', types: jobTypes, color, share: 1 };
          const random = () => stream.next().value as number;
          const job = planJob(random, { jobId: 'mfp/1', type, device, submittedAt: 0 }, effect);
          expect(job.finishedAt).toBeLessThanOrEqual(55 * minuteMs);
          expect(job.processingAt ?? 0).toBeGreaterThanOrEqual(0);
          expect(job.finishedAt).toBeGreaterThanOrEqual(job.processingAt ?? 0);
          expect(job.output === null).toBe(job.end !== 'completed');
          const { pages, colorPages, sheets, copies } = job.output ?? noOutput;
          expect(colorPages).toBeLessThanOrEqual(color ? pages : 0);
          expect(sheets ?? 0).toBeLessThanOrEqual(pages);
          expect(pages % copies).toBe(0);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

const noOutput = { pages: 0, colorPages: 0, sheets: 0, copies: 1 };
