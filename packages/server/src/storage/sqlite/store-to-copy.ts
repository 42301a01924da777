import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  addText,
  type Column,
  type Digest,
  nothing,
  type ReadingSession,
  type Row,
  rowsPerPart,
  rowText,
  type Selection,
  type StoreToCopy,
  UncopyableStoreError,
  type Value,
  type WritingSession,
} from '../copy/store-to-copy.ts';
import { Connection, FolderInUseError, lockFolder } from './database.ts';
import type { SqlValue } from './messages.ts';
import { openSqlite } from './open.ts';

/**
 * The database of a folder, to copy from. A server may be writing to it; when there is none, none can start until this is
 * disposed of.
 *
 * @throws UncopyableStoreError
 */
export async function openSqliteSource(folder: string): Promise<StoreToCopy> {
  const file = join(folder, 'platen.db');
  if (!existsSync(file)) throw new UncopyableStoreError(`There is no database in ${folder}.`);
  await using opened = new AsyncDisposableStack();
  const lock = lockUnlessServed(folder);
  if (lock) opened.use(lock);
  const connection = opened.adopt(Connection.forReading(file), (reader) => reader.close());
  return new SqliteStore(connection, lock === undefined, opened.move());
}

/**
 * The database of a folder, to copy to; both are made if need be.
 *
 * @throws FolderInUseError when a server has it.
 */
export async function openSqliteTarget(folder: string): Promise<StoreToCopy> {
  await using opened = new AsyncDisposableStack();
  // Holds the folder, and has brought the tables up to date.
  opened.use(await openSqlite(folder));
  const connection = opened.adopt(Connection.forWriting(join(folder, 'platen.db')), (writer) =>
    writer.close(),
  );
  return new SqliteStore(connection, false, opened.move());
}

function lockUnlessServed(folder: string): Disposable | undefined {
  try {
    return lockFolder(join(folder, 'platen.lock'));
  } catch (error) {
    if (error instanceof FolderInUseError) return undefined;
    throw error;
  }
}

class SqliteStore implements StoreToCopy {
  readonly #connection: Connection;
  readonly #isServed: boolean;
  readonly #opened: AsyncDisposableStack;

  constructor(connection: Connection, isServed: boolean, opened: AsyncDisposableStack) {
    this.#connection = connection;
    this.#isServed = isServed;
    this.#opened = opened;
  }

  async isServed(): Promise<boolean> {
    return this.#isServed;
  }

  reading<T>(work: (session: ReadingSession) => Promise<T>): Promise<T> {
    return this.writing(work);
  }

  async writing<T>(work: (session: WritingSession) => Promise<T>): Promise<T> {
    this.#connection.query('begin', []);
    try {
      const result = await work(new SqliteSession(this.#connection));
      this.#connection.query('commit', []);
      return result;
    } catch (error) {
      this.#connection.rollback();
      throw error;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#opened.disposeAsync();
  }
}

class SqliteSession implements WritingSession {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async query(sql: string, parameters: readonly (string | number)[] = []): Promise<readonly Row[]> {
    return this.#connection.query(sql, parameters).rows as Row[];
  }

  async digests(selection: Selection, part: string): Promise<ReadonlyMap<number, Digest>> {
    const text = rowText(this.#columnsOf(selection.table), textOf);
    const digests = new Map<number, Digest>();
    for (const row of this.#select(`${part} as part, ${text} as text`, selection)) {
      const { part: key, text: content } = row as { part: number; text: string };
      digests.set(key, addText(digests.get(key) ?? nothing, content));
    }
    return digests;
  }

  async *readRows(selection: Selection): AsyncGenerator<readonly Row[]> {
    let part: Row[] = [];
    for (const row of this.#select('*', selection)) {
      part.push(row);
      if (part.length < rowsPerPart) continue;
      yield part;
      part = [];
    }
    if (part.length > 0) yield part;
  }

  async insertRows(table: string, rows: readonly Row[]): Promise<void> {
    const names = this.#columnsOf(table).map(({ name }) => name);
    const insert = this.#connection.statement(
      `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    );
    for (const row of rows) insert.run(...names.map((name) => toSql(row[name])));
  }

  async deleteRows({ table, where = 'true', parameters = [] }: Selection): Promise<void> {
    this.#connection.query(`delete from ${table} where ${where}`, parameters);
  }

  #select(what: string, { table, where = 'true', parameters = [] }: Selection): Iterable<Row> {
    const statement = this.#connection.statement(`select ${what} from ${table} where ${where}`);
    return statement.iterate(...parameters) as Iterable<Row>;
  }

  #columnsOf(table: string): Column[] {
    const rows = this.#connection.query('select name, type from pragma_table_info(?)', [table]).rows;
    return rows.map(({ name, type }) => ({ name: String(name), kind: kindOf(String(type).toLowerCase()) }));
  }
}

function kindOf(type: string): Column['kind'] {
  if (type === 'text') return 'text';
  return type === 'blob' ? 'bytes' : 'integer';
}

function textOf({ name, kind }: Column): string {
  switch (kind) {
    case 'text':
      return name;
    case 'bytes':
      return `lower(hex(${name}))`;
    case 'integer':
    case 'flag':
      return `cast(${name} as text)`;
  }
}

function toSql(value: Value | undefined): SqlValue {
  return typeof value === 'boolean' ? Number(value) : (value ?? null);
}
