import { dayMs, minuteMs } from '../kit/instant.ts';
import type { Batch, Floors, JobsContext, Keep } from './store.ts';

export const defaultKeep: Keep = { jobsDays: 400, countsDays: 1200 };

/** The first instant that is kept: a midnight of UTC. */
export function keptFrom(days: number, nowMs: number): number {
  return Math.floor(nowMs / dayMs) * dayMs - days * dayMs;
}

/**
 * Raises the floors to what is to be kept where something older is there. As long as nothing is, they stay, so whoever
 * sets a longer time later loses nothing by it.
 */
export async function raiseFloors({ store, clock, keep }: JobsContext): Promise<void> {
  const now = clock.now();
  const next = await store.nextToDrop();
  const due = (found: number | null, days: number) => {
    const from = keptFrom(days, now);
    return found !== null && found < from ? from : 0;
  };
  const counts = due(next.counts, keep.countsDays);
  const jobs = Math.max(due(next.jobs, keep.jobsDays), counts);
  const floors = await store.floors();
  if (jobs > floors.jobs || counts > floors.counts) await store.raiseFloors({ jobs, counts }, now);
}

/**
 * Nothing is dropped before a floor has been in force for as long: a batch that looked before it was raised is stored by
 * then, and the clocks of servers may differ.
 */
const afterMs = 15 * minuteMs;

/** Whether there is something to be dropped now. */
export async function isDropDue({ store, clock }: JobsContext): Promise<boolean> {
  const floors = await store.floors();
  if (floors.raisedAt > clock.now() - afterMs) return false;
  const next = await store.nextToDrop();
  return (next.jobs ?? floors.jobs) < floors.jobs || (next.counts ?? floors.counts) < floors.counts;
}

const rowsAtOnce = 2_000;

/** Drops a little of what is older than the floors; false when nothing is. */
export async function dropSome({ store }: JobsContext): Promise<boolean> {
  const { jobs, counts } = await store.floors();
  if ((await store.forgetJobs(jobs, rowsAtOnce)) > 0) return true;
  return (await store.forgetCounts(counts, rowsAtOnce)) > 0;
}

/** A batch without the events from before the floor of the jobs, and the places of those in it. */
export function splitAtFloor(
  batch: Batch,
  floor: Floors['jobs'],
): { readonly batch: Batch; readonly tooOld: readonly number[] } {
  const tooOld = batch.jobs.flatMap(({ submittedAt }, place) => (submittedAt < floor ? [place] : []));
  if (tooOld.length === 0) return { batch, tooOld };
  return { batch: { ...batch, jobs: batch.jobs.filter(({ submittedAt }) => submittedAt >= floor) }, tooOld };
}
