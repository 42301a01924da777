import type { JobType } from '@platen/contract';
import type { AuditEntry } from '../access/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { Amounts, TimingMetric } from './contribution.ts';
import type { StoredJob } from './job.ts';
import type { Declaration, Source } from './source.ts';

/** What became of the events of a batch; together they are all of them. */
export interface IngestCounts {
  readonly accepted: number;
  readonly updated: number;
  readonly unchanged: number;
}

export interface Batch {
  /** In the order they came; one job may be told of several times. */
  readonly jobs: readonly StoredJob[];
  readonly receivedAt: number;
  /** A source that is heard by this batch though it may have no event in it. */
  readonly heardFrom: string | null;
}

/** Which counts to sum up. */
export interface MeterQuery {
  /**
   * Ascending starts of slots, two at least. They cut the window into parts: part `i` is the slots from
   * `boundaries[i]` up to but not including `boundaries[i + 1]`.
   */
  readonly boundaries: readonly number[];
  readonly types: readonly JobType[];
  /** `source`: rows are summed over devices, and their `device` is null. `device`: a row for each device of each source. */
  readonly by: 'source' | 'device';
}

export interface PartKey {
  readonly part: number;
  readonly type: JobType;
  readonly source: string;
  readonly device: string | null;
}

export type CountRow = PartKey & Amounts;

export interface TimingRow extends PartKey {
  readonly metric: TimingMetric;
  readonly bucket: number;
  readonly n: number;
}

/** Parts without jobs have no row. Rows are in no order. */
export interface MeterRows {
  readonly counts: readonly CountRow[];
  readonly timings: readonly TimingRow[];
}

/** What the jobs room needs of the meter. */
export interface JobStore {
  /** A number raised by every change to the organization's counts or sources, a source being heard included. */
  jobsRevision(orgId: string): number;

  /**
   * Takes the events one after another, in one transaction that is on disk when the promise resolves: an event of an
   * unknown job is inserted (`accepted`); one that `supersedes` the row of its job replaces it (`updated`); any other
   * is `unchanged`. The counts change by what a `Tally` of the replaced rows says, and every source of the batch
   * becomes what `heard` makes of its sign (`signsOf`).
   */
  ingest(orgId: string, batch: Batch): Promise<IngestCounts>;

  /** The rows of each query, all from one snapshot. */
  readMeter(orgId: string, queries: readonly MeterQuery[]): Promise<readonly MeterRows[]>;

  /** All of them, retired ones too, by name. */
  listSources(orgId: string): Promise<readonly Source[]>;
  /** Sets what the source declares, makes it if it is new, and brings it back if it was retired. */
  declareSource(orgId: string, source: string, declaration: Declaration): Promise<Source>;
  /** Undefined when there is no such source. One that is retired already keeps its date. */
  retireSource(orgId: string, source: string, at: number): Promise<Source | undefined>;
}

/** What every verb of the room lives on. */
export interface JobsContext {
  readonly store: JobStore;
  readonly clock: Clock;
}

/** What declaring and retiring sources need besides: the audit log, which is in the other store. */
export interface SourcesContext extends JobsContext {
  readonly audit: (entry: AuditEntry) => Promise<void>;
}
