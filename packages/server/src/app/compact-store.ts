import { type Compaction, type CompactProgress, compactSqlite } from '../storage/index.ts';
import { postgres } from './engines.ts';
import type { StoreSettings } from './migrate-store.ts';

/**
 * Gives back what was dropped. ClickHouse does so by itself.
 *
 * @throws Error when the store cannot be opened, or is embedded and has a server.
 */
export async function compactStore(
  { data, databaseUrl }: StoreSettings,
  tell: (progress: CompactProgress) => void,
): Promise<Compaction> {
  if (databaseUrl === null) return await compactSqlite(data, tell);
  return await (await postgres()).compactPostgres(databaseUrl, tell);
}
