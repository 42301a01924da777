import { describe, expect, it } from 'vitest';
import { type StepCount, slotMs } from '../../jobs/index.ts';
import { utc } from '../detectors/counts.fixture.ts';
import { advanceSeries } from './advance-series.ts';
import { SlotTable } from './slot-table.ts';
import { unknownSeries } from './watched-series.ts';

const from = Date.parse('2026-11-24T10:00:00Z');

const count = (slot: number, submitted: number, failed: number): StepCount => ({
  ...{ at: from + slot * slotMs, type: 'print', source: 'cups-01', device: null, submitted },
  ...{ ended: submitted, abandoned: null, failed, wait: new Map() },
});

/** After so many slots, of which the first four are known. */
function after(slots: number, counts: readonly StepCount[], unheard = false) {
  const table = new SlotTable(counts, { from, to: from + 4 * slotMs });
  let series = unknownSeries('print', from);
  for (let slot = 0; slot < slots; slot++) {
    const at = from + slot * slotMs;
    series = advanceSeries(series, { at, unheard, flagged: false }, table, utc).series;
  }
  return series;
}

describe('a series', () => {
  it('begins with its first job: before it there was nothing to be usual', () => {
    const series = after(3, [count(2, 5, 0)]);
    expect([series.counts.readings.length, series.counts.until, series.until]).toEqual([
      1,
      from + 3 * slotMs,
      from + 3 * slotMs,
    ]);
  });

  it('has how jobs ended judged a slot later than that they came', () => {
    const jobs = [count(0, 5, 1), count(1, 5, 2)];
    expect(after(1, jobs).failure.all).toEqual({ jobs: 0, hits: 0 });
    expect(after(2, jobs)).toMatchObject({
      until: from + 2 * slotMs,
      failure: { all: { jobs: 5, hits: 1 } },
    });
  });

  it('has no jobs where nobody was heard, and none given up where nobody could see it', () => {
    expect(after(2, [count(0, 5, 1)], true).counts.until).toBeNull();
    expect(after(3, [count(0, 5, 1)]).abandonment.all.jobs).toBe(0);
  });
});
