import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { AuditEntry } from '../../access/index.ts';
import type { Revisions } from '../revisions.ts';
import type { LedgerTables } from './tables.ts';
import { inTransaction } from './transaction.ts';

export interface Ledger {
  readonly db: Kysely<LedgerTables>;
  readonly revisions: Revisions;
}

/**
 * Makes a change and its audit row, together or not at all, and raises the revisions of what it touches. A change that
 * answers false has changed nothing, and nothing is audited.
 */
export function audited(
  ledger: Ledger,
  topics: readonly string[],
  audit: AuditEntry,
  change: (tx: Transaction<LedgerTables>) => Promise<boolean>,
): Promise<boolean> {
  return noted(ledger, topics, async (tx) => {
    const done = await change(tx);
    if (done) await insertAudit(tx, audit);
    return done;
  });
}

/** Makes a change, and raises the revisions of what it touches unless it answers that it has changed nothing. */
export async function noted(
  { db, revisions }: Ledger,
  topics: readonly string[],
  change: (tx: Transaction<LedgerTables>) => Promise<boolean>,
): Promise<boolean> {
  const raise = await inTransaction(db, async (tx) => {
    if (!(await change(tx))) return undefined;
    return revisions.note(topics, (sql, parameters) =>
      tx.executeQuery(CompiledQuery.raw(sql, [...parameters])),
    );
  });
  raise?.();
  return raise !== undefined;
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
