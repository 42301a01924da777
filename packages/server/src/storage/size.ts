/** What a store takes on its disk. */
export interface StoreSize {
  /** With what is free within it. */
  readonly bytes: number;
  /** Indexes included. */
  readonly tables: ReadonlyMap<string, number>;
  /** Jobs that are kept, a row each. */
  readonly jobs: number;
  /** Jobs that are counted, of which some may not be kept any more. */
  readonly counted: number;
}

export interface Compaction {
  readonly before: StoreSize;
  readonly after: StoreSize;
}

export interface CompactProgress {
  /** From 0 to 1. */
  readonly done: number;
  readonly text: string;
}

/** The bytes of a table for a million of the jobs it is about; null for a table that is about none, or where there are none. */
export function bytesPerMillion({ tables, jobs, counted }: StoreSize, table: string): number | null {
  const of = table === 'job' ? jobs : counted;
  const isMeter = table === 'job' || table === 'job_count';
  return isMeter && of > 0 ? ((tables.get(table) ?? 0) / of) * 1_000_000 : null;
}

/** On either engine. */
export const sizeQueries = {
  jobs: 'select count(*) as n from job',
  counted: 'select cast(coalesce(sum(submitted), 0) as bigint) as n from job_count',
};
