import type { Kysely, Transaction } from 'kysely';
import type { AuditEntry } from '../../access/index.ts';
import type { Revisions } from '../revisions.ts';
import type { LedgerTables } from './tables.ts';

/**
 * Makes a change and its audit row, together or not at all, and raises the revisions of what it touches. A change that
 * answers false has changed nothing, and nothing is audited.
 */
export async function audited(
  ledger: { readonly db: Kysely<LedgerTables>; readonly revisions: Revisions },
  topics: readonly string[],
  audit: AuditEntry,
  change: (tx: Transaction<LedgerTables>) => Promise<boolean>,
): Promise<boolean> {
  const changed = await ledger.db.transaction().execute(async (tx) => {
    const done = await change(tx);
    if (done) await insertAudit(tx, audit);
    return done;
  });
  if (changed) ledger.revisions.raise(...topics);
  return changed;
}

export async function insertAudit(db: Kysely<LedgerTables>, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      id: entry.id,
      at: entry.at,
      org_id: entry.orgId,
      actor: entry.actor,
      action: entry.action,
      target: entry.target,
      detail: JSON.stringify(entry.detail),
    })
    .execute();
}
