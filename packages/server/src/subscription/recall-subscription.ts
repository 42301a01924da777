import { type SubscriptionSnapshot, snapshotAt } from './get-subscription.ts';
import type { SubscriptionContext } from './store.ts';

/** What the subscription that an organization has now was like before. */
export interface SubscriptionPast {
  /** Since when it is what it is; null where there is none. What another was like before is not told. */
  readonly changedAt: number | null;
  at(ms: number): SubscriptionSnapshot;
}

export async function recallSubscription(
  { store }: SubscriptionContext,
  orgId: string,
): Promise<SubscriptionPast> {
  const record = await store.find(orgId);
  return { changedAt: record?.updatedAt ?? null, at: (ms) => snapshotAt(record, orgId, ms) };
}
