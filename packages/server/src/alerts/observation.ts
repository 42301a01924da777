import type { AlertSeverity, JobType } from '@platen/contract';

/** A figure that tells why, such as `Cancelled in the last hour`: `41`. Both are for people, on one line. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/**
 * `unclear`: past its limit no more, but not by as much as it takes to be well again; it stays what it was. `unknown`:
 * nobody can say.
 */
export type Verdict = 'bad' | 'unclear' | 'well' | 'unknown';

/** What a rule says of one of its subjects at one moment. */
export interface Observation {
  /** What it is about, within the rule: two observations of one subject are about the same alert. */
  readonly subject: string;
  readonly verdict: Verdict;
  readonly severity: AlertSeverity;
  /** A line of at most 120 characters, such as `Partial Outage in eu`. */
  readonly title: string;
  /** One sentence in English. */
  readonly sentence: string;
  readonly facts: readonly Fact[];
  /** Alerts of one thread are one matter to whoever is told: one ticket, one chain of mails. */
  readonly thread: string;
  /** What it says anew: while this is the same, nobody who was told is told again. */
  readonly news: string;
  /** Whether acknowledging it means that it is taken care of, so that no more news of it is told. */
  readonly handledOnceAcknowledged: boolean;
  /** What kinds of jobs it is about; empty when that is not said. */
  readonly jobTypes: readonly JobType[];
}
