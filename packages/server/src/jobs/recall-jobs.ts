import { setImmediate } from 'node:timers/promises';
import { type JobCounts, type JobType, jobTypes } from '@platen/contract';
import { dayMs } from '../kit/instant.ts';
import { slotMs, slotOf } from './contribution.ts';
import { sightOf, totalsBody } from './counts-body.ts';
import type { Source } from './source.ts';
import type { CountRow, JobsContext } from './store.ts';
import { addRows, type SumByType, sumOf } from './sum.ts';
import { watermarkOf } from './watermark.ts';

/** What was counted of an organization's jobs, as far as it is known today. */
export interface JobsPast {
  /** When the first of the jobs was counted that are known of here; null where there are none. */
  readonly firstAt: number | null;
  /** Up to when every source has reported; null where one never has. */
  readonly watermark: number | null;
  /**
   * Of the slots from `from` up to but not including `to`, neither of them earlier than when it was asked before. `null`
   * where no source reports such jobs; `device` is undefined where the device had none. Durations are `null` unless they
   * were asked for.
   */
  count(from: number, to: number): { totals: JobCounts | null; device: JobCounts | null | undefined };
}

interface Asked {
  readonly from: number;
  readonly to: number;
  /** Null: of all types. */
  readonly jobType: JobType | null;
  /** Null: of all devices. */
  readonly device: string | null;
  /** Whether percentiles are wanted, which take most of the time. */
  readonly withDurations: boolean;
}

/** Reads the counts of a past once, to sum up windows that slide over it: each slot is added and taken away once. */
export async function recallJobs(jobs: JobsContext, orgId: string, asked: Asked): Promise<JobsPast> {
  const types = asked.jobType === null ? jobTypes : [asked.jobType];
  // As `getJobStats` does it: the counts may then know more than the watermark says, but never less.
  const list = await jobs.store.listSources(orgId);
  const slots = await readSlots(jobs, orgId, { ...asked, types, list });
  const sight = sightOf(list, types);
  const window = new SlidingWindow(slots);
  const countWindow = () => {
    if (asked.device === null) return { totals: totalsBody(window.sums, sight), device: undefined };
    const isThere = [...window.sums.values()].some(({ amounts }) => amounts.submitted > 0);
    return {
      totals: totalsBody(new Map(), sight),
      device: isThere ? totalsBody(window.sums, sightOf(window.sources(), types)) : undefined,
    };
  };
  let counted: ReturnType<JobsPast['count']> | undefined;
  return {
    firstAt: slots[0]?.at ?? null,
    watermark: watermarkOf(list, types),
    count(from, to) {
      const isAnother = window.slide(from, to);
      if (isAnother || !counted) counted = countWindow();
      return counted;
    },
  };
}

interface Slot {
  readonly at: number;
  /** Of what was asked for. */
  readonly sums: SumByType;
  /** Those that reported it. */
  readonly sources: Map<string, Source>;
}

/** Few enough for one answer of the meter, of which each device may have a row in each slot. */
const atOnceMs = 30 * dayMs;

/** Those in which there were any jobs of the types, ascending. */
async function readSlots(
  { store }: JobsContext,
  orgId: string,
  {
    from,
    to,
    types,
    device,
    withDurations,
    list,
  }: Asked & { readonly types: readonly JobType[]; list: readonly Source[] },
): Promise<Slot[]> {
  const sources = new Map(list.map((source) => [source.source, source]));
  const slots: Slot[] = [];
  for (let start = slotOf(from); start < to; start += atOnceMs) {
    const end = Math.min(start + atOnceMs, slotOf(to + slotMs - 1));
    const boundaries = Array.from(
      { length: (end - start) / slotMs + 1 },
      (_, index) => start + index * slotMs,
    );
    const by = device === null ? 'source' : 'device';
    const [rows = []] = await store.readMeter(orgId, [{ boundaries, types, by }]);
    const parts = new Map<number, Slot>();
    addRows(withDurations ? rows : rows.map(withoutDurations), sources, (row) => {
      const slot = parts.get(row.part) ?? newSlot(boundaries[row.part] ?? start);
      parts.set(row.part, slot);
      if (device !== null && row.device !== device) return [];
      const source = sources.get(row.source);
      if (source) slot.sources.set(row.source, source);
      return [slot.sums];
    });
    slots.push(...[...parts.values()].sort((a, b) => a.at - b.at));
    // Others want to be answered meanwhile.
    await setImmediate();
  }
  return slots;
}

function withoutDurations(row: CountRow): CountRow {
  return { ...row, wait: none, completion: none };
}

const none = new Map<number, number>();

function newSlot(at: number): Slot {
  return { at, sums: new Map(), sources: new Map() };
}

class SlidingWindow {
  readonly sums: SumByType = new Map();
  readonly #slots: readonly Slot[];
  /** The first slot that is in it, and the first that is not yet. */
  #first = 0;
  #next = 0;

  constructor(slots: readonly Slot[]) {
    this.#slots = slots;
  }

  /** False where it holds what it held before. */
  slide(from: number, to: number): boolean {
    const before = this.#first + this.#next;
    for (let slot = this.#slots[this.#next]; slot && slot.at < to; slot = this.#slots[++this.#next]) {
      this.#add(slot, 1);
    }
    for (
      let slot = this.#slots[this.#first];
      slot && slot.at < from && this.#first < this.#next;
      slot = this.#slots[++this.#first]
    ) {
      this.#add(slot, -1);
    }
    return this.#first + this.#next > before;
  }

  sources(): Iterable<Source> {
    const slots = this.#slots.slice(this.#first, this.#next);
    return new Map(slots.flatMap(({ sources }) => [...sources])).values();
  }

  #add({ sums }: Slot, times: 1 | -1): void {
    for (const [type, sum] of sums) sumOf(this.sums, type).add(sum, times);
  }
}
