import {
  type Amounts,
  amountNames,
  contributionOf,
  noAmounts,
  type SlotKey,
  type TimingMetric,
  timingMetrics,
} from './contribution.ts';
import type { StoredJob } from './job.ts';

/** What is to be added to the counts of one slot; negative where something is taken away. */
export interface CountChange {
  readonly key: SlotKey;
  readonly amounts: Amounts;
}

/** What is to be added to one bucket of one histogram. */
export interface TimingChange {
  readonly key: SlotKey;
  readonly metric: TimingMetric;
  readonly bucket: number;
  readonly n: number;
}

/**
 * The change of the counts that many changes of jobs come to. It holds only what differs in the end, in the order of
 * the keys: two writers that follow it cannot lock each other out.
 */
export class Tally {
  readonly #counts = new Map<string, { key: SlotKey; amounts: { -readonly [K in keyof Amounts]: number } }>();
  readonly #timings = new Map<string, { -readonly [K in keyof TimingChange]: TimingChange[K] }>();

  /** Counts the new row of a job in place of its old one, if there was one. */
  replace(old: StoredJob | undefined, job: StoredJob): void {
    if (old) this.#count(old, -1);
    this.#count(job, 1);
  }

  counts(): CountChange[] {
    const changes = sortedByKey(this.#counts);
    return changes.filter(({ amounts }) => amountNames.some((name) => amounts[name] !== 0));
  }

  timings(): TimingChange[] {
    return sortedByKey(this.#timings).filter(({ n }) => n !== 0);
  }

  #count(job: StoredJob, sign: 1 | -1): void {
    const { key, amounts, timings } = contributionOf(job);
    const id = keyText(key);
    const sum = this.#counts.get(id) ?? { key, amounts: { ...noAmounts } };
    this.#counts.set(id, sum);
    for (const name of amountNames) sum.amounts[name] += sign * amounts[name];
    for (const metric of timingMetrics) {
      const bucket = timings[metric];
      if (bucket === null) continue;
      const timingId = `${id}\n${metric}\n${bucket}`;
      const timing = this.#timings.get(timingId);
      if (timing) timing.n += sign;
      else this.#timings.set(timingId, { key, metric, bucket, n: sign });
    }
  }
}

/** Sources and devices are single lines, so a line break keeps the parts apart. */
function keyText({ slot, type, source, device }: SlotKey): string {
  return `${slot}\n${type}\n${source}\n${device ?? ''}`;
}

function sortedByKey<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
