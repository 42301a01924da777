import type { JobType } from '@platen/contract';
import { type Digest, nothing, type Row } from './store-to-copy.ts';

/** What a meter consists of, in rows as the engines of SQL have them. */
export const meterTables = ['job', 'job_count'] as const;
export type MeterTable = (typeof meterTables)[number];

/** What an organization has of one day of UTC. */
export type DayDigest = Readonly<Record<MeterTable, Digest>>;
export const emptyDay: DayDigest = { job: nothing, job_count: nothing };

export type JobCounts = ReadonlyMap<JobType, number>;

/** Days of an organization that follow one another, numbered from 1970: `from`, up to but not including `until`. */
export interface Span {
  readonly orgId: string;
  readonly from: number;
  readonly until: number;
  readonly floors: KeptFrom;
}

/** Since when jobs are kept, and their counts. What is older is being dropped and not looked at, whether it is still there. */
export interface KeptFrom {
  readonly jobs: number;
  readonly counts: number;
}

export type TakeRows = (table: MeterTable, rows: readonly Row[]) => Promise<void>;

/** A meter that is copied from or to. */
export interface MeterToCopy {
  /** How many jobs of each type are counted of each organization. */
  countJobs(floors: KeptFrom): Promise<ReadonlyMap<string, JobCounts>>;
  /** By day. */
  digests(orgId: string, floors: KeptFrom): Promise<ReadonlyMap<number, DayDigest>>;
  /** Tables in their order. */
  readSpan(span: Span, take: TakeRows): Promise<void>;
  /** Puts the rows that `fill` hands out in place of those that are there. */
  replaceSpan(span: Span, fill: (take: TakeRows) => Promise<void>): Promise<void>;
}

/**
 * Makes what the target has of an organization the same as what the source has, day by day where they differ. `copied`
 * hears of jobs as they are copied.
 *
 * @returns whether they are the same now; a source that is written to goes on meanwhile.
 */
export async function copyOrganization(
  organization: Pick<Span, 'orgId' | 'floors'>,
  from: MeterToCopy,
  to: MeterToCopy,
  copied: (jobs: number) => void,
): Promise<boolean> {
  const spans = await spansThatDiffer(organization, from, to);
  for (const span of spans) {
    await to.replaceSpan(span, (take) =>
      from.readSpan(span, async (table, rows) => {
        await take(table, rows);
        if (table === 'job') copied(rows.length);
      }),
    );
  }
  return spans.length === 0 || (await spansThatDiffer(organization, from, to)).length === 0;
}

/** Days with few rows go together, since each transaction has to reach the disk. */
const rowsOfSpan = 20_000;

async function spansThatDiffer(
  { orgId, floors }: Pick<Span, 'orgId' | 'floors'>,
  from: MeterToCopy,
  to: MeterToCopy,
): Promise<readonly Span[]> {
  const [ofSource, ofTarget] = await Promise.all([from.digests(orgId, floors), to.digests(orgId, floors)]);
  const days = [...new Set([...ofSource.keys(), ...ofTarget.keys()])].sort((a, b) => a - b);
  const spans: (Span & { until: number; rows: number })[] = [];
  for (const day of days) {
    const wanted = ofSource.get(day) ?? emptyDay;
    if (isSame(wanted, ofTarget.get(day) ?? emptyDay)) continue;
    const rows = meterTables.reduce((sum, table) => sum + wanted[table].rows, 0);
    const last = spans.at(-1);
    if (last?.until === day && last.rows + rows <= rowsOfSpan) {
      last.until = day + 1;
      last.rows += rows;
    } else {
      spans.push({ orgId, floors, from: day, until: day + 1, rows });
    }
  }
  return spans;
}

function isSame(a: DayDigest, b: DayDigest): boolean {
  return meterTables.every((table) => a[table].rows === b[table].rows && a[table].sum === b[table].sum);
}
