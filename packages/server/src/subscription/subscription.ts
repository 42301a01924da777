import type { Subscription, SubscriptionTerm } from '@platen/contract';

/** What the operator said of an organization's subscription. Dates are YYYY-MM-DD on the wall of `timeZone`. */
export interface SubscriptionRecord {
  readonly orgId: string;
  readonly plan: string;
  readonly startDate: string;
  /** The last day; null when it has no end. */
  readonly endDate: string | null;
  readonly timeZone: string;
  readonly autoRenews: boolean;
  readonly term: SubscriptionTerm;
  readonly trial: boolean;
  /** Days after the last one on which it still works. */
  readonly graceDays: number;
  readonly entitlements: readonly Entitlement[];
  readonly updatedAt: number;
}

export type Entitlement = Readonly<Subscription['entitlements'][number]>;
