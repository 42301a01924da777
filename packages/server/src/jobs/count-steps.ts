import { type JobType, jobTypes } from '@platen/contract';
import { covers } from './coverage.ts';
import { addHistogram, type Histogram, percentile } from './histogram.ts';
import { coverageThrough, type Source } from './source.ts';
import type { CountRow, JobsContext } from './store.ts';

/** The jobs of one step of time, of one type, source and device. */
export interface StepCount {
  /** The first instant of the step. */
  readonly at: number;
  readonly type: JobType;
  readonly source: string;
  readonly device: string | null;
  readonly submitted: number;
  /** Those of them that have ended. */
  readonly ended: number;
  /** Those of the ended that were given up, or failed; `null` where the source cannot see that. */
  readonly abandoned: number | null;
  readonly failed: number | null;
  /** From submission to the start of processing. */
  readonly wait: Histogram;
}

export interface StepsAsked {
  readonly from: number;
  readonly to: number;
  /** Whole slots; `from` and `to` are multiples of it. */
  readonly stepMs: number;
}

/** Counts jobs by steps, in one query. Steps without jobs have no count. `sources` are all of the organization. */
export async function countSteps(
  { store }: Pick<JobsContext, 'store'>,
  orgId: string,
  sources: readonly Source[],
  { from, to, stepMs }: StepsAsked,
): Promise<StepCount[]> {
  if (from >= to) return [];
  const boundaries = Array.from({ length: (to - from) / stepMs + 1 }, (_, index) => from + index * stepMs);
  const [rows = []] = await store.readMeter(orgId, [{ boundaries, types: jobTypes, by: 'device' }]);
  const known = new Map(sources.map((source) => [source.source, source]));
  return rows
    .filter(({ submitted }) => submitted > 0)
    .map((row) => stepCount(row, from + row.part * stepMs, known.get(row.source)));
}

function stepCount(row: CountRow, at: number, source: Source | undefined): StepCount {
  const coverage = (source && coverageThrough(source, row.type)) ?? 0;
  return {
    at,
    type: row.type,
    source: row.source,
    device: row.device,
    submitted: row.submitted,
    ended: row.completed + row.cancelled + row.failed,
    abandoned: covers(coverage, 'abandoned') ? row.abandoned : null,
    failed: covers(coverage, 'failed') ? row.failed : null,
    wait: row.wait,
  };
}

/** The median wait of all of them, in seconds; null where no job was timed. */
export function medianWait(counts: readonly Pick<StepCount, 'wait'>[]): number | null {
  const all = new Map<number, number>();
  for (const { wait } of counts) addHistogram(all, wait);
  return percentile(all, 0.5);
}
