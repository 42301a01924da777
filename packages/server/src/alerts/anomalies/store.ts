import type { AnomalyKind, JobType } from '@platen/contract';
import type { AuditEntry } from '../../access/index.ts';
import type { PageRequest } from '../../kit/page.ts';
import type { Anomaly, Feedback } from './anomaly.ts';

/** An organization whose series are being advanced, by nobody else until the lease ends. */
export interface SeriesTurn {
  readonly orgId: string;
  readonly leaseUntil: number;
  /** What was noted the last time, as JSON; `null` the first time. */
  readonly notes: string | null;
}

export interface StoredSeries {
  /** As `keyText` writes it. */
  readonly series: string;
  /** Where the last slot ended that was looked at. */
  readonly until: number;
  /** What is known of its counts, and of the shares of them that are given up or fail, as JSON. */
  readonly counts: string;
  readonly shares: string;
}

/** What a turn leaves behind, written in one transaction. */
export interface FinishedTurn {
  readonly turn: SeriesTurn;
  /** When to come again. */
  readonly dueAt: number;
  readonly notes: string;
  /** New ones, and known ones that have changed. */
  readonly series: readonly StoredSeries[];
  /** Those that are watched no more. */
  readonly dropped: readonly string[];
  /** New ones, and known ones that have changed; what people say of them stays as it is stored. */
  readonly anomalies: readonly Anomaly[];
}

export interface AnomalyFilter {
  readonly open?: boolean;
  readonly kinds?: readonly AnomalyKind[];
  readonly jobTypes?: readonly JobType[];
}

/** An anomaly that goes on, and how far its series was judged. */
export interface OpenAnomaly {
  readonly anomaly: Anomaly;
  readonly judgedUntil: number | null;
}

/** What the series of jobs need of the ledger. */
export interface AnomalyStore {
  /** Takes organizations that are due and that nobody has; of several callers at once each goes to one. */
  claimDueTurns(nowMs: number, leaseUntil: number, limit: number): Promise<SeriesTurn[]>;
  listSeries(orgId: string): Promise<StoredSeries[]>;
  /** Those that go on, and those of which something was said that was not learned. */
  listUnsettled(orgId: string): Promise<Anomaly[]>;
  /**
   * Writes what has become of the series, gives the organization back, and makes it due for a look where an anomaly has
   * changed. False, with nothing written, when the lease was lost.
   */
  finishTurn(finished: FinishedTurn, nowMs: number): Promise<boolean>;

  findAnomaly(orgId: string, id: string): Promise<Anomaly | undefined>;
  /** Newest first. Up to `limit + 1`. */
  listAnomalies(orgId: string, page: PageRequest, filter?: AnomalyFilter): Promise<Anomaly[]>;
  /** Of several organizations, those that go on. */
  listOpen(orgIds: readonly string[]): Promise<OpenAnomaly[]>;
  /** Those that were open at any time from then on, oldest first. */
  listSince(orgId: string, from: number): Promise<Anomaly[]>;
  /** Notes what is said of it, and makes its organization due. False, with nothing written, when there is none. */
  giveFeedback(orgId: string, id: string, feedback: Feedback, audit: AuditEntry): Promise<boolean>;
}
