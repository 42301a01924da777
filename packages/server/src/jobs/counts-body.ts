import type { JobCounts, JobsByType, JobType, Percentiles } from '@platen/contract';
import { type Coverage, covers, type Visible } from './coverage.ts';
import { type Histogram, percentile } from './histogram.ts';
import { coverageThrough, type Source } from './source.ts';
import { Sum, type SumByType } from './sum.ts';

/** What some sources together can see of each type; a type that none of them reports is not in it. */
export type Sight = ReadonlyMap<JobType, Coverage>;

export function sightOf(sources: Iterable<Source>, types: readonly JobType[]): Sight {
  const sight = new Map<JobType, Coverage>();
  for (const source of sources) {
    for (const type of types) {
      const coverage = coverageThrough(source, type);
      if (coverage !== null) sight.set(type, (sight.get(type) ?? 0) | coverage);
    }
  }
  return sight;
}

const nothing = new Sum();

/** The counts of each type: `null` for a type that nothing reports, zeros for one that is quiet. */
export function jobsBody(sums: SumByType, sight: Sight, types: readonly JobType[]): JobsByType {
  const jobs: JobsByType = {};
  for (const type of types) {
    const coverage = sight.get(type);
    jobs[type] = coverage === undefined ? null : countsBody(sums.get(type) ?? nothing, coverage);
  }
  return jobs;
}

/** The counts of all types that are reported, each field over those of which it is known; `null` if there is none. */
export function totalsBody(sums: SumByType, sight: Sight): JobCounts | null {
  if (sight.size === 0) return null;
  const total = new Sum();
  let coverage = 0;
  for (const [type, ofType] of sight) {
    coverage |= ofType;
    total.add(sums.get(type) ?? nothing);
  }
  return countsBody(total, coverage);
}

function countsBody({ amounts, wait, completion, inSight }: Sum, coverage: Coverage): JobCounts {
  const known = <T>(name: Visible, value: T): T | null => (covers(coverage, name) ? value : null);
  return {
    submitted: amounts.submitted,
    completed: known('completed', amounts.completed),
    cancelled: known('cancelled', amounts.cancelled),
    failed: known('failed', amounts.failed),
    open: known('open', amounts.open),
    abandoned: known('abandoned', amounts.abandoned),
    cancel_rate: inSight.ended === 0 ? null : known('cancelled', rate(inSight.cancelled / inSight.ended)),
    pages: known('pages', amounts.pages),
    color_pages: known('colorPages', amounts.colorPages),
    sheets: known('sheets', amounts.sheets),
    wait_seconds: known('wait', percentiles(wait)),
    completion_seconds: known('completion', percentiles(completion)),
  };
}

function percentiles(histogram: Histogram): Percentiles {
  return { p50: seconds(percentile(histogram, 0.5)), p95: seconds(percentile(histogram, 0.95)) };
}

function rate(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** To three significant digits; the histogram knows no more. */
function seconds(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(3));
}
