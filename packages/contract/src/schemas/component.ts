import { type Static, Type } from 'typebox';
import { JobTypes } from './job-type.ts';
import { Closed, Instant, Line, Nullable, Slug } from './primitives.ts';
import { ServiceStatus, StatusCodeField } from './status-code.ts';

const description = Nullable(Line(300));
const position = Type.Integer({
  minimum: 0,
  maximum: 10_000,
  description: 'Its place among the components of the region; of two at one place the id decides.',
});
const intervalSeconds = Type.Integer({ minimum: 10, maximum: 86_400 });
const message = Nullable(Line(300, { description: 'Why, in the words of the source.' }));

const ComponentReport = Closed(
  {
    source: Type.String({
      description: '`hand`, `push`, or `feed:` and the id of the feed.',
      examples: ['push'],
    }),
    status: ServiceStatus,
    status_code: StatusCodeField,
    message,
    since: Instant,
    heard_at: Instant,
    interval_seconds: Nullable({
      ...intervalSeconds,
      description: '`null`: what it said holds until it says more.',
    }),
    stale: Type.Boolean({ description: 'Not heard for three of its intervals, and so taken for Unknown.' }),
  },
  { title: 'ComponentReport' },
);

const componentExample = {
  id: 'scan',
  region: 'eu',
  name: 'Scan to cloud',
  description: null,
  position: 0,
  job_types: ['scan'],
  status: 'Operational',
  status_code: 'operational',
  reason: null,
  reports: [
    {
      source: 'push',
      status: 'Operational',
      status_code: 'operational',
      message: null,
      since: '2026-11-20T09:00:00Z',
      heard_at: '2026-11-23T08:31:00Z',
      interval_seconds: 60,
      stale: false,
    },
  ],
  created_at: '2026-01-01T09:00:00Z',
  updated_at: '2026-01-01T09:00:00Z',
};

export const Component = Closed(
  {
    id: Slug,
    region: Slug,
    name: Line(120),
    description,
    position,
    job_types: {
      ...JobTypes,
      description: 'The kinds of job that do not work without it. Empty: it carries none.',
    },
    status: ServiceStatus,
    status_code: StatusCodeField,
    reason: Nullable(Type.String({ description: 'Why it has this status, where that is known.' })),
    reports: Type.Array(ComponentReport, {
      description:
        'What each source says. `hand` outranks the others; of those the worst counts, and a stale one is Unknown.',
    }),
    created_at: Instant,
    updated_at: Instant,
  },
  {
    title: 'Component',
    description:
      'A component as its sources report it; incidents and maintenance on it show in `system-status`.',
    examples: [componentExample],
  },
);
export type Component = Static<typeof Component>;

export const ComponentPut = Closed(
  {
    name: Line(120),
    description: Type.Optional(
      Nullable(Line(300, { description: 'Shown on the status page. Default: as it is, and none.' })),
    ),
    position: Type.Optional({ ...position, description: 'Default: as it is, and 0 for a new component.' }),
    job_types: Type.Optional({
      ...JobTypes,
      description: 'Default: what they are, and none for a new component.',
    }),
    status_code: Type.Optional({
      ...Nullable(StatusCodeField),
      description:
        'Set by hand; it outranks pushes and feeds until it is set to `null`. Default: as it is, and `null` for a new component, which is Unknown until a push or a feed tells.',
    }),
  },
  {
    title: 'ComponentPut',
    examples: [{ name: 'Scan to cloud', job_types: ['scan'], status_code: 'partial_outage' }],
  },
);
export type ComponentPut = Static<typeof ComponentPut>;

export const ComponentStatusPush = Closed(
  {
    status_code: StatusCodeField,
    interval_seconds: Type.Optional({
      ...Nullable(intervalSeconds),
      description:
        'How often you will push. After three intervals of silence the component is Unknown. Default: `null`, and what you say holds until you say more.',
    }),
    message: Type.Optional(message),
  },
  {
    title: 'ComponentStatusPush',
    examples: [{ status_code: 'operational', interval_seconds: 60 }],
  },
);
export type ComponentStatusPush = Static<typeof ComponentStatusPush>;
