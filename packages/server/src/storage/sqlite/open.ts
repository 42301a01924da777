import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { AccessStore, IdempotencyStore } from '../../access/index.ts';
import type { FeedStore } from '../../feeds/index.ts';
import type { JobStore } from '../../jobs/index.ts';
import type { StatusStore } from '../../status/index.ts';
import type { SubscriptionStore } from '../../subscription/index.ts';
import { ledgerAccessStore } from '../ledger/access-store.ts';
import { ledgerFeedStore } from '../ledger/feed-store.ts';
import { ledgerIdempotencyStore } from '../ledger/idempotency-store.ts';
import { ledgerStatusStore } from '../ledger/status-store.ts';
import { ledgerSubscriptionStore } from '../ledger/subscription-store.ts';
import type { LedgerTables } from '../ledger/tables.ts';
import { ledgerMigration } from '../migrations/0001-ledger.ts';
import { sqliteMeterMigration } from '../migrations/0002-meter.ts';
import { statusMigration } from '../migrations/0003-status.ts';
import { feedsMigration } from '../migrations/0004-feeds.ts';
import { Revisions } from '../revisions.ts';
import { Connection, lockFolder } from './database.ts';
import { sqliteDialect } from './dialect.ts';
import { sqliteJobStore } from './job-store.ts';
import { Writer } from './writer.ts';

export interface Storage extends AsyncDisposable {
  readonly access: AccessStore;
  readonly idempotency: IdempotencyStore;
  readonly status: StatusStore;
  readonly feeds: FeedStore;
  readonly subscription: SubscriptionStore;
  readonly jobs: JobStore;
}

/**
 * Opens the embedded database in a folder, making both if need be, and brings its tables up to date.
 *
 * @throws Error when another process holds the folder, or it cannot be written to.
 */
export async function openSqlite(folder: string): Promise<Storage> {
  mkdirSync(folder, { recursive: true });
  await using opened = new AsyncDisposableStack();
  opened.use(lockFolder(join(folder, 'platen.lock')));
  const file = join(folder, 'platen.db');
  const writer = opened.use(new Writer(file));
  await writer.exclusive(() => writer.send('query', { sql: 'select 1', parameters: [] }));
  const reader = opened.adopt(Connection.forReading(file), (connection) => connection.close());
  const db = new Kysely<LedgerTables>({ dialect: sqliteDialect(reader, writer) });
  await migrate(db);

  const revisions = new Revisions();
  const everything = opened.move();
  return {
    access: ledgerAccessStore(db, revisions),
    idempotency: ledgerIdempotencyStore(db),
    status: ledgerStatusStore(db, revisions),
    feeds: ledgerFeedStore(db, revisions),
    subscription: ledgerSubscriptionStore(db, revisions),
    jobs: sqliteJobStore(reader, writer, revisions),
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

async function migrate(db: Kysely<LedgerTables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => ({
        '0001-ledger': ledgerMigration,
        '0002-meter': sqliteMeterMigration,
        '0003-status': statusMigration,
        '0004-feeds': feedsMigration,
      }),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
