import {
  type Column,
  type Digest,
  hashBits,
  hashModulus,
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
import { Connections, nameOfServers, type Session } from './connections.ts';
import { prepare } from './open.ts';

/** How servers are told apart from us among the connections of a database. */
const name = 'platen migrate-store';

/** A database of PostgreSQL, to copy from. Servers may be writing to it. */
export async function openPostgresSource(url: string): Promise<StoreToCopy> {
  await using opened = new AsyncDisposableStack();
  const connections = opened.use(new Connections(url, 1, { patient: true, name }));
  return new PostgresStore(connections, opened.move());
}

/**
 * A database of PostgreSQL, to copy to. Its tables are made if need be.
 *
 * @throws UnusableDatabaseError
 * @throws UncopyableStoreError while another copies to it.
 */
export async function openPostgresTarget(url: string): Promise<StoreToCopy> {
  await using opened = new AsyncDisposableStack();
  await prepare(url, name);
  const connections = opened.use(new Connections(url, 2, { patient: true, name }));
  const holder = opened.adopt(await connections.connect(), (session) => session.release(true));
  const { rows } = await holder.query<{ held: boolean }>(
    `select pg_try_advisory_lock(hashtext('${name}')) as held`,
  );
  if (!rows[0]?.held) throw new UncopyableStoreError('Something else is being copied to this database.');
  return new PostgresStore(connections, opened.move());
}

class PostgresStore implements StoreToCopy {
  readonly #connections: Connections;
  readonly #opened: AsyncDisposableStack;

  constructor(connections: Connections, opened: AsyncDisposableStack) {
    this.#connections = connections;
    this.#opened = opened;
  }

  isServed(): Promise<boolean> {
    return this.reading(async (session) => {
      const servers = await session.query(
        'select pid from pg_stat_activity where datname = current_database() and application_name = ?',
        [nameOfServers],
      );
      return servers.length > 0;
    });
  }

  reading<T>(work: (session: ReadingSession) => Promise<T>): Promise<T> {
    return this.#run('begin isolation level repeatable read read only', work);
  }

  writing<T>(work: (session: WritingSession) => Promise<T>): Promise<T> {
    return this.#run('begin', work);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#opened.disposeAsync();
  }

  #run<T>(begin: string, work: (session: PostgresSession) => Promise<T>): Promise<T> {
    return this.#connections.transaction(begin, (session) => work(new PostgresSession(session)));
  }
}

class PostgresSession implements WritingSession {
  readonly #session: Session;
  readonly #columns = new Map<string, readonly TypedColumn[]>();

  constructor(session: Session) {
    this.#session = session;
  }

  async query(sql: string, parameters: readonly (string | number)[] = []): Promise<readonly Row[]> {
    return (await this.#session.query<Row>(numbered(sql), parameters)).rows;
  }

  async digests(selection: Selection, part: string): Promise<ReadonlyMap<number, Digest>> {
    const text = rowText(await this.#columnsOf(selection.table), textOf);
    const bits = `('x' || left(encode(sha256(convert_to(${text}, 'UTF8')), 'hex'), ${hashBits / 4}))::bit(${hashBits})::bigint`;
    const rows = await this.query(
      `select ${part} as part, count(*) as rows, mod(sum(${bits}), ${hashModulus})::bigint as sum
       ${from(selection)} group by 1`,
      selection.parameters,
    );
    return new Map(
      rows.map((row) => [Number(row.part), { rows: Number(row.rows), sum: Number(row.sum) }] as const),
    );
  }

  async *readRows(selection: Selection): AsyncGenerator<readonly Row[]> {
    await this.query(`declare part no scroll cursor for select * ${from(selection)}`, selection.parameters);
    for (;;) {
      const rows = await this.query(`fetch ${rowsPerPart} from part`);
      if (rows.length > 0) yield rows;
      if (rows.length < rowsPerPart) break;
    }
    await this.query('close part');
  }

  async insertRows(table: string, rows: readonly Row[]): Promise<void> {
    const columns = await this.#columnsOf(table);
    const values = columns.map((column) => rows.map((row) => toSql(column, row[column.name] ?? null, table)));
    const arrays = columns.map(({ type }, index) => `$${index + 1}::${type}[]`);
    const names = columns.map(({ name }) => name).join(', ');
    await this.#session.query(
      `insert into ${table} (${names}) select * from unnest(${arrays.join(', ')})`,
      values,
    );
  }

  async deleteRows(selection: Selection): Promise<void> {
    await this.query(`delete ${from(selection)}`, selection.parameters);
  }

  async #columnsOf(table: string): Promise<readonly TypedColumn[]> {
    const known = this.#columns.get(table);
    if (known) return known;
    const rows = await this.query(
      `select column_name::text as name, data_type::text as type from information_schema.columns
       where table_schema = current_schema() and table_name = ?`,
      [table],
    );
    const columns = rows.map(({ name, type }) => ({
      name: String(name),
      type: String(type),
      kind: kindOf(String(type)),
    }));
    this.#columns.set(table, columns);
    return columns;
  }
}

interface TypedColumn extends Column {
  readonly type: string;
}

/** The parameters of what is asked here are `?`, as on the other engine, and there is no other `?` in it. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll('?', () => `$${++count}`);
}

function from({ table, where = 'true' }: Selection): string {
  return `from ${table} where ${where}`;
}

function kindOf(type: string): Column['kind'] {
  switch (type) {
    case 'text':
      return 'text';
    case 'bytea':
      return 'bytes';
    case 'boolean':
      return 'flag';
    default:
      return 'integer';
  }
}

function textOf({ name, kind }: Column): string {
  switch (kind) {
    case 'text':
      return name;
    case 'bytes':
      return `encode(${name}, 'hex')`;
    case 'integer':
      return `${name}::text`;
    case 'flag':
      return `${name}::integer::text`;
  }
}

function toSql({ name, kind }: Column, value: Value, table: string): unknown {
  if (kind === 'flag' && value !== null) return Boolean(value);
  if (typeof value === 'string' && value.includes('\0')) {
    throw new UncopyableStoreError(
      `${table}.${name} has a null character in one of its texts, which PostgreSQL cannot hold: ${JSON.stringify(value.slice(0, 80))}. Correct that text first.`,
    );
  }
  return value;
}
