import { type Static, Type } from 'typebox';
import { AlertSeverityField, alertSeverities } from './alert-rule.ts';
import { JobTypes } from './job-type.ts';
import { Closed, Instant, Line } from './primitives.ts';

const match = Closed(
  {
    rule_ids: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        minItems: 1,
        maxItems: 100,
        uniqueItems: true,
      }),
    ),
    severities: Type.Optional(
      Type.Array(AlertSeverityField, { minItems: 1, uniqueItems: true, maxItems: alertSeverities.length }),
    ),
    job_types: Type.Optional({ ...JobTypes, minItems: 1 }),
  },
  {
    title: 'SilenceMatch',
    description: 'All that is given has to match; nothing given matches every alert.',
  },
);

const silenceExample = {
  match: { job_types: ['scan'] },
  starts_at: '2026-11-28T18:00:00Z',
  ends_at: '2026-11-29T06:00:00Z',
  comment: 'The scan servers are moved tonight',
};

export const SilenceCreate = Closed(
  {
    match: Type.Optional(match),
    starts_at: Type.Optional({ ...Instant, description: 'Default: now.' }),
    ends_at: { ...Instant, description: 'What still fires then is told then.' },
    comment: Line(500),
  },
  { title: 'SilenceCreate', examples: [silenceExample] },
);
export type SilenceCreate = Static<typeof SilenceCreate>;

export const Silence = Closed(
  {
    id: Type.String({ examples: ['sil_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    match,
    starts_at: Instant,
    ends_at: Instant,
    comment: Line(500),
    created_by: Type.String({ description: 'The id of the key.' }),
    created_at: Instant,
  },
  {
    title: 'Silence',
    description: 'A time in which nobody is told of what matches. That it ends is told nevertheless.',
    examples: [
      {
        id: 'sil_01kay3gq6xj4f8h2t0v9w7c5nd',
        ...silenceExample,
        created_by: 'key_01kaxkz4d2m8r6q1t3w5y7b9ce',
        created_at: '2026-11-23T17:55:00Z',
      },
    ],
  },
);
export type Silence = Static<typeof Silence>;
