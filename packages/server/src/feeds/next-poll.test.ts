import { describe, expect, it } from 'vitest';
import { waitAfterFailures } from './next-poll.ts';

const minute = 60_000;

describe('how long a feed that failed is left alone', () => {
  it.each([
    [1, minute, 2 * minute],
    [2, 2 * minute, 4 * minute],
    [3, 4 * minute, 8 * minute],
    [4, 7.5 * minute, 15 * minute],
    [50, 7.5 * minute, 15 * minute],
  ])('after %d failures is from %d to %d ms, as chance has it', (failures, least, most) => {
    const feed = { intervalMs: minute, failures };
    expect(waitAfterFailures(feed, null, 0)).toBe(least);
    expect(waitAfterFailures(feed, null, 1)).toBe(most);
    expect(waitAfterFailures(feed, null, 0.5)).toBe((least + most) / 2);
  });

  it('is never less than its interval', () => {
    expect(waitAfterFailures({ intervalMs: 60 * minute, failures: 9 }, null, 0)).toBe(60 * minute);
    expect(waitAfterFailures({ intervalMs: minute, failures: 1 }, 1, 0)).toBe(minute);
  });

  it('is what it asks for, up to an hour', () => {
    const feed = { intervalMs: minute, failures: 1 };
    expect(waitAfterFailures(feed, 20 * minute, 0.5)).toBe(20 * minute);
    expect(waitAfterFailures(feed, 24 * 60 * minute, 0.5)).toBe(60 * minute);
  });
});
