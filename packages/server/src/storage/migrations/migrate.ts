import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { LedgerTables } from '../ledger/tables.ts';
import { ledgerMigration } from './0001-ledger.ts';
import { statusMigration } from './0003-status.ts';
import { feedsMigration } from './0004-feeds.ts';
import { clickhouseMigration } from './0005-clickhouse.ts';
import { retentionMigration } from './0006-retention.ts';
import { storeCopyMigration } from './0008-store-copy.ts';
import { alertsMigration } from './0010-alerts.ts';
import { subscribersMigration } from './0011-subscribers.ts';
import { peopleMigration } from './0012-people.ts';
import { anomaliesMigration } from './0013-anomalies.ts';
import { calendarMigration } from './0014-calendar.ts';

/** By name, in whose order they run. */
export type Migrations = Readonly<Record<string, Migration>>;

/** Those of every engine. */
const ledgerMigrations: Migrations = {
  '0001-ledger': ledgerMigration,
  '0003-status': statusMigration,
  '0004-feeds': feedsMigration,
  '0005-clickhouse': clickhouseMigration,
  '0006-retention': retentionMigration,
  '0008-store-copy': storeCopyMigration,
  '0010-alerts': alertsMigration,
  '0011-subscribers': subscribersMigration,
  '0012-people': peopleMigration,
  '0013-anomalies': anomaliesMigration,
  '0014-calendar': calendarMigration,
};

/** Brings the tables up to date: those of the ledger, and what only this engine has. */
export async function migrate(db: Kysely<LedgerTables>, ofEngine: Migrations): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsWith(ofEngine) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** All that an engine runs. */
export function migrationsWith(ofEngine: Migrations): Migrations {
  return { ...ledgerMigrations, ...ofEngine };
}
