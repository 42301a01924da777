import type { Kysely, Transaction } from 'kysely';
import { retried } from '../retry.ts';
import type { LedgerTables } from './tables.ts';

/** Runs `work` in one transaction, from its beginning again where the engine gave it up in favour of another. */
export function inTransaction<T>(
  db: Kysely<LedgerTables>,
  work: (tx: Transaction<LedgerTables>) => Promise<T>,
): Promise<T> {
  return retried(() => db.transaction().execute(work));
}
