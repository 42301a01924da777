import { type Static, Type } from 'typebox';
import { Closed, Count, Instant, Line, Nullable, OneOf, Slug, Url } from './primitives.ts';

/** The status pages that are read, by who makes them. */
export const feedFormats = ['statuspage', 'incident_io', 'better_stack', 'instatus'] as const;
export type FeedFormat = (typeof feedFormats)[number];

const FeedMapping = Closed(
  {
    region: Slug,
    component_id: Slug,
    match: Closed(
      {
        component: Type.Optional(
          Line(200, { description: 'The name or the id of a component of the feed.' }),
        ),
        group: Type.Optional(
          Line(200, { description: 'The name or the id of a group of the feed: the worst of its members.' }),
        ),
        page: Type.Optional(Type.Literal(true, { description: 'The feed as a whole.' })),
      },
      { title: 'FeedMatch', description: 'One of the three.', minProperties: 1, maxProperties: 1 },
    ),
  },
  { title: 'FeedMapping', description: 'What of the feed tells of a component of ours.' },
);
export type FeedMapping = Static<typeof FeedMapping>;

const mappings = Type.Array(FeedMapping, {
  minItems: 1,
  maxItems: 500,
  description: 'Where several tell of one component, the worst of them counts.',
});
const format = OneOf(feedFormats, {
  description:
    '`statuspage`: `/api/v2/summary.json` of Statuspage and its like; `incident_io`: `/api/v1/summary`; `better_stack`: `/index.json`; `instatus`: `/summary.json`. `incident_io` and `instatus` do not list components: match their `page`.',
});
const intervalSeconds = Type.Integer({ minimum: 30, maximum: 3_600 });

const feedExample = {
  name: 'Storage vendor',
  url: 'https://status.vendor.example/api/v2/summary.json',
  format: 'statuspage',
  interval_seconds: 60,
  mappings: [{ region: 'eu', component_id: 'scan', match: { component: 'Object storage EU' } }],
  enabled: true,
};

export const FeedPut = Closed(
  {
    name: Line(120),
    url: {
      ...Url,
      description: 'Without a user name or a password. It is public for whoever may read feeds.',
    },
    format,
    interval_seconds: Type.Optional({
      ...intervalSeconds,
      description:
        'How often it is read. After three intervals without an answer its components are Unknown. Default: as it is, and 60 for a new feed.',
    }),
    mappings,
    enabled: Type.Optional(
      Type.Boolean({
        description: 'False: it is not read, and what it said is taken back. Default: as it is, and true.',
      }),
    ),
  },
  { title: 'FeedPut', examples: [feedExample] },
);
export type FeedPut = Static<typeof FeedPut>;

export const Feed = Closed(
  {
    id: Slug,
    name: Line(120),
    url: Url,
    format,
    interval_seconds: intervalSeconds,
    mappings,
    enabled: Type.Boolean(),
    trouble: Nullable(
      Type.String({
        description:
          'Why the last reading failed, or what of the mappings it did not have; `null`: all is well.',
      }),
    ),
    failures: { ...Count, description: 'Readings in a row that failed.' },
    last_polled_at: Nullable(Instant),
    last_heard_at: Nullable({
      ...Instant,
      description: 'When it last answered something that could be read.',
    }),
    next_poll_at: Nullable({ ...Instant, description: '`null` while it is not enabled.' }),
    created_at: Instant,
    updated_at: Instant,
  },
  {
    title: 'Feed',
    description: 'A status page of somebody else, read into components, incidents and maintenance of ours.',
    examples: [
      {
        id: 'storage-vendor',
        ...feedExample,
        trouble: null,
        failures: 0,
        last_polled_at: '2026-11-23T08:31:00Z',
        last_heard_at: '2026-11-23T08:31:00Z',
        next_poll_at: '2026-11-23T08:32:00Z',
        created_at: '2026-01-01T09:00:00Z',
        updated_at: '2026-01-01T09:00:00Z',
      },
    ],
  },
);
export type Feed = Static<typeof Feed>;
