import type { AccessStore, IdempotencyStore } from '../access/index.ts';
import type { AlertStore } from '../alerts/index.ts';
import type { CalendarStore } from '../calendar/index.ts';
import type { FeedStore } from '../feeds/index.ts';
import type { JobStore } from '../jobs/index.ts';
import type { NewsStore } from '../news/index.ts';
import type { PeopleStore } from '../people/index.ts';
import type { StatusStore } from '../status/index.ts';
import type { SubscriptionStore } from '../subscription/index.ts';
import type { Ledger } from './ledger/audited.ts';

/** All stores, on one engine. Disposing of it finishes what was begun and closes the database. */
export interface Storage extends AsyncDisposable {
  readonly access: AccessStore;
  readonly idempotency: IdempotencyStore;
  readonly status: StatusStore;
  readonly feeds: FeedStore;
  readonly alerts: AlertStore;
  readonly news: NewsStore;
  readonly people: PeopleStore;
  readonly subscription: SubscriptionStore;
  readonly calendar: CalendarStore;
  readonly jobs: JobStore;
  /**
   * What the meter has to do from time to time, besides what it is asked; null where it has nothing. Answers whether
   * nothing is left to do for now.
   */
  readonly settle: (() => Promise<boolean>) | null;
  /**
   * To be called by who serves it: from now on it has data of its own, and nothing else may be copied to it.
   *
   * @throws UnfinishedCopyError
   */
  readonly beginServing: () => Promise<void>;
  /** Whether the database can be asked; false while one over the network does not answer. */
  readonly isReachable: () => boolean;
  /** Runs `work` when no other server on the database runs work of that name, and keeps them waiting until it is done. */
  readonly alone: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

/** A meter that is not on the engine of the ledger, and what it notes there. */
export type OpenMeter = (
  ledger: Ledger,
  alone: Storage['alone'],
) => Promise<Pick<Storage, 'jobs' | 'settle' | 'isReachable'> & AsyncDisposable>;
