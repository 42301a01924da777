import { type Kysely, sql } from 'kysely';
import type { JobStore, RetentionStore } from '../../jobs/index.ts';
import type { Revisions } from '../revisions.ts';
import { noted } from './audited.ts';
import type { LedgerTables } from './tables.ts';

type KeptFloors = Pick<JobStore, 'floors' | 'raiseFloors' | 'claimDropping' | 'endDropping'>;

/** Raised by floors, which change what there is to be known of every organization. */
export const floorsTopic = 'floors';

/** The floors, and whose turn it is to drop what is older, wherever the meter is. */
export function ledgerFloors(db: Kysely<LedgerTables>, revisions: Revisions): KeptFloors {
  return {
    async floors() {
      const row = await db.selectFrom('retention').selectAll().executeTakeFirst();
      if (!row) return { jobs: 0, counts: 0, raisedAt: 0 };
      return { jobs: row.jobs_from, counts: row.counts_from, raisedAt: row.raised_at };
    },
    async raiseFloors({ jobs, counts }, at) {
      await noted({ db, revisions }, [floorsTopic], async (tx) => {
        const result = await tx
          .insertInto('retention')
          .values({ id: 1, jobs_from: jobs, counts_from: counts, raised_at: at, lease_until: 0 })
          .onConflict((c) =>
            c
              .column('id')
              .doUpdateSet({
                jobs_from: later('jobs_from'),
                counts_from: later('counts_from'),
                raised_at: at,
              })
              .where(
                sql<boolean>`retention.jobs_from < excluded.jobs_from or retention.counts_from < excluded.counts_from`,
              ),
          )
          .executeTakeFirst();
        return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
      });
    },
    async claimDropping(nowMs, leaseUntil) {
      const result = await db
        .updateTable('retention')
        .set({ lease_until: leaseUntil })
        .where('lease_until', '<=', nowMs)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async endDropping(leaseUntil) {
      await db
        .updateTable('retention')
        .set({ lease_until: 0 })
        .where('lease_until', '=', leaseUntil)
        .execute();
    },
  };
}

function later(column: 'jobs_from' | 'counts_from') {
  const [ours, told] = [sql.ref(`retention.${column}`), sql.ref(`excluded.${column}`)];
  return sql<number>`case when ${ours} < ${told} then ${told} else ${ours} end`;
}

/** In a transaction that changes jobs: those from before it are not to be taken. */
export async function jobsFloor(db: Kysely<LedgerTables>): Promise<number> {
  return (await db.selectFrom('retention').select('jobs_from').executeTakeFirst())?.jobs_from ?? 0;
}

type OldRows = Omit<RetentionStore, keyof KeptFloors>;

/** Finds and drops old rows of a meter that lies beside the ledger, in tables whose keys begin with organization and time. */
export function oldRows(db: Kysely<LedgerTables>): OldRows {
  return {
    async nextToDrop() {
      const [jobs, counts] = [await oldestOf(db, tables.job), await oldestOf(db, tables.job_count)];
      return { jobs: jobs?.oldest ?? null, counts: counts?.oldest ?? null };
    },
    forgetJobs: (before, most) => forget(db, tables.job, before, most),
    forgetCounts: (before, most) => forget(db, tables.job_count, before, most),
  };
}

interface MeterTable {
  readonly name: string;
  readonly time: string;
  /** Its key, behind the organization. */
  readonly key: readonly string[];
}

const tables = {
  job: { name: 'job', time: 'submitted_at', key: ['submitted_at', 'source', 'job_id'] },
  job_count: { name: 'job_count', time: 'slot', key: ['slot', 'type', 'source', 'device'] },
} as const satisfies Record<string, MeterTable>;

/**
 * The oldest row of all organizations. The index is asked from one organization to the next, since there is none by time
 * alone.
 */
async function oldestOf(
  db: Kysely<LedgerTables>,
  { name, time }: MeterTable,
): Promise<{ readonly org: string; readonly oldest: number } | undefined> {
  const [table, at] = [sql.table(name), sql.ref(time)];
  const { rows } = await sql<{ org: string; oldest: number }>`
    with recursive organizations (org) as (
      select min(org_id) from ${table}
      union all
      select (select min(org_id) from ${table} where org_id > organizations.org) from organizations where org is not null
    )
    select org, (select min(${at}) from ${table} where org_id = organizations.org) as oldest
    from organizations where org is not null order by 2 limit 1`.execute(db);
  return rows[0];
}

/** Those of one organization in one statement, in the order they lie in. */
async function forget(
  db: Kysely<LedgerTables>,
  table: MeterTable,
  before: number,
  most: number,
): Promise<number> {
  const found = await oldestOf(db, table);
  if (!found || found.oldest >= before) return 0;
  const [name, time] = [sql.table(table.name), sql.ref(table.time)];
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  const { numAffectedRows } = await sql`
    delete from ${name} where org_id = ${found.org} and (${key}) in (
      select ${key} from ${name} where org_id = ${found.org} and ${time} < ${before}
      order by ${key} limit ${most}
    )`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
