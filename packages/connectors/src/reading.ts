import type { JobEvent, JobType, SourceOutcome } from '@platen/contract';

/**
 * A connector reads the log of one print system as job events. It knows neither files nor network: whoever calls it
 * hands in bytes and sends the events on.
 */
export interface Connector {
  readonly name: string;
  /** What it reads, for a person. */
  readonly title: string;
  /** What a source of this kind can see, as `PUT …/sources/{source}` declares it. */
  readonly coverage: { readonly types: readonly JobType[]; readonly outcomes: readonly SourceOutcome[] };
  /** What nobody should conclude from its numbers: one sentence. */
  readonly caveat: string;
  readonly options: readonly ConnectorOption[];
  /** Throws a `Refusal` that names the option and the fix when an option is missing, unknown or wrong. */
  open(options: Readonly<Record<string, string>>): Read;
}

export interface ConnectorOption {
  readonly name: string;
  readonly description: string;
  readonly example: string;
  /** What is taken when the option is left out; an option without a default is required. */
  readonly default?: string;
}

/**
 * Reads one file or feed, in the order in which it was written. How the bytes are cut into chunks makes no difference,
 * and memory does not grow with the length of the file. Throws a `Refusal` when the whole is something else than
 * what the connector reads; a single bad line is handed out as `Unreadable`, and reading goes on.
 */
export type Read = (bytes: AsyncIterable<Uint8Array>) => AsyncGenerator<Reading, void, undefined>;

export type Reading = ReadJob | ReadFault;

export interface ReadJob {
  readonly event: JobEvent;
  /** The line, from 1, that told the last of it. */
  readonly line: number;
  /** Bytes of the source read when the event was handed out. */
  readonly bytesRead: number;
}

export interface ReadFault {
  readonly unreadable: Unreadable;
}

/** A line that was passed over. */
export interface Unreadable {
  /** From 1. */
  readonly line: number;
  /** The beginning of the line. It may hold names and titles: it is for the eyes of whoever reads the file. */
  readonly text: string;
  readonly reason: string;
  readonly fix: string;
}

/** What is wrong with a line, before it is known which line it is. */
export interface Complaint {
  readonly reason: string;
  readonly fix: string;
}

/** The same largest amount as the contract's: more pages than that in one job are a mistake of the log. */
export const maxAmount = 10_000_000;
