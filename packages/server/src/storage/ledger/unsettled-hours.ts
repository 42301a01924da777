import { type Kysely, sql, type Transaction } from 'kysely';
import type { LedgerTables } from './tables.ts';

/**
 * Hours of organizations whose counts are not in the roll-up of a meter as they are in its jobs, and the one server at a
 * time that recounts them.
 */
export interface Hour {
  readonly orgId: string;
  readonly hour: number;
}

const rowsPerStatement = 500;

/** Notes that these hours are written to, and may be until `busyUntil`. */
export async function unsettle(
  tx: Transaction<LedgerTables>,
  hours: readonly Hour[],
  busyUntil: number,
): Promise<void> {
  const rows = hours
    .map(({ orgId, hour }) => ({ org_id: orgId, hour, busy_until: busyUntil, touch: 1 }))
    // In their order, so that two writers cannot wait for each other.
    .sort((a, b) => (a.org_id === b.org_id ? a.hour - b.hour : a.org_id < b.org_id ? -1 : 1));
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    await tx
      .insertInto('unsettled')
      .values(rows.slice(at, at + rowsPerStatement))
      .onConflict((c) =>
        c.columns(['org_id', 'hour']).doUpdateSet({
          busy_until: sql`case when unsettled.busy_until > excluded.busy_until
            then unsettled.busy_until else excluded.busy_until end`,
          touch: sql`unsettled.touch + 1`,
        }),
      )
      .execute();
  }
}

export async function unsettledHours(
  db: Kysely<LedgerTables>,
  orgId: string,
  from: number,
  to: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('unsettled')
    .select('hour')
    .where('org_id', '=', orgId)
    .where('hour', '>=', from)
    .where('hour', '<', to)
    .execute();
  return rows.map(({ hour }) => hour);
}

/** Whether there is one of any organization before that moment. */
export async function unsettledBefore(db: Kysely<LedgerTables>, before: number): Promise<boolean> {
  const row = await db
    .selectFrom('unsettled')
    .select('hour')
    .where('hour', '<', before)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Hours that nobody writes to any more, those of one organization together. */
export async function hoursToSettle(
  db: Kysely<LedgerTables>,
  nowMs: number,
  limit: number,
): Promise<(Hour & { readonly touch: number })[]> {
  const rows = await db
    .selectFrom('unsettled')
    .select(['org_id', 'hour', 'touch'])
    .where('busy_until', '<', nowMs)
    .orderBy('org_id')
    .orderBy('hour')
    .limit(limit)
    .execute();
  return rows.map(({ org_id, ...row }) => ({ orgId: org_id, ...row }));
}

/** Makes the asker the one that settles, unless another is; answers a number greater than that of all before. */
export async function claimSettling(
  db: Kysely<LedgerTables>,
  nowMs: number,
  leaseUntil: number,
): Promise<number | undefined> {
  const row = await db
    .insertInto('settling')
    .values({ id: 1, generation: 1, lease_until: leaseUntil })
    .onConflict((c) =>
      c
        .column('id')
        .doUpdateSet({ generation: sql`settling.generation + 1`, lease_until: leaseUntil })
        .where('settling.lease_until', '<=', nowMs),
    )
    .returning('generation')
    .executeTakeFirst();
  return row?.generation;
}

/**
 * Takes for settled those of the hours that nobody has touched since they were listed. Nothing is, once another settles:
 * what it found touched has been taken off the list, and the numbers begin anew.
 */
export async function settled(
  tx: Transaction<LedgerTables>,
  generation: number,
  hours: readonly (Hour & { readonly touch: number })[],
): Promise<void> {
  const isOurs = await tx
    .updateTable('settling')
    .set({ generation })
    .where('generation', '=', generation)
    .executeTakeFirst();
  if (isOurs.numUpdatedRows !== 1n) return;
  for (const { orgId, hour, touch } of hours) {
    await tx
      .deleteFrom('unsettled')
      .where('org_id', '=', orgId)
      .where('hour', '=', hour)
      .where('touch', '=', touch)
      .execute();
  }
}

export async function endSettling(db: Kysely<LedgerTables>, generation: number): Promise<void> {
  await db.updateTable('settling').set({ lease_until: 0 }).where('generation', '=', generation).execute();
}
