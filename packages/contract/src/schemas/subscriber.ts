import { type Static, Type } from 'typebox';
import { Closed, Instant, Nullable, OneOf, Slug, Url } from './primitives.ts';

export const subscriberKinds = ['email', 'webhook'] as const;
export type SubscriberKind = (typeof subscriberKinds)[number];

const componentIds = Type.Array(Slug, {
  maxItems: 100,
  uniqueItems: true,
  description: 'Components of the region. None: all of it.',
});

/** One of the two addresses; which one is said by who reads it. */
export const SubscriberCreate = Closed(
  {
    email: Type.Optional(
      Type.String({
        pattern: '^[^\\s@<>,;:"()\\[\\]\\\\]+@[^\\s@<>,;:"()\\[\\]\\\\]+$',
        maxLength: 254,
        description: 'Mails go to this address, once the link in the first one was followed.',
      }),
    ),
    webhook_url: Type.Optional({
      ...Url,
      description: 'Signed requests go to this URL, once it has answered the first one with 2xx.',
    }),
    component_ids: Type.Optional(componentIds),
  },
  {
    title: 'SubscriberCreate',
    description: 'Either `email` or `webhook_url`.',
    examples: [{ email: 'reader@school.example', component_ids: ['scan'] }],
  },
);
export type SubscriberCreate = Static<typeof SubscriberCreate>;

/** The same whether or not the address is subscribed. */
export const SubscriberRequested = Closed(
  {
    kind: OneOf(subscriberKinds),
    region: Slug,
    confirm_until: { ...Instant, description: 'What is not confirmed by then is forgotten.' },
    webhook_secret: Nullable(
      Type.String({
        description:
          'What requests are signed with, as Standard Webhooks says. It is shown here only. `null` for mail.',
      }),
    ),
  },
  {
    title: 'SubscriberRequested',
    examples: [{ kind: 'email', region: 'eu', confirm_until: '2026-11-25T08:31:00Z', webhook_secret: null }],
  },
);
export type SubscriberRequested = Static<typeof SubscriberRequested>;

export const Subscriber = Closed(
  {
    id: Type.String(),
    region: Slug,
    kind: OneOf(subscriberKinds),
    address: Type.String({ description: 'The mail address, or the host of the webhook.' }),
    component_ids: componentIds,
    confirmed_at: Nullable({ ...Instant, description: '`null`: nothing is sent before it is confirmed.' }),
    trouble: Nullable(Type.String({ description: 'Why the last message could not be delivered.' })),
    created_at: Instant,
  },
  {
    title: 'Subscriber',
    description: "Somebody who is told what happens in a region, by its public page's form.",
    examples: [
      {
        id: 'sub_01kay3gq6xj4f8h2t0v9w7c5nd',
        region: 'eu',
        kind: 'email',
        address: 'reader@school.example',
        component_ids: ['scan'],
        confirmed_at: '2026-11-23T08:35:00Z',
        trouble: null,
        created_at: '2026-11-23T08:31:00Z',
      },
    ],
  },
);
export type Subscriber = Static<typeof Subscriber>;

const count = (description: string) => Type.Integer({ minimum: 0, description });

export const SubscriberCounts = Closed(
  {
    email: count('Confirmed, by mail.'),
    webhook: count('Confirmed, by webhook.'),
    unconfirmed: count('Not confirmed yet.'),
  },
  { title: 'SubscriberCounts', examples: [{ email: 214, webhook: 12, unconfirmed: 3 }] },
);
export type SubscriberCounts = Static<typeof SubscriberCounts>;
