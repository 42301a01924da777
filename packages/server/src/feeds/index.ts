export type { Feed } from './feed.ts';
export { getFeed, listFeeds, removeFeed } from './feeds.ts';
export { pollDueFeeds, pollFeed } from './poll-feed.ts';
export { putFeed } from './put-feed.ts';
export type { FeedStore, FeedsContext } from './store.ts';
