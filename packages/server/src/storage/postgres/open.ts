import type { Refusal } from '@platen/contract';
import { HandleEmptyInListsPlugin, Kysely, replaceWithNoncontingentExpression } from 'kysely';
import { Client } from 'pg';
import { ledgerFloors, oldRows } from '../ledger/retention-store.ts';
import { ledgerStores } from '../ledger/stores.ts';
import type { LedgerTables } from '../ledger/tables.ts';
import { postgresMeterMigration } from '../migrations/0002-meter-postgres.ts';
import { packedHistogramsMigration } from '../migrations/0009-packed-histograms.ts';
import { type Migrations, migrate } from '../migrations/migrate.ts';
import type { OpenMeter, Storage } from '../storage.ts';
import { reasonOf, UnusableDatabaseError } from '../unusable.ts';
import { Connections, nameOfServers, type Session } from './connections.ts';
import { postgresDialect } from './dialect.ts';
import { postgresJobStore } from './job-store.ts';
import { SharedRevisions } from './shared-revisions.ts';

/** Besides them there is one that hears of changes. */
const mostConnections = 10;
export const leastVersion = 15;

/** Those that only this engine has. */
export const postgresMigrations: Migrations = {
  '0002-meter': postgresMeterMigration,
  '0009-packed-histograms': packedHistogramsMigration(''),
};

/**
 * Connects to a database of PostgreSQL and brings its tables up to date. Several servers may have the same one open.
 *
 * @param url `postgresql://…` as libpq knows it
 * @param openMeter for a meter on another engine
 * @throws UnusableDatabaseError
 */
export async function openPostgres(url: string, openMeter?: OpenMeter): Promise<Storage> {
  await using opened = new AsyncDisposableStack();
  await prepare(url);
  const connections = opened.use(new Connections(url, mostConnections));
  const revisions = opened.use(await SharedRevisions.follow(url));
  const db = kyselyOn(connections);
  const alone: Storage['alone'] = (name, work) => aloneOn(url, name, work);
  const meter = openMeter && opened.use(await openMeter({ db, revisions }, alone));
  const retention = { ...ledgerFloors(db, revisions), ...oldRows(db) };
  const jobs = meter?.jobs ?? opened.use(postgresJobStore(connections, revisions, retention));
  const everything = opened.move();
  return {
    ...ledgerStores(db, revisions),
    jobs,
    settle: meter?.settle ?? null,
    isReachable: () => revisions.isReachable && (meter?.isReachable() ?? true),
    alone,
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

/** The lock is the connection's, so it ends with the server, however that ends. */
async function aloneOn<T>(url: string, name: string, work: () => Promise<T>): Promise<T> {
  await using connections = new Connections(url, 1, { patient: true });
  const session = await connections.connect();
  try {
    await session.query('select pg_advisory_lock(hashtext($1))', [`platen ${name}`]);
    return await work();
  } finally {
    session.release(true);
  }
}

/** What is thrown for a wrong URL carries it, with its password. */
export function checkUrl(url: string): void {
  try {
    new Client(url);
  } catch {
    throw new UnusableDatabaseError(
      'The URL of the database cannot be read. Characters such as #, ? and / in a password have to be percent-encoded.',
    );
  }
}

/**
 * Brings the tables up to date, on a connection of its own: who waits for another's migration, or has much to migrate,
 * may take long.
 *
 * @throws UnusableDatabaseError
 */
export async function prepare(url: string, name = nameOfServers): Promise<void> {
  checkUrl(url);
  await using connections = new Connections(url, 1, { patient: true, name });
  const session = await connections.connect().catch((refusal: Refusal) => {
    throw new UnusableDatabaseError(`The database cannot be reached: ${reasonOf(refusal.cause)}.`, {
      cause: refusal.cause,
    });
  });
  try {
    await checkServer(session);
  } finally {
    session.release();
  }
  await migrate(kyselyOn(connections), postgresMigrations);
}

async function checkServer(session: Session): Promise<void> {
  const { rows } = await session.query<{ version: string; encoding: string }>(
    `select current_setting('server_version') as version, current_setting('server_encoding') as encoding`,
  );
  const { version = '', encoding = '' } = rows[0] ?? {};
  if (Number.parseInt(version, 10) < leastVersion) {
    throw new UnusableDatabaseError(
      `The database is PostgreSQL ${version}; ${leastVersion} or newer is needed.`,
    );
  }
  if (encoding !== 'UTF8')
    throw new UnusableDatabaseError(`The database is encoded in ${encoding}; UTF8 is needed.`);
}

function kyselyOn(connections: Connections): Kysely<LedgerTables> {
  return new Kysely<LedgerTables>({
    dialect: postgresDialect(connections),
    // PostgreSQL knows no empty list, which SQLite takes for what it is.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
}
