import type { JobType } from '@platen/contract';
import type { AuditEntry } from '../access/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { Amounts, Histograms } from './contribution.ts';
import type { StoredJob } from './job.ts';
import type { Declaration, Source } from './source.ts';

/** What became of the events of a batch that were taken. */
export interface IngestCounts {
  readonly accepted: number;
  readonly updated: number;
  readonly unchanged: number;
}

export interface Taken extends IngestCounts {
  /** The events that were not taken, since their jobs are from before the floor: their places in the batch. */
  readonly tooOld: readonly number[];
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

export type CountRow = PartKey & Amounts & Histograms;

/** From when on jobs, and the counts of jobs, are kept: instants at which a slot begins. 0: nothing was ever dropped. */
export interface Floors {
  readonly jobs: number;
  /** Not after that of the jobs. */
  readonly counts: number;
}

/** How much is kept, and the dropping of what is older. */
export interface RetentionStore {
  floors(): Promise<Floors & { readonly raisedAt: number }>;
  /**
   * Raises both to these, or leaves them where they are higher: they never go back. What is dropped is told by its
   * key alone, so from the commit on no server takes an event of an older job.
   */
  raiseFloors(floors: Floors, at: number): Promise<void>;
  /** False when another has it. */
  claimDropping(nowMs: number, leaseUntil: number): Promise<boolean>;
  endDropping(leaseUntil: number): Promise<void>;

  /**
   * The last instant of what would be dropped next: the oldest job's and the oldest slot's, or where only whole months
   * can be dropped, the oldest month's. Null where there is nothing.
   */
  nextToDrop(): Promise<{ readonly jobs: number | null; readonly counts: number | null }>;
  /** Drops about as many jobs as that, at least one where there are any, and answers how many. The counts stay. */
  forgetJobs(before: number, most: number): Promise<number>;
  forgetCounts(before: number, most: number): Promise<number>;
}

/** What the jobs room needs of the meter. */
export interface JobStore extends RetentionStore {
  /** A number raised by every change to the organization's counts or sources, a source being heard included, and by floors. */
  jobsRevision(orgId: string): number;

  /**
   * Takes the events one after another, in one transaction that is on disk when the promise resolves: an event of an
   * unknown job is inserted (`accepted`); one that `supersedes` the row of its job replaces it (`updated`); any other
   * is `unchanged`. The counts change by what a `Tally` of the replaced rows says, and every source of the batch
   * becomes what `heard` makes of its sign (`signsOf`). Events from before the floor are left out.
   */
  ingest(orgId: string, batch: Batch): Promise<Taken>;

  /** The rows of each query, in no order, all from one snapshot. Parts without jobs have no row. */
  readMeter(orgId: string, queries: readonly MeterQuery[]): Promise<readonly (readonly CountRow[])[]>;

  /** All of them, retired ones too, by name. */
  listSources(orgId: string): Promise<readonly Source[]>;
  /** Sets what the source declares, makes it if it is new, and brings it back if it was retired. */
  declareSource(orgId: string, source: string, declaration: Declaration): Promise<Source>;
  /** Undefined when there is no such source. One that is retired already keeps its date. */
  retireSource(orgId: string, source: string, at: number): Promise<Source | undefined>;
}

/** For how many days jobs, and the counts of jobs, are kept at least. */
export interface Keep {
  readonly jobsDays: number;
  /** Not fewer. */
  readonly countsDays: number;
}

/** What every verb of the room lives on. */
export interface JobsContext {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly keep: Keep;
}

/** What declaring and retiring sources need besides: the audit log, which is in the other store. */
export interface SourcesContext extends JobsContext {
  readonly audit: (entry: AuditEntry) => Promise<void>;
}
