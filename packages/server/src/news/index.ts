export type { NewsContext, NewsItem, NewsStore } from './store.ts';
export { subscribe } from './subscribe.ts';
export { isSubscriberId, type Subscriber } from './subscriber.ts';
export { channelOf, subscriberChannels } from './subscriber-channels.ts';
export { countSubscribers, listSubscribers, removeSubscriber } from './subscribers.ts';
export { confirmSubscriber, forgetUnconfirmed, unsubscribe } from './subscription-links.ts';
export { noteNews, tellNews } from './tell-news.ts';
