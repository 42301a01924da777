import { type Kysely, PostgresAdapter, type SelectQueryBuilder, type Transaction } from 'kysely';
import type { LedgerTables } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** Finds the keys of rows that may be taken, a bounded number of them. */
type Due = (
  db: Kysely<LedgerTables>,
) => SelectQueryBuilder<LedgerTables, keyof LedgerTables, { key: string }>;

/**
 * Takes rows that are due, and answers what `take` has made of them. Of several that claim at once each takes others:
 * what somebody is just taking is passed over, not waited for, and no two wait for one another.
 */
export async function claim<Row>(
  db: Kysely<LedgerTables>,
  due: Due,
  take: (tx: Transaction<LedgerTables>, keys: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> {
  // Asked many times a second, mostly in vain: the writer is left alone then.
  if ((await due(db).execute()).length === 0) return [];
  return inTransaction(db, async (tx) => {
    const found = await passingOver(tx, due(tx)).execute();
    return found.length === 0
      ? []
      : take(
          tx,
          found.map(({ key }) => key),
        );
  });
}

/** An engine with one writer has nobody to pass over. */
function passingOver(tx: Kysely<LedgerTables>, query: ReturnType<Due>): ReturnType<Due> {
  return tx.getExecutor().adapter instanceof PostgresAdapter ? query.forUpdate().skipLocked() : query;
}
