import { subscriberKinds } from '@platen/contract';
import type { Delivery } from '../alerts/index.ts';
import { newId } from '../kit/ids.ts';
import { dayMs } from '../kit/instant.ts';
import { getRegionNews, type RegionNews } from '../status/index.ts';
import type { NewsContext, NewsItem } from './store.ts';
import { deliveryTo, linksOf } from './subscribe.ts';
import { orgIdOf, type Subscriber } from './subscriber.ts';
import type { Told, ToSubscriber } from './to-subscriber.ts';

/** What is older when it is first heard of is history, as of a feed that is read for the first time. */
const newsForMs = dayMs;
/** How many subscribers are thought of in one step. */
const atOnce = 100;
/** Of one region: readers are queued as fast as they are told, so that the outbox stays small. */
const mostDue = 1_000;

/** Notes what is new of a region. Answers the instant from which the clock alone may have made more. */
export async function noteNews({ store, status, clock }: NewsContext, regionId: string): Promise<number> {
  const now = clock.now();
  const told = await getRegionNews(status, regionId, now - newsForMs);
  if (!told) return Number.POSITIVE_INFINITY;
  const { region, isPublic, news, validUntil } = told;
  const items = news
    .toSorted((a, b) => a.at - b.at)
    .map((each) => ({ id: newId('nws', now), region, news: each, notedAt: now, after: null }));
  if (items.length > 0) await store.note(items, !isPublic);
  return validUntil;
}

/** Takes the oldest news of each region one step further, where there is room for it. False when there was nothing to do. */
export async function tellNews(news: NewsContext): Promise<boolean> {
  const { store, clock } = news;
  let isDone = false;
  for (const item of await store.listUntold()) {
    const orgIds = subscriberKinds.map((kind) => orgIdOf(item.region.id, kind));
    if ((await store.countDue(orgIds, clock.now(), mostDue)) >= mostDue) continue;
    const readers = await store.listReaders(item, atOnce);
    const deliveries = readers
      .filter((reader) => concerns(item.news, reader))
      .map((reader) => deliveryOf(news, item, reader));
    const after = readers.at(-1)?.id ?? item.after;
    await store.tell(item, { after, isTold: readers.length < atOnce }, deliveries);
    isDone = true;
  }
  return isDone;
}

/** What is about no component in particular is about all of them. */
function concerns({ components }: RegionNews, { componentIds }: Subscriber): boolean {
  return (
    components.length === 0 ||
    componentIds.length === 0 ||
    components.some(({ id }) => componentIds.includes(id))
  );
}

function deliveryOf(
  { clock, pageUrl }: NewsContext,
  { region, news }: NewsItem,
  reader: Subscriber,
): Delivery<ToSubscriber> {
  const now = clock.now();
  const { kind, id: subjectId } = news.subject;
  const page = pageUrl(region.id);
  const notice: Told = {
    id: newId('dlv', now),
    kind: 'news',
    sequence: news.number,
    at: now,
    region,
    url: `${page}/${kind === 'maintenance' ? 'maintenance' : 'incidents'}/${encodeURIComponent(subjectId)}`,
    unsubscribeUrl: linksOf(page, reader.token).unsubscribeUrl,
    news,
  };
  return deliveryTo(reader, `${reader.id} ${subjectId}`, notice);
}
