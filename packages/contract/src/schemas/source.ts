import { type Static, Type } from 'typebox';
import { JobType, jobTypes } from './job-type.ts';
import { Closed, Instant, Nullable, OneOf, TimeZone } from './primitives.ts';

export const SourceId = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
  description: 'Names what reports the jobs: a print server, an agent, an import.',
  examples: ['cups-01'],
});

/** What a source can see of a job's end; what none can see is `null` in the counts, never 0. */
export const sourceOutcomes = ['open', 'completed', 'cancelled', 'failed', 'abandoned'] as const;
export type SourceOutcome = (typeof sourceOutcomes)[number];

const sourceFields = {
  types: Type.Array(JobType, { minItems: 1, uniqueItems: true, maxItems: jobTypes.length }),
  outcomes: Type.Array(OneOf(sourceOutcomes), { uniqueItems: true, maxItems: sourceOutcomes.length }),
  interval_seconds: Nullable(
    Type.Integer({
      minimum: 1,
      maximum: 31 * 86_400,
      description: 'How often it reports at least, be it an empty batch. `null`: whenever it has something.',
    }),
  ),
  time_zone: Nullable({ ...TimeZone, description: 'Of its own clock, for sources that write local time.' }),
};

export const SourceDeclare = Closed(
  {
    types: sourceFields.types,
    outcomes: sourceFields.outcomes,
    interval_seconds: Type.Optional(sourceFields.interval_seconds),
    time_zone: Type.Optional(sourceFields.time_zone),
  },
  {
    title: 'SourceDeclare',
    examples: [
      {
        types: ['print'],
        outcomes: ['open', 'completed', 'cancelled', 'failed', 'abandoned'],
        interval_seconds: 60,
        time_zone: 'Europe/Paris',
      },
    ],
  },
);
export type SourceDeclare = Static<typeof SourceDeclare>;

export const Source = Closed(
  {
    source: SourceId,
    declared: Type.Boolean({
      description: 'False: `types` and `outcomes` are what its events have shown so far.',
    }),
    ...sourceFields,
    types: Type.Array(JobType, { description: 'None for a source of which no event has come.' }),
    heard_at: Nullable({ ...Instant, description: 'When its last batch arrived.' }),
    newest_event_at: Nullable({ ...Instant, description: 'The newest `updated_at` among its events.' }),
    stale: Nullable(
      Type.Boolean({ description: 'Not heard for three of its intervals. `null` without an interval.' }),
    ),
  },
  {
    title: 'Source',
    examples: [
      {
        source: 'cups-01',
        declared: true,
        types: ['print'],
        outcomes: ['open', 'completed', 'cancelled', 'failed', 'abandoned'],
        interval_seconds: 60,
        time_zone: 'Europe/Paris',
        heard_at: '2026-11-23T08:30:58Z',
        newest_event_at: '2026-11-23T08:30:19Z',
        stale: false,
      },
    ],
  },
);
export type Source = Static<typeof Source>;
