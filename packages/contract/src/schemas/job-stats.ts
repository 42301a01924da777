import { type Static, Type } from 'typebox';
import { JobType, jobTypes } from './job-type.ts';
import { Closed, Count, Instant, Nullable, OneOf, OrgId, TimeZone } from './primitives.ts';

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
  include: Type.Optional(
    Type.Array(OneOf(['expected']), {
      minItems: 1,
      maxItems: 1,
      description:
        '`expected`: with `interval`, adds to each bucket what is usual, for a window of 40 days at most.',
    }),
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

const Amount = Type.Number({ minimum: 0 });
const Expected = Nullable(
  Closed(
    { low: Amount, expected: Amount, high: Amount },
    {
      title: 'ExpectedJobs',
      description: 'Jobs submitted, by what is known now; 99 of 100 such buckets have from `low` to `high`.',
    },
  ),
);

const ExpectedByType = Closed(
  {
    print: Type.Optional(Expected),
    scan: Type.Optional(Expected),
    copy: Type.Optional(Expected),
    fax: Type.Optional(Expected),
  },
  { title: 'ExpectedByType', description: '`null`: not enough is known yet. Absent: not asked for.' },
);
export type ExpectedByType = Static<typeof ExpectedByType>;

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
          {
            start: Instant,
            end: Instant,
            complete: Type.Boolean(),
            jobs: JobsByType,
            expected: Type.Optional(ExpectedByType),
          },
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
