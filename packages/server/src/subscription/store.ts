import type { AuditEntry } from '../access/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { SubscriptionRecord } from './subscription.ts';

/** What the subscription room needs of the ledger: one record an organization. */
export interface SubscriptionStore {
  /** A number raised by every change to the organization's subscription. */
  revision(orgId: string): number;
  find(orgId: string): Promise<SubscriptionRecord | undefined>;
  /** Inserts or replaces the record. */
  save(record: SubscriptionRecord, audit: AuditEntry): Promise<void>;
}

/** What every verb of the room lives on. */
export interface SubscriptionContext {
  readonly store: SubscriptionStore;
  readonly clock: Clock;
}
