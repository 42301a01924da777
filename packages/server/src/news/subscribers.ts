import { Refusal, type Subscriber as SubscriberBody, type SubscriberCounts } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import type { NewsContext } from './store.ts';
import type { Subscriber } from './subscriber.ts';

/** Oldest first. */
export async function listSubscribers(
  news: NewsContext,
  region: string,
  page: PageRequest,
): Promise<PageOf<SubscriberBody>> {
  await refuseUnknownRegion(news, region);
  const subscribers = await news.store.list(region, page);
  return pageOf(subscribers.map(subscriberBody), page.limit, ({ id }) => id);
}

export async function countSubscribers(news: NewsContext, region: string): Promise<SubscriberCounts> {
  await refuseUnknownRegion(news, region);
  return news.store.count(region);
}

/** The audit log keeps that it was done, and no address. */
export async function removeSubscriber(
  { store, clock }: NewsContext,
  actor: Actor,
  region: string,
  id: string,
): Promise<SubscriberBody> {
  const known = await store.find(region, id);
  const change = { orgId: null, action: 'subscriber.removed', target: id, detail: { region } };
  if (known && (await store.remove(region, id, auditEntry(actor, clock.now(), change)))) {
    return subscriberBody(known);
  }
  throw new Refusal('not_found', `There is no subscriber ${id} of ${region}.`);
}

async function refuseUnknownRegion({ status }: NewsContext, id: string): Promise<void> {
  const [region] = await status.store.findRegions([id]);
  if (!region) throw new Refusal('not_found', `There is no region ${id}.`);
}

function subscriberBody(subscriber: Subscriber): SubscriberBody {
  const { confirmedAt } = subscriber;
  return {
    id: subscriber.id,
    region: subscriber.region,
    kind: subscriber.kind,
    address: subscriber.address,
    component_ids: [...subscriber.componentIds],
    confirmed_at: confirmedAt === null ? null : formatInstant(confirmedAt),
    trouble: subscriber.trouble,
    created_at: formatInstant(subscriber.createdAt),
  };
}
