import { type Compaction, type CompactProgress, compactPostgres, compactSqlite } from '../storage/index.ts';
import type { StoreSettings } from './migrate-store.ts';

/**
 * Gives back what was dropped. ClickHouse does so by itself.
 *
 * @throws Error when the store cannot be opened, or is embedded and has a server.
 */
export function compactStore(
  { data, databaseUrl }: StoreSettings,
  tell: (progress: CompactProgress) => void,
): Promise<Compaction> {
  return databaseUrl === null ? compactSqlite(data, tell) : compactPostgres(databaseUrl, tell);
}
