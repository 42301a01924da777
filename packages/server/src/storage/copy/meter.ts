import type { JobType } from '@platen/contract';
import { dayMs } from '../../kit/instant.ts';
import { type Digest, nothing, type Selection, type StoreToCopy } from './store-to-copy.ts';

/** The tables of the meter, each with the column that tells its time, which is not before 1970. */
export const meterTables = { job: 'submitted_at', job_count: 'slot', job_timing: 'slot' } as const;
type MeterTable = keyof typeof meterTables;
const tables = Object.keys(meterTables) as MeterTable[];

/** What an organization has of one day of UTC. */
type DayDigest = Readonly<Record<MeterTable, Digest>>;

export type JobCounts = ReadonlyMap<JobType, number>;

/** How many jobs of each type are counted of each organization. */
export function countJobs(store: StoreToCopy): Promise<ReadonlyMap<string, JobCounts>> {
  return store.reading(async (session) => {
    const rows = await session.query(
      'select org_id, type, cast(sum(submitted) as bigint) as jobs from job_count group by org_id, type order by 1, 2',
    );
    const counts = new Map<string, Map<JobType, number>>();
    for (const { org_id, type, jobs } of rows) {
      const ofOrganization = counts.get(String(org_id)) ?? new Map<JobType, number>();
      counts.set(String(org_id), ofOrganization.set(type as JobType, Number(jobs)));
    }
    return counts;
  });
}

/**
 * Makes what the target has of an organization the same as what the source has, day by day where they differ: jobs,
 * counts and histograms as they are. `copied` hears of jobs as they are copied.
 *
 * @returns whether they are the same now; a source that is written to goes on meanwhile.
 */
export async function copyOrganization(
  orgId: string,
  from: StoreToCopy,
  to: StoreToCopy,
  copied: (jobs: number) => void,
): Promise<boolean> {
  const spans = await spansThatDiffer(orgId, from, to);
  for (const span of spans) await copySpan(orgId, span, from, to, copied);
  return spans.length === 0 || (await spansThatDiffer(orgId, from, to)).length === 0;
}

/** Days that follow one another: from the first up to but not including the last. */
interface Span {
  readonly from: number;
  until: number;
  rows: number;
}

/** Days with few rows go together, since each transaction has to reach the disk. */
const rowsOfSpan = 20_000;

async function spansThatDiffer(orgId: string, from: StoreToCopy, to: StoreToCopy): Promise<readonly Span[]> {
  const [ofSource, ofTarget] = await Promise.all([digestsByDay(orgId, from), digestsByDay(orgId, to)]);
  const days = [...new Set([...ofSource.keys(), ...ofTarget.keys()])].sort((a, b) => a - b);
  const spans: Span[] = [];
  for (const day of days) {
    const wanted = ofSource.get(day) ?? emptyDay;
    if (isSame(wanted, ofTarget.get(day) ?? emptyDay)) continue;
    const rows = tables.reduce((sum, table) => sum + wanted[table].rows, 0);
    const last = spans.at(-1);
    if (last?.until === day && last.rows + rows <= rowsOfSpan) {
      last.until = day + 1;
      last.rows += rows;
    } else {
      spans.push({ from: day, until: day + 1, rows });
    }
  }
  return spans;
}

const emptyDay: DayDigest = { job: nothing, job_count: nothing, job_timing: nothing };

function isSame(a: DayDigest, b: DayDigest): boolean {
  return tables.every((table) => a[table].rows === b[table].rows && a[table].sum === b[table].sum);
}

function digestsByDay(orgId: string, store: StoreToCopy): Promise<ReadonlyMap<number, DayDigest>> {
  return store.reading(async (session) => {
    const days = new Map<number, DayDigest>();
    for (const table of tables) {
      const selection = { table, where: 'org_id = ?', parameters: [orgId] };
      const digests = await session.digests(selection, `${meterTables[table]} / ${dayMs}`);
      for (const [day, digest] of digests) days.set(day, { ...(days.get(day) ?? emptyDay), [table]: digest });
    }
    return days;
  });
}

async function copySpan(
  orgId: string,
  span: Span,
  from: StoreToCopy,
  to: StoreToCopy,
  copied: (jobs: number) => void,
): Promise<void> {
  const selectionOf = (table: MeterTable): Selection => ({
    table,
    where: `org_id = ? and ${meterTables[table]} >= ? and ${meterTables[table]} < ?`,
    parameters: [orgId, span.from * dayMs, span.until * dayMs],
  });
  await to.writing((target) =>
    from.reading(async (source) => {
      for (const table of tables) {
        await target.deleteRows(selectionOf(table));
        for await (const rows of source.readRows(selectionOf(table))) {
          await target.insertRows(table, rows);
          if (table === 'job') copied(rows.length);
        }
      }
    }),
  );
}
