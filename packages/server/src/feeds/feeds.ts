import { type Feed as FeedBody, Refusal } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { type Feed, feedBody } from './feed.ts';
import type { FeedsContext } from './store.ts';
import { takeBack } from './take-back.ts';

export async function listFeeds({ store }: FeedsContext, page: PageRequest): Promise<PageOf<FeedBody>> {
  const rows = await store.listFeeds(page);
  return pageOf(rows.map(feedBody), page.limit, (feed) => feed.id);
}

export async function getFeed(feeds: FeedsContext, id: string): Promise<FeedBody> {
  return feedBody(await findFeed(feeds, id));
}

/** Reads a feed no longer: what it said is taken back, its incidents are resolved and its maintenance ends. */
export async function removeFeed(feeds: FeedsContext, actor: Actor, id: string): Promise<FeedBody> {
  const feed = await findFeed(feeds, id);
  const audit = auditEntry(actor, feeds.clock.now(), {
    orgId: null,
    action: 'feed.removed',
    target: id,
    detail: { url: feed.url },
  });
  await feeds.store.removeFeed(id, audit);
  await takeBack(feeds, feed);
  return feedBody(feed);
}

/** Refuses with `not_found` when there is none. */
export async function findFeed({ store }: FeedsContext, id: string): Promise<Feed> {
  const feed = await store.findFeed(id);
  if (!feed) throw new Refusal('not_found', `There is no feed ${id}.`);
  return feed;
}
