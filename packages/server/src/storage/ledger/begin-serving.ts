import type { Kysely } from 'kysely';
import type { LedgerTables } from './tables.ts';

/** Another store is being copied to this one, and not all of it is there. */
export class UnfinishedCopyError extends Error {}

/**
 * Ends what was copied to the store: from now on it has data of its own.
 *
 * @throws UnfinishedCopyError
 */
export async function beginServing(db: Kysely<LedgerTables>): Promise<void> {
  await db.deleteFrom('store_copy').where('complete', '=', 1).execute();
  if (!(await db.selectFrom('store_copy').select('id').executeTakeFirst())) return;
  throw new UnfinishedCopyError(
    'Another store is being copied to this one, and not all of it is there. Stop the servers of the other one, and run `platen migrate-store` again to its end.',
  );
}
