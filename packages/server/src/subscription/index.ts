export type { SubscriptionContext, SubscriptionStore } from './store.ts';
export type { Entitlement, SubscriptionRecord } from './subscription.ts';
