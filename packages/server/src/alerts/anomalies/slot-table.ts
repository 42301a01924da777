import type { JobType } from '@platen/contract';
import { medianWait, type StepCount, slotMs } from '../../jobs/index.ts';
import { allJobs, keyText, type SeriesKey } from './series-key.ts';

/** What a series had in one slot. */
export interface SlotCount {
  readonly jobs: number;
  /** Of the jobs that ended, through sources that can tell; `null` where none can. */
  readonly abandonment: Hits | null;
  readonly failure: Hits | null;
}

export interface Hits {
  readonly jobs: number;
  readonly hits: number;
}

/** Counts of an organization by slots, and by series. */
export class SlotTable {
  readonly from: number;
  readonly to: number;
  readonly #bySlot: ReadonlyMap<number, ReadonlyMap<string, StepCount[]>>;

  constructor(counts: readonly StepCount[], { from, to }: { readonly from: number; readonly to: number }) {
    this.from = from;
    this.to = to;
    this.#bySlot = new Map(
      [...Map.groupBy(counts, ({ at }) => at)].map(([at, ofSlot]) => [at, bySeries(ofSlot)]),
    );
  }

  at(slot: number, series: string): SlotCount {
    const counts = this.#bySlot.get(slot)?.get(series) ?? [];
    return {
      jobs: jobsOf(counts),
      abandonment: hitsOf(counts, 'abandoned'),
      failure: hitsOf(counts, 'failed'),
    };
  }

  /** The median, in seconds. */
  waitSeconds(slot: number, series: string): number | null {
    return medianWait(this.#bySlot.get(slot)?.get(series) ?? []);
  }

  jobs(slot: number, series: string): number {
    return jobsOf(this.#bySlot.get(slot)?.get(series) ?? []);
  }

  /** The first slot of a time of which a source has told jobs; undefined where it has told of none. */
  firstToldOf(source: string, from: number, to: number): number | undefined {
    const counts = this.#within(from, to).flatMap((series) => series.get(keyText(allJobs)) ?? []);
    return counts.find((count) => count.source === source)?.at;
  }

  /** What the parts of a series had in a time: types of all, devices of a type. */
  partsOf({ jobType }: SeriesKey, from: number, to: number): Map<string, StepCount[]> {
    const series = jobType ?? keyText(allJobs);
    const counts = this.#within(from, to).flatMap((slot) => slot.get(series) ?? []);
    return Map.groupBy(
      counts.flatMap((count) => {
        const name = jobType === null ? count.type : count.device;
        return name === null ? [] : [{ ...count, name }];
      }),
      ({ name }) => name,
    );
  }

  #within(from: number, to: number): ReadonlyMap<string, StepCount[]>[] {
    const slots: ReadonlyMap<string, StepCount[]>[] = [];
    for (let slot = Math.max(from, this.from); slot < Math.min(to, this.to); slot += slotMs) {
      slots.push(this.#bySlot.get(slot) ?? new Map());
    }
    return slots;
  }
}

/** Each count is one of several series. */
function bySeries(counts: readonly StepCount[]): ReadonlyMap<string, StepCount[]> {
  const series = new Map<string, StepCount[]>();
  for (const count of counts) {
    for (const key of keysOf(count)) {
      const text = keyText(key);
      const known = series.get(text);
      if (known) known.push(count);
      else series.set(text, [count]);
    }
  }
  return series;
}

export function keysOf({
  type,
  source,
  device,
}: {
  readonly type: JobType;
  readonly source: string;
  readonly device: string | null;
}): SeriesKey[] {
  return [
    allJobs,
    { jobType: type, device: null, source: null },
    { jobType: type, device: null, source },
    ...(device === null ? [] : [{ jobType: type, device, source: null }]),
  ];
}

export function jobsOf(counts: readonly Pick<StepCount, 'submitted'>[]): number {
  return counts.reduce((sum, { submitted }) => sum + submitted, 0);
}

export function hitsOf(
  counts: readonly Pick<StepCount, 'ended' | 'abandoned' | 'failed'>[],
  outcome: 'abandoned' | 'failed',
): Hits | null {
  const seen = counts.flatMap((count) => {
    const hits = count[outcome];
    return hits === null ? [] : [{ jobs: count.ended, hits }];
  });
  if (seen.length === 0) return null;
  return seen.reduce((sum, { jobs, hits }) => ({ jobs: sum.jobs + jobs, hits: sum.hits + hits }));
}
