import type { CountRow, MeterQuery, MeterRows, TimingRow } from '../../jobs/index.ts';
import type { Session } from './connections.ts';

/** The window's parts as a table, to join with the rows of each. */
const parts = `
  with part as (
    select nth - 1 as part, opens, lead(opens) over (order by nth) as closes
    from unnest($2::bigint[]) with ordinality as boundary (opens, nth)
  )`;
/** Casts, since the sum of many counts is no integer to PostgreSQL. */
const sums = Object.entries({
  submitted: 'submitted',
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
  open: 'open',
  abandoned: 'abandoned',
  pages: 'pages',
  colorPages: 'color_pages',
  sheets: 'sheets',
}).map(([name, column]) => `sum(${column})::bigint as "${name}"`);

/** The rows of one query. Several are of one moment within a transaction that is `repeatable read`. */
export async function readRows(session: Session, orgId: string, query: MeterQuery): Promise<MeterRows> {
  const device = query.by === 'device' ? 'device' : "''";
  const parameters = [orgId, query.boundaries, query.types];
  const counts = await session.query<RawKey & Omit<CountRow, 'device'>>(
    `${parts}
     select part, type, source, ${device} as device, ${sums.join(', ')}
     from part join job_count on org_id = $1 and slot >= opens and slot < closes
     where type = any($3::text[]) group by 1, 2, 3, 4`,
    parameters,
  );
  const timings = await session.query<RawKey & Omit<TimingRow, 'device'>>(
    `${parts}
     select part, type, source, ${device} as device, metric, bucket, sum(n)::bigint as n
     from part join job_timing on org_id = $1 and slot >= opens and slot < closes
     where type = any($3::text[]) group by 1, 2, 3, 4, 5, 6`,
    parameters,
  );
  return { counts: counts.rows.map(withDevice), timings: timings.rows.map(withDevice) };
}

interface RawKey {
  /** Empty where it is not told. */
  readonly device: string;
}

function withDevice<R extends RawKey>(row: R): Omit<R, 'device'> & { readonly device: string | null } {
  return { ...row, device: row.device === '' ? null : row.device };
}
