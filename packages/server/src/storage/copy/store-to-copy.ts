import { hash } from 'node:crypto';

/** What an engine of SQL needs to be copied from and to. */

export type Value = string | number | null | Uint8Array | boolean;
export type Row = Readonly<Record<string, Value>>;

export interface Column {
  readonly name: string;
  readonly kind: 'text' | 'integer' | 'bytes' | 'flag';
}

/** Rows of one table. `where` has a `?` for each parameter. */
export interface Selection {
  readonly table: string;
  readonly where?: string;
  readonly parameters?: readonly (string | number)[];
}

/** So many rows, and a sum over the SHA-256 of each: the same rows give the same in any order and on any engine. */
export interface Digest {
  readonly rows: number;
  readonly sum: number;
}

export const nothing: Digest = { rows: 0, sum: 0 };

/** The first bits of a hash, as they are summed up: modulo this, so that the sum stays a whole number. */
export const hashBits = 48;
export const hashModulus = 2 ** hashBits;

/** The digest with one row more. */
export function addToDigest(digest: Digest, row: Row): Digest {
  return addText(digest, textOfRow(row));
}

/** The digest with one row more, whose text an engine has made as `rowText` says. */
export function addText({ rows, sum }: Digest, text: string): Digest {
  const bits = Number.parseInt(hash('sha256', text, 'hex').slice(0, hashBits / 4), 16);
  return { rows: rows + 1, sum: (sum + bits) % hashModulus };
}

/** The text that engines make of such a row, which has no bytes and no flags. */
function textOfRow(row: Row): string {
  const names = Object.keys(row).sort();
  return names
    .map((name) => (row[name] === null ? '-' : `${[...String(row[name])].length}:${row[name]}`))
    .join('');
}

/** How many rows go at a time. */
export const rowsPerPart = 5_000;

/** One transaction that reads: whatever it is asked, it answers of one moment. */
export interface ReadingSession {
  query(sql: string, parameters?: readonly (string | number)[]): Promise<readonly Row[]>;
  /** Digests by the whole number that the SQL expression `part` gives for a row; without rows there is none. */
  digests(selection: Selection, part: string): Promise<ReadonlyMap<number, Digest>>;
  /** In no order, `rowsPerPart` at a time. */
  readRows(selection: Selection): AsyncIterable<readonly Row[]>;
}

/** One transaction that writes; all of it or nothing is there afterwards. */
export interface WritingSession extends ReadingSession {
  insertRows(table: string, rows: readonly Row[]): Promise<void>;
  deleteRows(selection: Selection): Promise<void>;
}

/** A store that is copied from or to. Disposing of it lets go of it. */
export interface StoreToCopy extends AsyncDisposable {
  reading<T>(work: (session: ReadingSession) => Promise<T>): Promise<T>;
  /** Not for a source. The work may be run again from its beginning. */
  writing<T>(work: (session: WritingSession) => Promise<T>): Promise<T>;
  /** Whether a server may be writing to it. What is not being served when it is opened may be kept from it, or not. */
  isServed(): Promise<boolean>;
}

/** A store that cannot be copied from or to. The message says why, and what to do. */
export class UncopyableStoreError extends Error {}

/** The first column is ended by its length, the last by the row, so that no two rows have one text. */
export function rowText(columns: readonly Column[], textOf: (column: Column) => string): string {
  return columns
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((column) => `coalesce(length(${textOf(column)}) || ':' || ${textOf(column)}, '-')`)
    .join(' || ');
}
