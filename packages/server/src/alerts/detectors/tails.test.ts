import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { log10AtLeast, log10AtLeastOf, log10AtMost, mostOf, rangeOf } from './tails.ts';

/** Probabilities of a negative binomial count, one after the other. */
function probabilities(mean: number, spread: number, upTo: number): readonly number[] {
  const size = 1 / spread;
  const list = [(size / (size + mean)) ** size];
  for (let count = 1; count <= upTo; count++) {
    list.push(((list.at(-1) ?? 0) * (size + count - 1) * mean) / (count * (size + mean)));
  }
  return list;
}

const means = fc.double({ min: 0.05, max: 40, noNaN: true });
const spreads = fc.double({ min: 0.01, max: 3, noNaN: true });

describe('the tails of counts', () => {
  it('are the sums of the probabilities', () => {
    fc.assert(
      fc.property(means, spreads, fc.nat({ max: 60 }), (mean, spread, count) => {
        const sum = probabilities(mean, spread, count).reduce((total, each) => total + each, 0);
        expect(10 ** log10AtMost(count, mean, spread)).toBeCloseTo(sum, 6);
        expect(10 ** log10AtLeast(count + 1, mean, spread)).toBeCloseTo(1 - sum, 6);
      }),
    );
  });

  it('do not vanish where probabilities do', () => {
    expect(log10AtLeast(100_000, 10, 0.01)).toBeLessThan(-300);
    expect(Number.isFinite(log10AtMost(0, 100_000, 0.002))).toBe(true);
  });

  it('leave one in two hundred on each side of the range', () => {
    fc.assert(
      fc.property(means, spreads, (mean, spread) => {
        const { low, high } = rangeOf(mean, spread);
        const seldom = Math.log10(0.005);
        expect(log10AtLeast(high + 1, mean, spread)).toBeLessThanOrEqual(seldom);
        expect(high === 0 || log10AtLeast(high, mean, spread) > seldom).toBe(true);
        expect(low === 0 || log10AtMost(low - 1, mean, spread) <= seldom).toBe(true);
        expect(log10AtMost(low, mean, spread)).toBeGreaterThan(seldom);
      }),
    );
  });

  it('of shares are those of throws of a coin', () => {
    expect(10 ** log10AtLeastOf(3, 3, 0.5)).toBeCloseTo(1 / 8, 9);
    expect(10 ** log10AtLeastOf(2, 3, 0.5)).toBeCloseTo(1 / 2, 9);
    expect(log10AtLeastOf(4, 3, 0.5)).toBe(Number.NEGATIVE_INFINITY);
    expect(mostOf(10, 0.5)).toBe(9);
  });
});
