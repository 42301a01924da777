import { getFeed, listFeeds, pollFeed, putFeed, removeFeed } from '../../feeds/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { pageBody, pageRequest } from '../paging.ts';

/** The operator's side of the feeds: status pages of others, read into components, incidents and maintenance. */
export function bindFeeds(bind: Bind, { feeds }: Edge): void {
  bind('listFeeds', async ({ query }) => pageBody(await listFeeds(feeds, pageRequest(query))));
  bind('getFeed', ({ params }) => getFeed(feeds, params.feed_id));
  bind('putFeed', ({ actor, params, body }) => putFeed(feeds, actor, params.feed_id, body));
  bind('removeFeed', ({ actor, params }) => removeFeed(feeds, actor, params.feed_id));
  bind('pollFeed', ({ params }) => pollFeed(feeds, params.feed_id));
}
