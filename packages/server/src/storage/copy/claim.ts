import { copiedTables } from './ledger.ts';
import {
  type ReadingSession,
  type StoreToCopy,
  UncopyableStoreError,
  type WritingSession,
} from './store-to-copy.ts';

/** @throws UncopyableStoreError when the two do not have the same tables. */
export async function checkVersions(from: StoreToCopy, to: StoreToCopy): Promise<void> {
  const wanted = await to.reading(migrationsOf);
  const found = await from.reading(migrationsOf).catch((cause: unknown) => {
    throw new UncopyableStoreError('The source has no tables of Platen, or cannot be read.', { cause });
  });
  if (found.some((name) => !wanted.includes(name)))
    throw new UncopyableStoreError('The source is of a newer Platen. Use that version to copy it.');
  if (found.length < wanted.length)
    throw new UncopyableStoreError(
      'The source is of an older Platen. Start its server once with this version, which brings it up to date.',
    );
}

async function migrationsOf(session: ReadingSession): Promise<string[]> {
  const rows = await session.query('select name from kysely_migration');
  return rows.map(({ name }) => String(name));
}

/**
 * Marks the target as one that is being copied to: no server takes it until it is complete, and the first server that
 * takes it then ends the mark.
 *
 * @throws UncopyableStoreError when a server has the target, or it has data and no mark.
 */
export async function claim(to: StoreToCopy, hasJobs: () => Promise<boolean>): Promise<void> {
  if (await to.isServed())
    throw new UncopyableStoreError('A server runs on the target. Stop it; and copy to an empty store.');
  const isOurs = await to.reading(
    async (session) => (await session.query('select id from store_copy')).length > 0,
  );
  if (!isOurs && ((await to.reading(hasRows)) || (await hasJobs())))
    throw new UncopyableStoreError(
      'The target has data of its own, or has been served already: it would be lost. Copy to an empty one.',
    );
  await to.writing((session) => mark(session, false));
}

async function hasRows(session: ReadingSession): Promise<boolean> {
  for (const table of copiedTables(true)) {
    if ((await session.query(`select 1 as found from ${table} limit 1`)).length > 0) return true;
  }
  return false;
}

export function complete(to: StoreToCopy): Promise<void> {
  return to.writing((session) => mark(session, true));
}

async function mark(session: WritingSession, isComplete: boolean): Promise<void> {
  await session.deleteRows({ table: 'store_copy' });
  await session.insertRows('store_copy', [{ id: 1, complete: Number(isComplete) }]);
}
