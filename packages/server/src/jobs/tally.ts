import {
  type Amounts,
  amountNames,
  contributionOf,
  type Histograms,
  noAmounts,
  type SlotKey,
  timingMetrics,
} from './contribution.ts';
import type { StoredJob } from './job.ts';

/** What is to be added to the counts and histograms of one slot; negative where something is taken away. */
export interface CountChange extends Histograms {
  readonly key: SlotKey;
  readonly amounts: Amounts;
}

/**
 * The change of the counts that many changes of jobs come to. It holds only what differs in the end, in the order of
 * the keys: two writers that follow it cannot lock each other out.
 */
export class Tally {
  readonly #sums = new Map<string, Sum>();

  /** Counts the new row of a job in place of its old one, if there was one. */
  replace(old: StoredJob | undefined, job: StoredJob): void {
    if (old) this.#count(old, -1);
    this.#count(job, 1);
  }

  changes(): CountChange[] {
    return [...this.#sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, sum]) => sum)
      .filter(isChange);
  }

  #count(job: StoredJob, sign: 1 | -1): void {
    const { key, amounts, timings } = contributionOf(job);
    const id = keyText(key);
    const sum = this.#sums.get(id) ?? {
      key,
      amounts: { ...noAmounts },
      wait: new Map(),
      completion: new Map(),
    };
    this.#sums.set(id, sum);
    for (const name of amountNames) sum.amounts[name] += sign * amounts[name];
    for (const metric of timingMetrics) {
      const bucket = timings[metric];
      if (bucket !== null) addTo(sum[metric], bucket, sign);
    }
  }
}

interface Sum {
  readonly key: SlotKey;
  readonly amounts: { -readonly [K in keyof Amounts]: number };
  readonly wait: Map<number, number>;
  readonly completion: Map<number, number>;
}

function addTo(histogram: Map<number, number>, bucket: number, n: number): void {
  const sum = (histogram.get(bucket) ?? 0) + n;
  if (sum === 0) histogram.delete(bucket);
  else histogram.set(bucket, sum);
}

/** Sources and devices are single lines, so a line break keeps the parts apart. */
function keyText({ slot, type, source, device }: SlotKey): string {
  return `${slot}\n${type}\n${source}\n${device ?? ''}`;
}

function isChange({ amounts, wait, completion }: Sum): boolean {
  return wait.size > 0 || completion.size > 0 || amountNames.some((name) => amounts[name] !== 0);
}
