import {
  type CopyProgress,
  type CopyReport,
  copyStore,
  openPostgresSource,
  openPostgresTarget,
  openSqliteSource,
  openSqliteTarget,
  UncopyableStoreError,
} from '../storage/index.ts';
import type { Config } from './config.ts';

/** What names a store among the settings. */
export type StoreSettings = Pick<Config, 'data' | 'databaseUrl' | 'clickhouseUrl'>;

/**
 * Copies all that a store holds to another, which no server may have. It may be ended at any moment, and goes on from
 * there when it is run again.
 *
 * @throws Error when one of them cannot be opened, or is not to be copied from or to.
 */
export async function migrateStore(
  from: StoreSettings,
  to: StoreSettings,
  tell: (progress: CopyProgress) => void,
): Promise<CopyReport> {
  if (from.clickhouseUrl !== null || to.clickhouseUrl !== null)
    throw new UncopyableStoreError('What is in ClickHouse is not copied yet, and nothing is copied there.');
  await using opened = new AsyncDisposableStack();
  const source = opened.use(
    await (from.databaseUrl === null ? openSqliteSource(from.data) : openPostgresSource(from.databaseUrl)),
  );
  const target = opened.use(
    await (to.databaseUrl === null ? openSqliteTarget(to.data) : openPostgresTarget(to.databaseUrl)),
  );
  return await copyStore(source, target, tell);
}
