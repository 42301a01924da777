import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Connection } from './database.ts';
import type { SqlValue } from './messages.ts';
import type { Writer } from './writer.ts';

/**
 * Kysely on the embedded engine: a lone `select` is answered at once by the reading connection, everything else goes to
 * the writing thread, and a transaction has that thread to itself until it ends.
 */
export function sqliteDialect(reader: Connection, writer: Writer): Dialect {
  return {
    createAdapter: () => new ReadWriteAdapter(),
    createDriver: () => new SqliteDriver(reader, writer),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Without this Kysely takes SQLite for one connection, and every read would wait for the transaction in progress. */
class ReadWriteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class SqliteDriver implements Driver {
  readonly #reader: Connection;
  readonly #writer: Writer;

  constructor(reader: Connection, writer: Writer) {
    this.#reader = reader;
    this.#writer = writer;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteSession> {
    return new SqliteSession(this.#reader, this.#writer);
  }

  async beginTransaction(session: SqliteSession): Promise<void> {
    await session.begin();
  }

  async commitTransaction(session: SqliteSession): Promise<void> {
    await session.commit();
  }

  async rollbackTransaction(session: SqliteSession): Promise<void> {
    await session.rollback();
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

class SqliteSession implements DatabaseConnection {
  readonly #reader: Connection;
  readonly #writer: Writer;
  /** Set while a transaction has the writer; calling it gives the writer back. */
  #release: (() => void) | undefined;

  constructor(reader: Connection, writer: Writer) {
    this.#reader = reader;
    this.#writer = writer;
  }

  async begin(): Promise<void> {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
    void this.#writer.exclusive(() => {
      enter();
      return ended;
    });
    await entered;
    this.#release = resolve;
    try {
      await this.#write('begin immediate', []);
    } catch (error) {
      resolve();
      throw error;
    }
  }

  /** When it fails the transaction is still to be rolled back, and the writer is still this session's. */
  async commit(): Promise<void> {
    await this.#write('commit', []);
    this.#leave();
  }

  async rollback(): Promise<void> {
    try {
      await this.#writer.send('rollback', undefined);
    } finally {
      this.#leave();
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const parameters = query.parameters as readonly SqlValue[];
    if (this.#release) return this.#write(query.sql, parameters);
    if (/^\s*(select|with|pragma)\b/i.test(query.sql)) {
      return { rows: this.#reader.query(query.sql, parameters).rows as R[] };
    }
    return this.#writer.exclusive(() => this.#write<R>(query.sql, parameters));
  }

  // biome-ignore lint/correctness/useYield: the interface asks for it; nothing here streams rows.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The embedded engine does not stream rows.');
  }

  #leave(): void {
    this.#release?.();
    this.#release = undefined;
  }

  async #write<R>(sql: string, parameters: readonly SqlValue[]): Promise<QueryResult<R>> {
    const { rows, changes } = await this.#writer.send('query', { sql, parameters });
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }
}
