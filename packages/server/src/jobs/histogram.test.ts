import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, percentile } from './histogram.ts';

const durations = fc.array(
  fc
    .oneof(fc.nat({ max: 500 }), fc.nat({ max: 100_000 }), fc.nat({ max: 40_000_000_000 }))
    .map((ms) => ms / 1000),
  { minLength: 1, maxLength: 60 },
);
const quantile = fc.constantFrom(0, 0.5, 0.9, 0.95, 1);

describe('a percentile', () => {
  it('is within 2.5 % of the exact one, rounded to three digits', () => {
    fc.assert(
      fc.property(durations, quantile, (values, q) => {
        const exact =
          values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(q * values.length)) - 1] ?? Number.NaN;
        const told = Number((percentile(histogramOf(values), q) ?? Number.NaN).toPrecision(3));
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * 0.025);
      }),
      { numRuns: 2000 },
    );
  });

  it('is null of nothing, and of what was all taken away', () => {
    expect(percentile(new Map(), 0.5)).toBeNull();
    expect(percentile(new Map([[3, 0]]), 0.5)).toBeNull();
  });

  it('is the same of two halves added as of the whole', () => {
    fc.assert(
      fc.property(durations, durations, quantile, (a, b, q) => {
        const added = histogramOf(a);
        for (const [bucket, n] of histogramOf(b)) added.set(bucket, (added.get(bucket) ?? 0) + n);
        expect(percentile(added, q)).toBe(percentile(histogramOf([...b, ...a]), q));
      }),
    );
  });
});

function histogramOf(values: readonly number[]): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const value of values) histogram.set(bucketOf(value), (histogram.get(bucketOf(value)) ?? 0) + 1);
  return histogram;
}
