import type { CountRow, Histograms, MeterQuery } from '../../jobs/index.ts';
import { countColumns } from '../count-columns.ts';
import { readHistogram } from '../histogram-text.ts';
import type { Session } from './connections.ts';

/**
 * The part that a slot is in, found for each row of one scan of the key. Joined with a table of the parts instead, 30 days by
 * the hour of a million jobs took more than 30 s where the planner had no statistics yet, and take 0.5 s like this.
 */
const part = 'width_bucket(slot, $2::bigint[]) - 1 as part';
const inWindow = 'org_id = $1 and type = any($3::text[]) and slot >= $4 and slot < $5';
/** Casts, since the sum of many counts is no integer to PostgreSQL. */
const sums = Object.entries(countColumns).map(([name, column]) => `sum(${column})::bigint as "${name}"`);

/** The rows of one query. Several are of one moment within a transaction that is `repeatable read`. */
export async function readRows(session: Session, orgId: string, query: MeterQuery): Promise<CountRow[]> {
  const device = query.by === 'device' ? 'device' : "''";
  const { boundaries, types } = query;
  const { rows } = await session.query<RawRow>(
    `select ${part}, type, source, ${device} as device, ${sums.join(', ')},
       string_agg(wait, ' ') as wait, string_agg(completion, ' ') as completion
     from job_count where ${inWindow} group by 1, 2, 3, 4`,
    [orgId, boundaries, types, boundaries[0], boundaries.at(-1)],
  );
  return rows.map(({ device, wait, completion, ...row }) => ({
    ...row,
    device: device === '' ? null : device,
    wait: readHistogram(wait),
    completion: readHistogram(completion),
  }));
}

type RawRow = Omit<CountRow, 'device' | keyof Histograms> & {
  /** Empty where it is not told. */
  readonly device: string;
  readonly wait: string;
  readonly completion: string;
};
