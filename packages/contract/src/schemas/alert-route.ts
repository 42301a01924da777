import { type Static, Type } from 'typebox';
import { AlertSeverityField, alertConditionTypes } from './alert-rule.ts';
import { JobTypes } from './job-type.ts';
import { Closed, Count, Instant, Nullable, OneOf } from './primitives.ts';

const match = Closed(
  {
    conditions: Type.Optional(
      Type.Array(OneOf(alertConditionTypes), {
        minItems: 1,
        uniqueItems: true,
        maxItems: alertConditionTypes.length,
      }),
    ),
    severity_at_least: Type.Optional(AlertSeverityField),
    job_types: Type.Optional({ ...JobTypes, minItems: 1 }),
  },
  {
    title: 'AlertRouteMatch',
    description: 'All that is given has to match; nothing given matches every alert.',
  },
);

const seconds = { minimum: 0, maximum: 30 * 86_400 };
const fields = {
  position: {
    ...Count,
    maximum: 1_000_000,
    description: 'Routes are tried in this order; the first that matches is taken.',
  },
  match,
  channel_ids: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { uniqueItems: true, maxItems: 50 }),
  group_wait_seconds: Type.Integer({
    ...seconds,
    default: 0,
    description: 'From the first firing until it is told.',
  }),
  group_interval_seconds: Type.Integer({
    ...seconds,
    default: 300,
    description: 'Between one notice and the next while it goes on. The end is told at once.',
  }),
  repeat_interval_seconds: Nullable(
    Type.Integer({
      ...seconds,
      minimum: 60,
      description:
        'Until it is told again though nothing is new and nobody has acknowledged it; `null`: never. Tickets are not repeated.',
    }),
  ),
  continue: Type.Boolean({ default: false, description: 'Whether the routes after it are tried as well.' }),
};

const routeExample = {
  position: 1,
  match: { severity_at_least: 'error' },
  channel_ids: ['chn_01kay3gq6xj4f8h2t0v9w7c5nd'],
  group_wait_seconds: 0,
  group_interval_seconds: 300,
  repeat_interval_seconds: 14_400,
  continue: true,
};

export const AlertRoutePut = Closed(
  {
    position: fields.position,
    match: Type.Optional(match),
    channel_ids: fields.channel_ids,
    group_wait_seconds: Type.Optional(fields.group_wait_seconds),
    group_interval_seconds: Type.Optional(fields.group_interval_seconds),
    repeat_interval_seconds: Type.Optional(fields.repeat_interval_seconds),
    continue: Type.Optional(fields.continue),
  },
  { title: 'AlertRoutePut', examples: [routeExample] },
);
export type AlertRoutePut = Static<typeof AlertRoutePut>;

export const AlertRoute = Closed(
  {
    id: Type.String({ examples: ['rou_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    ...fields,
    created_at: Instant,
    updated_at: Instant,
  },
  {
    title: 'AlertRoute',
    description:
      'Who is told of which alerts. An organization without routes tells every channel of every alert.',
    examples: [
      {
        id: 'rou_01kay3gq6xj4f8h2t0v9w7c5nd',
        ...routeExample,
        created_at: '2026-01-01T09:00:00Z',
        updated_at: '2026-01-01T09:00:00Z',
      },
    ],
  },
);
export type AlertRoute = Static<typeof AlertRoute>;
