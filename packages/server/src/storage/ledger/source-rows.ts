import type { Kysely, Transaction } from 'kysely';
import { type Declaration, heard, nothingSeen, type Sign, type Source } from '../../jobs/index.ts';
import { toSource } from '../source-row.ts';
import type { LedgerTables } from './tables.ts';

/** Sources, for a meter that keeps no rows of its own that can be changed. */

export async function listSources(db: Kysely<LedgerTables>, orgId: string): Promise<Source[]> {
  const rows = await db
    .selectFrom('source')
    .selectAll()
    .where('org_id', '=', orgId)
    .orderBy('source')
    .execute();
  return rows.map(toSource);
}

/** Makes of each source what `heard` makes of its signs, one after the other. */
export async function hearSources(
  tx: Transaction<LedgerTables>,
  orgId: string,
  signs: readonly Sign[],
): Promise<void> {
  const bySource = Map.groupBy(signs, ({ source }) => source);
  // In their order, so that two writers cannot wait for each other.
  for (const [source, ofSource] of [...bySource].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = await takeSource(tx, orgId, source);
    await writeSource(tx, orgId, ofSource.reduce(heard, known));
  }
}

export async function declareSource(
  tx: Transaction<LedgerTables>,
  orgId: string,
  source: string,
  declared: Declaration,
): Promise<Source> {
  const changed = { ...(await takeSource(tx, orgId, source)), declared, retiredAt: null };
  await writeSource(tx, orgId, changed);
  return changed;
}

/** Undefined when there is no such source. */
export async function retireSource(
  tx: Transaction<LedgerTables>,
  orgId: string,
  source: string,
  at: number,
): Promise<Source | undefined> {
  const row = await tx
    .updateTable('source')
    .set((e) => ({ retired_at: e.fn.coalesce('retired_at', e.val(at)) }))
    .where('org_id', '=', orgId)
    .where('source', '=', source)
    .returningAll()
    .executeTakeFirst();
  return row && toSource(row);
}

/** The source as it is, or as one of which nothing is known yet; nobody else changes it until the transaction ends. */
async function takeSource(tx: Transaction<LedgerTables>, orgId: string, source: string): Promise<Source> {
  const row = await tx
    .insertInto('source')
    .values({ org_id: orgId, source, shown: JSON.stringify(nothingSeen) })
    .onConflict((c) => c.columns(['org_id', 'source']).doUpdateSet({ source }))
    .returningAll()
    .executeTakeFirstOrThrow();
  return toSource(row);
}

async function writeSource(tx: Transaction<LedgerTables>, orgId: string, source: Source): Promise<void> {
  await tx
    .updateTable('source')
    .set({
      declared: source.declared === null ? null : JSON.stringify(source.declared),
      shown: JSON.stringify(source.shown),
      heard_at: source.heardAt,
      newest_event_at: source.newestEventAt,
      retired_at: source.retiredAt,
    })
    .where('org_id', '=', orgId)
    .where('source', '=', source.source)
    .execute();
}
