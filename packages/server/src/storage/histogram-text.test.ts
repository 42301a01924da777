import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramText, readHistogram } from './histogram-text.ts';

const anyHistogram = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -200, max: 600 }), fc.integer({ min: 1, max: 1e12 })), {
    selector: ([bucket]) => bucket,
  })
  .map((pairs) => new Map(pairs));

describe('the text of a histogram', () => {
  it('has its buckets in the order of numbers', () => {
    const histogram = new Map([
      [100, 1],
      [9, 12],
      [-0, 3],
      [-20, 4],
    ]);
    expect(histogramText(histogram)).toBe('-20:4 0:3 9:12 100:1');
    expect(histogramText(new Map())).toBe('');
  });

  it('is read as what was written', () => {
    fc.assert(
      fc.property(anyHistogram, (histogram) => {
        expect(readHistogram(histogramText(histogram))).toEqual(histogram);
      }),
    );
  });

  it('is that of a sum where several are joined, of which some are empty or take away', () => {
    expect(readHistogram(' -2:3 78:1  78:2 79:5 -2:-1 ')).toEqual(
      new Map([
        [-2, 2],
        [78, 3],
        [79, 5],
      ]),
    );
    expect(histogramText(readHistogram('78:1 79:5 78:-1'))).toBe('79:5');
    expect(readHistogram('  ')).toEqual(new Map());
  });
});
