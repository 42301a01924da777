import type { JobGrouping, JobStats } from '@platen/contract';
import { jobsBody, sightOf, totalsBody } from './counts-body.ts';
import type { Source } from './source.ts';
import type { StatsWindow } from './stats-window.ts';
import type { CountRow } from './store.ts';
import { addRows, type SumByType } from './sum.ts';

type JobGroup = NonNullable<JobStats['groups']>[number];

interface Group {
  readonly key: string | null;
  readonly sums: SumByType;
  /** Those that reported its jobs; what they cannot see is not known of the group. */
  readonly sources: Map<string, Source>;
}

/** The groups with the most jobs by name, largest first, and the others as one. */
export function groupsBody(
  rows: readonly CountRow[],
  sources: ReadonlyMap<string, Source>,
  groupBy: JobGrouping,
  { types, limit }: StatsWindow,
): JobGroup[] {
  const names = namesByRank(rows, groupBy);
  const named = new Map(names.slice(0, limit).map((name) => [name, newGroup(name)]));
  const other = newGroup(null);
  addRows(rows, sources, (row) => {
    const group = named.get(row[groupBy]) ?? other;
    const source = sources.get(row.source);
    if (source) group.sources.set(row.source, source);
    return [group.sums];
  });
  const body = (group: Group): JobGroup => {
    const sight = sightOf(group.sources.values(), types);
    return {
      key: group.key,
      other: group === other,
      jobs: jobsBody(group.sums, sight, types),
      totals: totalsBody(group.sums, sight),
    };
  };
  const groups = names.length > limit ? [...named.values(), other] : [...named.values()];
  return groups.map(body);
}

/** By number of jobs, then by name, so that equals keep their order from one answer to the next. */
function namesByRank(rows: readonly CountRow[], groupBy: JobGrouping): (string | null)[] {
  const submitted = new Map<string | null, number>();
  for (const row of rows) {
    submitted.set(row[groupBy], (submitted.get(row[groupBy]) ?? 0) + row.submitted);
  }
  return [...submitted]
    .filter(([, count]) => count > 0)
    .sort(([a, countA], [b, countB]) => countB - countA || ((a ?? '') < (b ?? '') ? -1 : 1))
    .map(([name]) => name);
}

function newGroup(key: string | null): Group {
  return { key, sums: new Map(), sources: new Map() };
}
