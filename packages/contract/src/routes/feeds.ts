import type { Route } from '../route.ts';
import * as feed from '../schemas/feed.ts';
import { Closed, Page, PageQuery, Slug } from '../schemas/primitives.ts';

const feedParams = Closed({ feed_id: Slug });

export const feedsRoutes = {
  listFeeds: {
    method: 'GET',
    path: '/v1/feeds',
    tag: 'Status',
    summary: 'List the status feeds that are read',
    scopes: ['operator:status'],
    query: PageQuery,
    status: 200,
    response: Page('FeedPage', feed.Feed),
    problems: [],
  },
  getFeed: {
    method: 'GET',
    path: '/v1/feeds/{feed_id}',
    tag: 'Status',
    summary: 'One feed',
    scopes: ['operator:status'],
    params: feedParams,
    status: 200,
    response: feed.Feed,
    problems: ['not_found'],
  },
  pollFeed: {
    method: 'POST',
    path: '/v1/feeds/{feed_id}/poll',
    tag: 'Status',
    summary: 'Read a feed now',
    description: '`trouble` of the answer tells how it went.',
    scopes: ['operator:status'],
    params: feedParams,
    status: 200,
    response: feed.Feed,
    problems: ['not_found', 'conflict'],
  },
  putFeed: {
    method: 'PUT',
    path: '/v1/feeds/{feed_id}',
    tag: 'Status',
    summary: 'Read a status feed, or change how',
    description:
      'The components mapped take their status from it; its incidents and maintenance become those of the regions. It is read at once, and then every `interval_seconds`.',
    scopes: ['operator:status'],
    params: feedParams,
    body: feed.FeedPut,
    status: 200,
    response: feed.Feed,
    problems: [],
  },
  removeFeed: {
    method: 'DELETE',
    path: '/v1/feeds/{feed_id}',
    tag: 'Status',
    summary: 'Read a feed no longer',
    description:
      'What it said of components is taken back, its incidents are resolved and its maintenance ends.',
    scopes: ['operator:status'],
    params: feedParams,
    status: 200,
    response: feed.Feed,
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
