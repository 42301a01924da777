import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { histogramText, readHistogram } from '../histogram-text.ts';
import type { QueryResult, SqlValue } from './messages.ts';

/**
 * One connection of `node:sqlite`, which is still marked experimental: nothing outside this file names its classes.
 * Statements are kept prepared.
 */
export class Connection {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** A writer takes its lock at once rather than at its first write, when it might have to give way. */
  readonly #begin: 'begin' | 'begin immediate';

  private constructor(db: DatabaseSync, begin: 'begin' | 'begin immediate') {
    this.#db = db;
    this.#begin = begin;
  }

  /** The connection that writes: durable to the disk before a commit returns. */
  static forWriting(file: string): Connection {
    const db = new DatabaseSync(file, { timeout: 10_000 });
    db.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma foreign_keys = on;
      pragma cache_size = -32000;
      pragma wal_autocheckpoint = 4000;
    `);
    db.function('histogram_sum', { deterministic: true }, (a, b) =>
      a === '' || b === '' ? `${a}${b}` : histogramText(readHistogram(`${a} ${b}`)),
    );
    return new Connection(db, 'begin immediate');
  }

  static forReading(file: string): Connection {
    const db = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
    db.exec('pragma cache_size = -16000; pragma query_only = on;');
    return new Connection(db, 'begin');
  }

  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      // Statements whose text depends on the question (lists of varying length) must not pile up.
      if (this.#statements.size >= 500) this.#statements.clear();
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  query(sql: string, parameters: readonly SqlValue[]): QueryResult {
    const statement = this.statement(sql);
    if (statement.columns().length > 0) {
      return { rows: statement.all(...parameters) as Record<string, unknown>[], changes: 0 };
    }
    return { rows: [], changes: Number(statement.run(...parameters).changes) };
  }

  /** Runs `work` in one transaction: it writes all or nothing, and reads one snapshot. */
  transaction<T>(work: () => T): T {
    this.#db.exec(this.#begin);
    try {
      const result = work();
      this.#db.exec('commit');
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** After a full disk, for example, the engine has rolled back already. */
  rollback(): void {
    if (this.#db.isTransaction) this.#db.exec('rollback');
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }
}

/** Another process works on the data folder. */
export class FolderInUseError extends Error {}

/**
 * Holds a data folder for one process. The lock is the operating system's, so it ends with the process, however that
 * ends.
 *
 * @throws FolderInUseError
 */
export function lockFolder(file: string): Disposable {
  const db = new DatabaseSync(file);
  try {
    db.exec('pragma locking_mode = exclusive; begin exclusive;');
  } catch (cause) {
    db.close();
    throw new FolderInUseError(`Another Platen is running on this data folder (${file} is locked).`, {
      cause,
    });
  }
  return { [Symbol.dispose]: () => db.close() };
}
