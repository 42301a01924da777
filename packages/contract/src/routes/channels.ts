import type { Route } from '../route.ts';
import * as channel from '../schemas/channel.ts';
import * as delivery from '../schemas/delivery.ts';
import { Closed, OrgId, Page, PageQuery } from '../schemas/primitives.ts';
import { Id, orgParams } from './parts.ts';

const channelParams = Closed({ org_id: OrgId, channel_id: Id('The `id` of the channel.') });
const deliveryParams = Closed({ org_id: OrgId, delivery_id: Id('The `id` of the delivery.') });

const readers = ['alerts:read', 'org:admin'] as const;

export const channelsRoutes = {
  listChannels: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/channels',
    tag: 'Alerts',
    summary: 'List channels',
    scopes: readers,
    params: orgParams,
    query: PageQuery,
    status: 200,
    response: Page('ChannelPage', channel.Channel),
    problems: ['not_found'],
  },
  createChannel: {
    method: 'POST',
    path: '/v1/orgs/{org_id}/channels',
    tag: 'Alerts',
    summary: 'Add a channel',
    description:
      'What `config` holds, its kind says. An organization without routes tells every channel of every alert.',
    scopes: ['org:admin'],
    params: orgParams,
    body: channel.ChannelPut,
    status: 201,
    response: channel.Channel,
    problems: ['not_found', 'conflict'],
  },
  getChannel: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/channels/{channel_id}',
    tag: 'Alerts',
    summary: 'One channel',
    scopes: readers,
    params: channelParams,
    status: 200,
    response: channel.Channel,
    problems: ['not_found'],
  },
  putChannel: {
    method: 'PUT',
    path: '/v1/orgs/{org_id}/channels/{channel_id}',
    tag: 'Alerts',
    summary: 'Replace a channel',
    description:
      'Secrets that are left out stay as they are, as long as they are sent to where they were sent before: with another `url` they are sent anew. A channel that was switched off is back with `enabled`, and is sent what has waited for it.',
    scopes: ['org:admin'],
    params: channelParams,
    body: channel.ChannelPut,
    status: 200,
    response: channel.Channel,
    problems: ['not_found', 'conflict'],
  },
  testChannel: {
    method: 'POST',
    path: '/v1/orgs/{org_id}/channels/{channel_id}/test',
    tag: 'Alerts',
    summary: 'Send a test message, and see what the other side answers',
    description:
      'At once and once, also where the channel is switched off. What is sent is marked as a test; a ticket is opened and closed.',
    scopes: ['org:admin'],
    params: channelParams,
    status: 200,
    response: delivery.DeliveryWithAttempts,
    problems: ['not_found'],
  },
  removeChannel: {
    method: 'DELETE',
    path: '/v1/orgs/{org_id}/channels/{channel_id}',
    tag: 'Alerts',
    summary: 'Remove a channel',
    description:
      'What is still to be told there is not told. One that a route names is refused with `conflict`.',
    scopes: ['org:admin'],
    params: channelParams,
    status: 200,
    response: channel.Channel,
    problems: ['not_found', 'conflict'],
  },
  listDeliveries: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/deliveries',
    tag: 'Alerts',
    summary: 'List what was told, newest first',
    scopes: readers,
    params: orgParams,
    query: PageQuery,
    status: 200,
    response: Page('DeliveryPage', delivery.Delivery),
    problems: ['not_found'],
  },
  getDelivery: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/deliveries/{delivery_id}',
    tag: 'Alerts',
    summary: 'One delivery with each of its attempts',
    scopes: readers,
    params: deliveryParams,
    status: 200,
    response: delivery.DeliveryWithAttempts,
    problems: ['not_found'],
  },
  replayDelivery: {
    method: 'POST',
    path: '/v1/orgs/{org_id}/deliveries/{delivery_id}/replay',
    tag: 'Alerts',
    summary: 'Send a notice once more',
    description:
      'With the same content and the same idempotency key. What a ticket has gone on from is refused: it would be opened again.',
    scopes: ['org:admin'],
    params: deliveryParams,
    status: 200,
    response: delivery.Delivery,
    problems: ['not_found', 'conflict'],
  },
} as const satisfies Record<string, Route>;
