import type { Route } from '../route.ts';
import { Closed, Page, PageQuery, Slug } from '../schemas/primitives.ts';
import { Subscriber, SubscriberCounts } from '../schemas/subscriber.ts';
import { Id } from './parts.ts';

const regionParams = Closed({ region: Slug });
const subscriberParams = Closed({ region: Slug, subscriber_id: Id('The subscriber.') });

export const subscribersRoutes = {
  listSubscribers: {
    method: 'GET',
    path: '/v1/regions/{region}/subscribers',
    tag: 'Status',
    summary: 'List who subscribed to a status page',
    description: 'Oldest first. Addresses are personal data: this scope is for who has to see them.',
    scopes: ['operator:subscribers'],
    params: regionParams,
    query: PageQuery,
    status: 200,
    response: Page('SubscriberPage', Subscriber),
    problems: ['not_found'],
  },
  countSubscribers: {
    method: 'GET',
    path: '/v1/regions/{region}/subscriber-count',
    tag: 'Status',
    summary: 'How many subscribed to a status page',
    scopes: ['operator:subscribers', 'operator:status'],
    params: regionParams,
    status: 200,
    response: SubscriberCounts,
    problems: ['not_found'],
  },
  removeSubscriber: {
    method: 'DELETE',
    path: '/v1/regions/{region}/subscribers/{subscriber_id}',
    tag: 'Status',
    summary: 'Remove a subscriber',
    description: 'The address is forgotten, with what was still to be sent to it. It may subscribe again.',
    scopes: ['operator:subscribers'],
    params: subscriberParams,
    status: 200,
    response: Subscriber,
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
