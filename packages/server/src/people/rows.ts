import type { AuditEntry } from '../access/index.ts';

/** The tables that the library which signs people in reads and writes by itself. */
export const rowTables = [
  'person',
  'person_session',
  'person_account',
  'person_verification',
  'two_factor',
  'passkey',
] as const;
export type RowTable = (typeof rowTables)[number];

export type Value = string | number | null;
/** By column. Each has its `id`. */
export type Row = Readonly<Record<string, Value>>;

export interface Condition {
  readonly column: string;
  readonly is: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';
  readonly value: Value | readonly Value[];
}

/** Any of these, and all within each. */
export type Where = readonly (readonly Condition[])[];

/** What is written of a change, made of the rows that it concerns: before they went, or after they were changed. */
export type AuditOf = (rows: readonly Row[]) => readonly AuditEntry[];

export interface Reading {
  readonly limit?: number;
  readonly offset?: number;
  readonly orderBy?: { readonly column: string; readonly direction: 'asc' | 'desc' };
}

export interface Rows {
  find(table: RowTable, where: Where, reading?: Reading): Promise<Row[]>;
  count(table: RowTable, where: Where): Promise<number>;
  insert(table: RowTable, row: Row, audit: AuditOf): Promise<void>;
  /** Answers the rows as they are since. `one`: changes no more than one of those that are meant. */
  update(
    table: RowTable,
    where: Where,
    change: { readonly set: Row; readonly add: Readonly<Record<string, number>>; readonly one: boolean },
    audit: AuditOf,
  ): Promise<Row[]>;
  /** Answers the rows as they were. `one`: takes no more than one of those that are meant. */
  remove(table: RowTable, where: Where, one: boolean, audit: AuditOf): Promise<Row[]>;
}
