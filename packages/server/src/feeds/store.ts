import type { AuditEntry } from '../access/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { PageRequest } from '../kit/page.ts';
import type { Incident, Maintenance, Report, StatusContext } from '../status/index.ts';
import type { Feed } from './feed.ts';

/** What a poll changes of a feed. */
export type PollOutcome = Pick<
  Feed,
  'etag' | 'lastModified' | 'nextPollAt' | 'lastPolledAt' | 'lastHeardAt' | 'failures' | 'trouble'
>;

/** What the room needs of the ledger. Lists return up to `limit + 1` rows, so that `pageOf` knows of a next page. */
export interface FeedStore {
  findFeed(id: string): Promise<Feed | undefined>;
  /** By id, ascending. */
  listFeeds(page: PageRequest): Promise<Feed[]>;
  /** Inserts it, or replaces all but its `createdAt`. */
  saveFeed(feed: Feed, audit: AuditEntry): Promise<void>;
  removeFeed(id: string, audit: AuditEntry): Promise<void>;

  /**
   * Takes those that are due and that nobody polls, at most `limit` of them, so that nobody else polls them until
   * `leaseUntil`. Of several callers at once each feed goes to one.
   */
  claimDueFeeds(nowMs: number, leaseUntil: number, limit: number): Promise<Feed[]>;
  /** The same for one feed, due or not; undefined when there is none or somebody polls it. */
  claimFeed(id: string, nowMs: number, leaseUntil: number): Promise<Feed | undefined>;
  /**
   * Writes how a poll went and gives the feed back. False, with nothing written, when the claim was lost meanwhile: the
   * feed was changed or removed, or the lease ran out. It is not audited: what the poll changed was.
   */
  finishPoll(claimed: Feed, outcome: PollOutcome): Promise<boolean>;

  /** The newest report of a source on each component, unless it was taken back. */
  listReports(source: string): Promise<Report[]>;
  /**
   * Notes why a source is not heard any more. It is not audited: it changes no status, only why it is Unknown once it is
   * stale.
   */
  troubleReport(report: Report, trouble: string): Promise<void>;
  /** Those of a feed that are not over, and those that it has under these ids. */
  listIncidents(feedId: string, externalIds: readonly string[]): Promise<Incident[]>;
  /** Those of a feed that are neither cancelled nor over, and those that it has under these ids. */
  listMaintenance(feedId: string, externalIds: readonly string[], nowMs: number): Promise<Maintenance[]>;
}

/** What was asked of a feed: all of it, or only if it is no longer as told by `etag` and `lastModified`. */
export interface FeedRequest {
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export type FeedAnswer =
  | {
      readonly kind: 'ok';
      readonly text: string;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  | { readonly kind: 'not_modified' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs: number | null }
  /** We are about to stop and did not wait for it. */
  | { readonly kind: 'stopped' };

/** What every verb of the room lives on. */
export interface FeedsContext {
  readonly store: FeedStore;
  readonly status: StatusContext;
  readonly clock: Clock;
  /** Asks for a feed; it is bounded in time and does not throw. */
  fetch(request: FeedRequest): Promise<FeedAnswer>;
  /** From 0 to 1. */
  random(): number;
}
