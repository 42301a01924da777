import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { type Migrations, migrationsWith } from '../../packages/server/src/storage/migrations/migrate.ts';
import { Connections } from '../../packages/server/src/storage/postgres/connections.ts';
import { postgresDialect } from '../../packages/server/src/storage/postgres/dialect.ts';
import { postgresMigrations } from '../../packages/server/src/storage/postgres/open.ts';
import { Connection } from '../../packages/server/src/storage/sqlite/database.ts';
import { sqliteDialect } from '../../packages/server/src/storage/sqlite/dialect.ts';
import { sqliteMigrations } from '../../packages/server/src/storage/sqlite/open.ts';
import { Writer } from '../../packages/server/src/storage/sqlite/writer.ts';
import { Postgres, type PostgresVersion, postgresVersions, whyNoPostgres } from '../support/postgres.ts';

export type Row = Readonly<Record<string, unknown>>;
/** Tables of any version. */
export type AnyTables = Record<string, Row>;

export interface Engine {
  readonly name: string;
  /** Why it cannot be run here. */
  readonly lacking: string | undefined;
  readonly migrations: Migrations;
  /** As many as may have one database open. */
  readonly servers: number;
  start(): Promise<{ database(): Promise<EarlierDatabase> } & AsyncDisposable>;
}

/** A database of no version yet. */
export interface EarlierDatabase {
  /** How a server is told of it. */
  readonly settings: Readonly<Record<string, string>>;
  /** While no server has it open. */
  use<T>(work: (db: Kysely<AnyTables>) => Promise<T>): Promise<T>;
}

const sqlite: Engine = {
  name: 'SQLite',
  lacking: undefined,
  migrations: migrationsWith(sqliteMigrations),
  servers: 1,
  async start() {
    const folders: string[] = [];
    return {
      async database() {
        const folder = await mkdtemp(join(tmpdir(), 'platen-earlier-'));
        folders.push(folder);
        return { settings: { PLATEN_DATA: folder }, use: (work) => useFile(join(folder, 'platen.db'), work) };
      },
      async [Symbol.asyncDispose]() {
        for (const folder of folders) await rm(folder, { recursive: true });
      },
    };
  },
};

async function useFile<T>(file: string, work: (db: Kysely<AnyTables>) => Promise<T>): Promise<T> {
  await using opened = new AsyncDisposableStack();
  const writer = opened.use(new Writer(file));
  await writer.exclusive(() => writer.send('query', { sql: 'select 1', parameters: [] }));
  const reader = opened.adopt(Connection.forReading(file), (connection) => connection.close());
  return await work(new Kysely<AnyTables>({ dialect: sqliteDialect(reader, writer) }));
}

const postgresOf = (version: PostgresVersion): Engine => ({
  name: version.name,
  lacking: whyNoPostgres(version),
  migrations: migrationsWith(postgresMigrations),
  servers: 3,
  async start() {
    const postgres = await Postgres.start(version);
    return {
      async database() {
        const url = await postgres.database();
        return {
          settings: { DATABASE_URL: url },
          async use(work) {
            await using connections = new Connections(url, 2);
            return await work(new Kysely<AnyTables>({ dialect: postgresDialect(connections) }));
          },
        };
      },
      [Symbol.asyncDispose]: () => postgres[Symbol.asyncDispose](),
    };
  },
});

export const engines: readonly Engine[] = [sqlite, ...postgresVersions.map(postgresOf)];
