/** An engine that is ready to make databases. */
export interface Engine extends AsyncDisposable {
  readonly name: string;
  readonly version: string;
  /** Events of a batch, as they come to this engine. */
  readonly batchSize: number;
  /** What to select the column `i` from, the whole numbers of a range. */
  numbers(first: number, last: number): string;
  /** An empty database, which is gone when this is disposed of. */
  place(): Promise<Place>;
}

export type Rows = Record<string, unknown>[];

/** Where a meter is. */
export interface Place extends AsyncDisposable {
  /** A folder of its own, for Platen and, where it is embedded, the database. */
  readonly folder: string;
  /** What Platen is told so that it uses this database. */
  readonly settings: Readonly<Record<string, string>>;
  /** Processor time of the database's own processes so far, in seconds; one that is embedded has none. */
  cpuSeconds(): number;
  /** Bytes of these tables together with their indexes. */
  bytesOf(...tables: string[]): Promise<number>;
  /** Runs statements in one session, one after the other, and tells the rows of the last. */
  run(...statements: string[]): Promise<Rows>;
}
