import type { SubscriberKind } from '@platen/contract';
import type { ChannelKind, ChannelRecord } from '../alerts/index.ts';
import { orgIdOf, type Subscriber } from './subscriber.ts';
import { subscriberEmail } from './subscriber-email.ts';
import { subscriberWebhook } from './subscriber-webhook.ts';

const kinds: Readonly<Record<SubscriberKind, ChannelKind<never, never>>> = {
  email: subscriberEmail,
  webhook: subscriberWebhook,
};

/** What subscribers are told by, by the names that `channelOf` gives. */
export const subscriberChannels: ReadonlyMap<string, ChannelKind<never, never>> = new Map(
  Object.values(kinds).map((kind) => [kind.kind, kind]),
);

/** A subscriber as a channel that the dispatcher sends by. */
export function channelOf(subscriber: Subscriber): ChannelRecord {
  const { id, region, kind, address, sealed, trouble, createdAt, confirmedAt } = subscriber;
  return {
    id,
    orgId: orgIdOf(region, kind),
    kind: kinds[kind].kind,
    name: '',
    enabled: true,
    config: kind === 'email' ? { to: [address] } : {},
    sealedSecrets: sealed,
    reopenMs: 0,
    trouble,
    createdAt,
    updatedAt: confirmedAt ?? createdAt,
  };
}
