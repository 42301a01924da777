import type { Kysely } from 'kysely';
import type { Revisions } from '../revisions.ts';
import type { Storage } from '../storage.ts';
import { ledgerAccessStore } from './access-store.ts';
import { ledgerAlertStore } from './alert-store.ts';
import { beginServing } from './begin-serving.ts';
import { ledgerCalendarStore } from './calendar-store.ts';
import { ledgerFeedStore } from './feed-store.ts';
import { ledgerIdempotencyStore } from './idempotency-store.ts';
import { ledgerNewsStore } from './news-store.ts';
import { ledgerPeopleStore } from './people-store.ts';
import { ledgerStatusStore } from './status-store.ts';
import { ledgerSubscriptionStore } from './subscription-store.ts';
import type { LedgerTables } from './tables.ts';

type LedgerStores = Pick<
  Storage,
  | 'access'
  | 'idempotency'
  | 'status'
  | 'feeds'
  | 'alerts'
  | 'news'
  | 'people'
  | 'subscription'
  | 'calendar'
  | 'beginServing'
>;

/** The stores of the ledger, which are the same on every engine. */
export function ledgerStores(db: Kysely<LedgerTables>, revisions: Revisions): LedgerStores {
  return {
    access: ledgerAccessStore(db, revisions),
    idempotency: ledgerIdempotencyStore(db),
    status: ledgerStatusStore(db, revisions),
    feeds: ledgerFeedStore(db, revisions),
    alerts: ledgerAlertStore(db, revisions),
    news: ledgerNewsStore(db, revisions),
    people: ledgerPeopleStore(db, revisions),
    subscription: ledgerSubscriptionStore(db, revisions),
    calendar: ledgerCalendarStore(db, revisions),
    beginServing: () => beginServing(db),
  };
}
