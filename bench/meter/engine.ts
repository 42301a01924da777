import type { Month } from './month.ts';

/** An engine that is ready to make databases. */
export interface Engine extends AsyncDisposable {
  readonly name: string;
  readonly version: string;
  /** Events of a batch, as they come to this engine. */
  readonly batchSize: number;
  /** Jobs of the largest month that it is given. */
  readonly mostJobs: { readonly usual: number; readonly large: number };
  /** An empty database, which is gone when this is disposed of. */
  place(): Promise<Place>;
}

/** Where a meter is. */
export interface Place extends AsyncDisposable {
  /** A folder of its own, for Platen and, where it is embedded, the database. */
  readonly folder: string;
  /** What Platen is told so that it uses this database. */
  readonly settings: Readonly<Record<string, string>>;
  /** Processor time of the database's own processes so far, in seconds; one that is embedded has none. */
  cpuSeconds(): number;
  /** How many jobs there are, and the bytes that they and their counts take with all indexes. */
  sizes(): Promise<Sizes>;
  /**
   * Fills 30 days of an organization evenly with jobs, and counts them, by statements of the database alone: what ingest
   * would have made of them, in a fraction of the time.
   */
  fillMonth(month: Month): Promise<void>;
  /** Adds up the jobs themselves, by hour, type and source. */
  addUp(month: Month): Promise<Sums>;
}

export interface Sizes {
  readonly jobs: number;
  readonly eventBytes: number;
  readonly countBytes: number;
}

/** Of all hours together. */
export interface Sums {
  readonly submitted: number;
  readonly completed: number;
  readonly pages: number;
}
