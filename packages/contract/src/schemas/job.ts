import { type Static, Type } from 'typebox';
import { Closed, Count, Instant, Line, Nullable, OneOf, OrgId, TimeZone } from './primitives.ts';

export const jobTypes = ['print', 'scan', 'copy', 'fax'] as const;
export const JobType = OneOf(jobTypes);
export type JobType = (typeof jobTypes)[number];

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

export const SourceId = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
  description: 'Names what reports the jobs: a print server, an agent, an import.',
  examples: ['cups-01'],
});

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

export const jobIntervals = ['15m', 'hour', 'day', 'week', 'month'] as const;
export type JobInterval = (typeof jobIntervals)[number];

const jobGroupings = ['device', 'source'] as const;
export type JobGrouping = (typeof jobGroupings)[number];

const InstantOrDate = Type.String({
  minLength: 1,
  maxLength: 40,
});

export const JobStatsQuery = Closed({
  from: Type.Optional({
    ...InstantOrDate,
    description: 'RFC 3339, or a date: its first moment in `time_zone`. Default: 24 hours before `to`.',
  }),
  to: Type.Optional({
    ...InstantOrDate,
    description: 'RFC 3339, or a date: its first moment in `time_zone`. Exclusive. Default: now.',
  }),
  interval: Type.Optional(
    OneOf(jobIntervals, { description: 'Adds `series`, in buckets of the wall clock of `time_zone`.' }),
  ),
  time_zone: Type.Optional({ ...TimeZone, description: "IANA time zone. Default: the organization's." }),
  type: Type.Optional(
    Type.Array(JobType, { minItems: 1, maxItems: jobTypes.length, description: 'Repeatable. Default: all.' }),
  ),
  group_by: Type.Optional(OneOf(jobGroupings, { description: 'Adds `groups`, largest first.' })),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      default: 10,
      description: 'How many groups to name; the rest is `other`.',
    }),
  ),
});
export type JobStatsQuery = Static<typeof JobStatsQuery>;

const Percentiles = Closed(
  { p50: Nullable(Type.Number({ minimum: 0 })), p95: Nullable(Type.Number({ minimum: 0 })) },
  {
    title: 'Percentiles',
    description: 'Seconds, within 2.5 %; `null` where no job of the window has been timed.',
  },
);
export type Percentiles = Static<typeof Percentiles>;

export const JobCounts = Closed(
  {
    submitted: Count,
    completed: Nullable(Count),
    cancelled: Nullable(Count),
    failed: Nullable(Count),
    open: Nullable({ ...Count, description: 'Not ended yet.' }),
    abandoned: Nullable({
      ...Count,
      description: "Cancelled by a person after waiting longer than the organization's patience.",
    }),
    cancel_rate: Nullable(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'cancelled / (completed + cancelled + failed), over the sources that see cancellations.',
      }),
    ),
    pages: Nullable(Count),
    color_pages: Nullable(Count),
    sheets: Nullable(Count),
    wait_seconds: { ...Nullable(Percentiles), description: 'From submission to the start of processing.' },
    completion_seconds: { ...Nullable(Percentiles), description: 'From submission to completion.' },
  },
  { title: 'JobCounts', description: '`null` is what no source of the organization can see.' },
);
export type JobCounts = Static<typeof JobCounts>;

const JobsByType = Closed(
  {
    print: Type.Optional(Nullable(JobCounts)),
    scan: Type.Optional(Nullable(JobCounts)),
    copy: Type.Optional(Nullable(JobCounts)),
    fax: Type.Optional(Nullable(JobCounts)),
  },
  {
    title: 'JobsByType',
    description: '`null`: no source of the organization reports the type. Absent: not asked for.',
  },
);
export type JobsByType = Static<typeof JobsByType>;

export const JobStats = Closed(
  {
    org_id: OrgId,
    from: Instant,
    to: {
      ...Instant,
      description: 'Exclusive. The window is widened to whole intervals, or to whole quarters of an hour.',
    },
    time_zone: TimeZone,
    interval: Nullable(OneOf(jobIntervals)),
    complete: Type.Boolean({ description: 'Whether every source has reported past `to`.' }),
    watermark: Nullable({
      ...Instant,
      description: 'Up to when every source has reported; `null` where none has.',
    }),
    jobs: JobsByType,
    totals: Nullable(JobCounts),
    series: Type.Optional(
      Type.Array(
        Closed(
          { start: Instant, end: Instant, complete: Type.Boolean(), jobs: JobsByType },
          { title: 'JobBucket' },
        ),
      ),
    ),
    groups: Type.Optional(
      Type.Array(
        Closed(
          {
            key: Nullable(
              Type.String({ description: 'The device or source; `null` for jobs that name none.' }),
            ),
            other: Type.Boolean({ description: 'The sum of all groups beyond `limit`.' }),
            jobs: JobsByType,
            totals: Nullable(JobCounts),
          },
          { title: 'JobGroup' },
        ),
      ),
    ),
  },
  {
    title: 'JobStats',
    examples: [
      {
        org_id: '4725fffa',
        from: '2026-11-22T08:45:00Z',
        to: '2026-11-23T08:45:00Z',
        time_zone: 'Europe/Paris',
        interval: null,
        complete: false,
        watermark: '2026-11-23T08:30:58Z',
        jobs: {
          print: {
            submitted: 120,
            completed: 100,
            cancelled: 12,
            failed: 3,
            open: 5,
            abandoned: 7,
            cancel_rate: 0.104,
            pages: 1042,
            color_pages: 230,
            sheets: 611,
            wait_seconds: { p50: 4.1, p95: 31 },
            completion_seconds: { p50: 9.8, p95: 74.2 },
          },
          scan: null,
          copy: null,
          fax: null,
        },
        totals: {
          submitted: 120,
          completed: 100,
          cancelled: 12,
          failed: 3,
          open: 5,
          abandoned: 7,
          cancel_rate: 0.104,
          pages: 1042,
          color_pages: 230,
          sheets: 611,
          wait_seconds: { p50: 4.1, p95: 31 },
          completion_seconds: { p50: 9.8, p95: 74.2 },
        },
      },
    ],
  },
);
export type JobStats = Static<typeof JobStats>;
