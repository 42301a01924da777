import type { JobType } from '@platen/contract';
import { type Amounts, amountNames, type Histograms, noAmounts, timingMetrics } from './contribution.ts';
import { type Coverage, covers } from './coverage.ts';
import { addHistogram } from './histogram.ts';
import { coverageThrough, type Source } from './source.ts';
import type { CountRow } from './store.ts';

/** Counts and histograms added up. */
export class Sum {
  readonly amounts: { -readonly [name in keyof Amounts]: number } = { ...noAmounts };
  readonly wait = new Map<number, number>();
  readonly completion = new Map<number, number>();
  /** Of the sources that see cancellations alone: a rate must not mix in the jobs of those that are blind to them. */
  readonly inSight = { ended: 0, cancelled: 0 };

  /** `coverage` is what is visible of the row's type through its source. */
  addRow(row: CountRow, coverage: Coverage): void {
    for (const name of amountNames) this.amounts[name] += row[name];
    this.#addHistograms(row);
    if (!covers(coverage, 'cancelled')) return;
    this.inSight.ended += row.completed + row.cancelled + row.failed;
    this.inSight.cancelled += row.cancelled;
  }

  /** `times`: -1 takes away what was added before. */
  add(other: Sum, times: 1 | -1 = 1): void {
    for (const name of amountNames) this.amounts[name] += times * other.amounts[name];
    this.inSight.ended += times * other.inSight.ended;
    this.inSight.cancelled += times * other.inSight.cancelled;
    this.#addHistograms(other, times);
  }

  #addHistograms(histograms: Histograms, times: 1 | -1 = 1): void {
    for (const metric of timingMetrics) addHistogram(this[metric], histograms[metric], times);
  }
}

/** A sum for each type of which there were rows. */
export type SumByType = Map<JobType, Sum>;

/** Adds each row to the sums that `sumsFor` finds for it. */
export function addRows(
  rows: readonly CountRow[],
  sources: ReadonlyMap<string, Source>,
  sumsFor: (row: CountRow) => readonly SumByType[],
): void {
  for (const row of rows) {
    const source = sources.get(row.source);
    const coverage = (source && coverageThrough(source, row.type)) ?? 0;
    for (const sums of sumsFor(row)) sumOf(sums, row.type).addRow(row, coverage);
  }
}

export function sumOf(sums: SumByType, type: JobType): Sum {
  const sum = sums.get(type) ?? new Sum();
  sums.set(type, sum);
  return sum;
}
