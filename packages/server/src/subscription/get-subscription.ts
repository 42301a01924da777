import type { Subscription } from '@platen/contract';
import type { SubscriptionContext } from './store.ts';
import { assess, type SubscriptionRecord, validUntil } from './subscription.ts';

export interface SubscriptionSnapshot {
  readonly body: Subscription;
  /** The instant from which the clock alone makes the body another; null when only a change of the data can. */
  readonly validUntil: number | null;
}

/** The organization's subscription as of now; state `none` when nothing is known of one. */
export async function getSubscription(
  { store, clock }: SubscriptionContext,
  orgId: string,
): Promise<SubscriptionSnapshot> {
  return snapshotAt(await store.find(orgId), orgId, clock.now());
}

export function snapshotAt(
  record: SubscriptionRecord | undefined,
  orgId: string,
  now: number,
): SubscriptionSnapshot {
  return { body: assess(record, orgId, now), validUntil: validUntil(record, now) };
}
