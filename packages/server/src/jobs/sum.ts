import type { JobType } from '@platen/contract';
import { type Amounts, amountNames, noAmounts, timingMetrics } from './contribution.ts';
import { type Coverage, covers } from './coverage.ts';
import { coverageThrough, type Source } from './source.ts';
import type { CountRow, MeterRows, TimingRow } from './store.ts';

/** Counts and histograms added up. */
export class Sum {
  readonly amounts: { -readonly [name in keyof Amounts]: number } = { ...noAmounts };
  readonly wait = new Map<number, number>();
  readonly completion = new Map<number, number>();
  /** Of the sources that see cancellations alone: a rate must not mix in the jobs of those that are blind to them. */
  readonly inSight = { ended: 0, cancelled: 0 };

  /** `coverage` is what is visible of the row's type through its source. */
  addCounts(row: CountRow, coverage: Coverage): void {
    for (const name of amountNames) this.amounts[name] += row[name];
    if (!covers(coverage, 'cancelled')) return;
    this.inSight.ended += row.completed + row.cancelled + row.failed;
    this.inSight.cancelled += row.cancelled;
  }

  addTiming({ metric, bucket, n }: Pick<TimingRow, 'metric' | 'bucket' | 'n'>): void {
    this[metric].set(bucket, (this[metric].get(bucket) ?? 0) + n);
  }

  add(other: Sum): void {
    for (const name of amountNames) this.amounts[name] += other.amounts[name];
    this.inSight.ended += other.inSight.ended;
    this.inSight.cancelled += other.inSight.cancelled;
    for (const metric of timingMetrics) {
      for (const [bucket, n] of other[metric]) this.addTiming({ metric, bucket, n });
    }
  }
}

/** A sum for each type of which there were rows. */
export type SumByType = Map<JobType, Sum>;

/** Adds each row to the sums that `sumsFor` finds for it. */
export function addRows(
  rows: MeterRows,
  sources: ReadonlyMap<string, Source>,
  sumsFor: (row: CountRow | TimingRow) => readonly SumByType[],
): void {
  for (const row of rows.counts) {
    const source = sources.get(row.source);
    const coverage = (source && coverageThrough(source, row.type)) ?? 0;
    for (const sums of sumsFor(row)) sumOf(sums, row.type).addCounts(row, coverage);
  }
  for (const row of rows.timings) {
    for (const sums of sumsFor(row)) sumOf(sums, row.type).addTiming(row);
  }
}

function sumOf(sums: SumByType, type: JobType): Sum {
  const sum = sums.get(type) ?? new Sum();
  sums.set(type, sum);
  return sum;
}
