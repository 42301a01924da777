import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '@platen/contract';
import { Kysely } from 'kysely';
import { ledgerFloors, oldRows } from '../ledger/retention-store.ts';
import { ledgerStores } from '../ledger/stores.ts';
import type { LedgerTables } from '../ledger/tables.ts';
import { sqliteMeterMigration } from '../migrations/0002-meter.ts';
import { packedHistogramsMigration } from '../migrations/0009-packed-histograms.ts';
import { type Migrations, migrate } from '../migrations/migrate.ts';
import { LocalRevisions } from '../revisions.ts';
import type { OpenMeter, Storage } from '../storage.ts';
import { Connection, lockFolder } from './database.ts';
import { sqliteDialect } from './dialect.ts';
import { sqliteJobStore } from './job-store.ts';
import { Writer } from './writer.ts';

/** Those that only this engine has. */
export const sqliteMigrations: Migrations = {
  '0002-meter': sqliteMeterMigration,
  '0009-packed-histograms': packedHistogramsMigration('strict, without rowid'),
};

/**
 * Opens the embedded database in a folder, making both if need be, and brings its tables up to date.
 *
 * @param openMeter for a meter on another engine
 * @throws Error when another process holds the folder, or it cannot be written to.
 */
export async function openSqlite(folder: string, openMeter?: OpenMeter): Promise<Storage> {
  mkdirSync(folder, { recursive: true });
  await using opened = new AsyncDisposableStack();
  opened.use(lockFolder(join(folder, 'platen.lock')));
  const file = join(folder, 'platen.db');
  const revisions = new LocalRevisions();
  const writer = opened.use(new Writer(file, () => revisions.raiseAll()));
  await begin(writer);
  const reader = opened.adopt(Connection.forReading(file), (connection) => connection.close());
  const db = new Kysely<LedgerTables>({ dialect: sqliteDialect(reader, writer) });
  await migrate(db, sqliteMigrations);

  const alone: Storage['alone'] = (_, work) => work();
  const meter = openMeter && opened.use(await openMeter({ db, revisions }, alone));
  const retention = { ...ledgerFloors(db, revisions), ...oldRows(db) };
  const jobs = meter?.jobs ?? opened.use(sqliteJobStore(reader, writer, revisions, retention));
  const everything = opened.move();
  return {
    ...ledgerStores(db, revisions),
    jobs,
    settle: meter?.settle ?? null,
    isReachable: () => writer.isAlive && (meter?.isReachable() ?? true),
    alone,
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

/** Somebody at a terminal wants to know why the file cannot be opened, rather than to come again. */
async function begin(writer: Writer): Promise<void> {
  try {
    await writer.exclusive(() => writer.send('query', { sql: 'select 1', parameters: [] }));
  } catch (error) {
    throw error instanceof Refusal ? error.cause : error;
  }
}
