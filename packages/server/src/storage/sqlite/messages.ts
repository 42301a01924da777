import type { Batch, Source, Taken } from '../../jobs/index.ts';

/** What passes between the main thread and the one thread that writes. */

export type SqlValue = string | number | bigint | null | Uint8Array;

export interface QueryResult {
  readonly rows: Record<string, unknown>[];
  readonly changes: number;
}

export interface OrgBatch {
  readonly orgId: string;
  readonly batch: Batch;
}

export interface WriterTasks {
  /** Runs one statement. */
  query: Task<{ readonly sql: string; readonly parameters: readonly SqlValue[] }, QueryResult>;
  /** Ends a transaction of statements that failed. */
  rollback: Task<undefined, undefined>;
  /** Takes batches of job events in one transaction, and counts for each. */
  takeBatches: Task<readonly OrgBatch[], Taken[]>;
  writeSource: Task<{ readonly orgId: string; readonly source: Source }, undefined>;
}

interface Task<I, O> {
  readonly input: I;
  readonly output: O;
}

export type TaskName = keyof WriterTasks;

export type WriterRequest = {
  [N in TaskName]: { readonly id: number; readonly task: N; readonly input: WriterTasks[N]['input'] };
}[TaskName];

export type WriterReply =
  | { readonly id: number; readonly output: unknown }
  | {
      readonly id: number;
      readonly error: { readonly message: string; readonly sqliteCode: number | undefined };
    };
