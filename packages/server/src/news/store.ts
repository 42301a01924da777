import type { SubscriberCounts } from '@platen/contract';
import type { AuditEntry } from '../access/index.ts';
import type { Delivery, Vault } from '../alerts/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { PageRequest } from '../kit/page.ts';
import type { RegionNews, StatusContext } from '../status/index.ts';
import type { Subscriber } from './subscriber.ts';
import type { ToSubscriber } from './to-subscriber.ts';

/** News of a region, on its way to all who are to be told. */
export interface NewsItem {
  readonly id: string;
  readonly region: { readonly id: string; readonly name: string };
  readonly news: RegionNews;
  readonly notedAt: number;
  /** The last subscriber that was thought of; null before the first. */
  readonly after: string | null;
}

/**
 * What the news room needs of the ledger. What people do about themselves is not audited: the log would keep what they
 * want to be forgotten. Removing a subscriber removes what was still to be sent to it.
 */
export interface NewsStore {
  /** With the invitation to confirm. */
  add(subscriber: Subscriber, invitation: Delivery<ToSubscriber>): Promise<void>;
  /** Of these addresses, how many are kept that came `since`. */
  countOf(digest: string, since: number): Promise<number>;
  count(region: string): Promise<SubscriberCounts>;
  /** False when there is no such one, or it was created before `since`. Any other of its address is replaced by it. */
  confirm(region: string, token: string, nowMs: number, since: number): Promise<boolean>;
  unsubscribe(region: string, token: string): Promise<void>;
  find(region: string, id: string): Promise<Subscriber | undefined>;
  /** By id, ascending. Up to `limit + 1`. */
  list(region: string, page: PageRequest): Promise<Subscriber[]>;
  /** False, with nothing audited, when there is none. */
  remove(region: string, id: string, audit: AuditEntry): Promise<boolean>;
  /** Those that were created before, and never confirmed. */
  forgetUnconfirmed(before: number): Promise<void>;

  /** Notes what is not known yet. `isTold`: nobody is to be told of it. */
  note(items: readonly NewsItem[], isTold: boolean): Promise<void>;
  /** The oldest of each region that not all were told of yet. */
  listUntold(): Promise<NewsItem[]>;
  /** Who is to be thought of next, by id: those of the region that were confirmed before it was noted. */
  listReaders(item: NewsItem, limit: number): Promise<Subscriber[]>;
  /** Queues deliveries and notes how far it has come, together. False, with nothing written, when another has. */
  tell(item: NewsItem, progress: Progress, deliveries: readonly Delivery<ToSubscriber>[]): Promise<boolean>;
  /** How many deliveries of these may be tried now, counted up to `most`. */
  countDue(orgIds: readonly string[], nowMs: number, most: number): Promise<number>;
}

export interface Progress {
  /** The last subscriber that was thought of; null: there was none. */
  readonly after: string | null;
  /** There are no more. */
  readonly isTold: boolean;
}

/** What every verb of the room lives on. */
export interface NewsContext {
  readonly store: NewsStore;
  readonly status: StatusContext;
  readonly clock: Clock;
  /** Undefined: nothing can be sealed here, and there are no webhooks. */
  readonly vault: Vault | undefined;
  /** Whether this deployment has a way to send mail. */
  readonly canMail: boolean;
  /** The public page of a region: absolute, without a slash at the end. */
  pageUrl(region: string): string;
}
