export { getSubscription, type SubscriptionSnapshot } from './get-subscription.ts';
export { putSubscription } from './put-subscription.ts';
export { recallSubscription } from './recall-subscription.ts';
export type { SubscriptionContext, SubscriptionStore } from './store.ts';
export type { Entitlement, SubscriptionRecord } from './subscription.ts';
