import { type Static, Type } from 'typebox';
import { JobType } from './job-type.ts';
import { Closed, Count, Instant, Line, Nullable, OneOf } from './primitives.ts';
import { SourceId } from './source.ts';

/** Job states in IPP's words (RFC 8011, 5.3.7), with `failed` for its `aborted`. */
export const jobStates = [
  'pending',
  'held',
  'processing',
  'stopped',
  'completed',
  'cancelled',
  'failed',
] as const;
export type JobState = (typeof jobStates)[number];

const maxAmount = 10_000_000;
const Amount = Type.Integer({ minimum: 0, maximum: maxAmount });

export const jobEventExample = {
  job_id: 'office-mfp/1042/1795420800',
  type: 'print',
  state: 'completed',
  submitted_at: '2026-11-23T08:00:00Z',
  processing_at: '2026-11-23T08:00:04Z',
  finished_at: '2026-11-23T08:00:19Z',
  updated_at: '2026-11-23T08:00:19Z',
  pages: 12,
  color_pages: 0,
  sheets: 6,
  copies: 1,
  device: 'office-mfp',
  source: 'cups-01',
};

/**
 * One event is the whole job as known at `updated_at`: a field left out is unknown. The fields are open to others,
 * which are ignored and counted, so that a sender may pass on more than is stored here.
 */
export const JobEvent = Type.Object(
  {
    job_id: Line(256, { description: 'Unique within its source, together with `submitted_at`.' }),
    type: JobType,
    state: OneOf([...jobStates, 'canceled'], { description: '`canceled` is read as `cancelled`.' }),
    submitted_at: Instant,
    updated_at: Instant,
    processing_at: Type.Optional(Nullable(Instant)),
    finished_at: Type.Optional(Nullable(Instant)),
    reason: Type.Optional(
      Nullable(
        Type.String({
          maxLength: 128,
          description: 'An IPP job-state-reason.',
          examples: ['job-canceled-by-user'],
        }),
      ),
    ),
    pages: Type.Optional(Nullable(Amount)),
    color_pages: Type.Optional(Nullable(Amount)),
    sheets: Type.Optional(Nullable(Amount)),
    copies: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: maxAmount }))),
    device: Type.Optional(Nullable(Line(128))),
    source: Type.Optional({
      ...SourceId,
      description: 'May stand in the query instead, once for all events.',
    }),
  },
  {
    title: 'JobEvent',
    examples: [jobEventExample],
  },
);
export type JobEvent = Static<typeof JobEvent>;

export const maxEventsPerRequest = 10_000;
export const maxJobsBodyBytes = 8 * 1024 * 1024;

export const JobEvents = Type.Unsafe<JobEvent | JobEvent[]>({
  title: 'JobEvents',
  anyOf: [JobEvent, { type: 'array', maxItems: maxEventsPerRequest, items: JobEvent }],
  examples: [[jobEventExample]],
});

/** Why one event of a request was not taken. */
const rejectionCodes = [
  'invalid_json',
  'duplicate_key',
  'invalid_event',
  'time_out_of_range',
  'too_old',
  'too_large',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

export const Rejection = Closed(
  {
    index: Type.Integer({ minimum: 0, description: 'Place in the array, or line of NDJSON, from 0.' }),
    code: OneOf(rejectionCodes),
    message: Type.String(),
    fix: Type.String(),
  },
  { title: 'Rejection' },
);
export type Rejection = Static<typeof Rejection>;

export const IngestReceipt = Closed(
  {
    accepted: { ...Count, description: 'Events that told of a new job.' },
    updated: { ...Count, description: 'Events that changed a known job.' },
    unchanged: { ...Count, description: 'Events that were known already or are older than what is known.' },
    ignored_fields: { ...Count, description: 'Fields that no event has, ignored.' },
    rejected: Type.Array(Rejection),
  },
  {
    title: 'IngestReceipt',
    description: 'What became of each event. The answer is sent after the events are on disk.',
    examples: [
      {
        accepted: 998,
        updated: 1,
        unchanged: 0,
        ignored_fields: 0,
        rejected: [
          {
            index: 17,
            code: 'invalid_event',
            message: 'submitted_at has no time zone: "2026-11-23T08:00:00".',
            fix: 'Add `Z` or an offset such as `+01:00`.',
          },
        ],
      },
    ],
  },
);
export type IngestReceipt = Static<typeof IngestReceipt>;

export const IngestQuery = Closed({
  source: Type.Optional({
    ...SourceId,
    description: 'The source of events that name none. With an empty array: a sign of life of that source.',
  }),
});
export type IngestQuery = Static<typeof IngestQuery>;
