import { type Static, Type } from 'typebox';
import { JobType, jobTypes } from './job-type.ts';
import { Closed, Instant, Line, Nullable, OneOf, OrgId, PageQuery } from './primitives.ts';

/** What can be unusual about jobs. */
export const anomalyKinds = ['spike', 'drop', 'silence', 'abandonment', 'failure'] as const;
export type AnomalyKind = (typeof anomalyKinds)[number];

/** Mildest first. */
export const anomalySeverities = ['warning', 'error', 'critical'] as const;
export type AnomalySeverity = (typeof anomalySeverities)[number];

/** What people say of an anomaly, which changes what is told from then on. */
export const anomalyOpinions = ['useful', 'noise', 'expected'] as const;
export type AnomalyOpinion = (typeof anomalyOpinions)[number];

/** How well what is usual is known. */
const maturities = ['learning', 'hour_of_day', 'hour_of_week'] as const;
const MaturityField = OneOf(maturities, {
  description:
    '`hour_of_week`: by the same hour of past weeks. `hour_of_day`: by the same hour of other days, as few weeks are known.',
});

const Feedback = Closed(
  {
    opinion: OneOf(anomalyOpinions),
    comment: Nullable(Type.String()),
    by: Type.String({ description: 'The id of the key or the person.' }),
    at: Instant,
  },
  { title: 'AnomalyFeedbackGiven' },
);

const Contribution = Closed(
  {
    name: Type.String({ description: 'A device, or a type of jobs.' }),
    share: Type.Number({ description: 'Of what is too much or too little, from 0 to 1.' }),
  },
  { title: 'AnomalyContribution' },
);

const Cause = Closed(
  {
    kind: OneOf(['holiday', 'closure', 'backlog', 'incident', 'maintenance']),
    name: Type.String(),
  },
  { title: 'AnomalyCause' },
);

const Amount = Type.Number({ minimum: 0 });
export const AnomalySeverityField = OneOf(anomalySeverities);

export const Anomaly = Closed(
  {
    id: Type.String({ examples: ['ano_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    org_id: OrgId,
    job_type: Nullable({ ...JobType, description: '`null`: all types together.' }),
    device: Nullable(Type.String({ description: 'Of this device alone.' })),
    source: Nullable(Type.String({ description: 'Of this source alone.' })),
    kind: OneOf(anomalyKinds, {
      description:
        '`abandonment`, `failure`: of the jobs that ended, more were given up by people, or failed, than is usual.',
    }),
    severity: AnomalySeverityField,
    open: Type.Boolean({ description: 'Whether it goes on.' }),
    since: { ...Instant, description: 'When it began.' },
    opened_at: { ...Instant, description: 'The end of the quarter of an hour in which it was found.' },
    closed_at: Nullable(Instant),
    closed_because: Nullable(
      OneOf(['over', 'corrected', 'unwatched'], {
        description:
          '`corrected`: jobs that were told of late have shown that there was none. `unwatched`: there are too few such jobs now to be watched by themselves.',
      }),
    ),
    from: { ...Instant, description: 'The window in which it was last seen.' },
    to: Instant,
    observed: { ...Amount, description: 'Jobs in the window; of `abandonment` and `failure` a rate.' },
    expected: Amount,
    low: { ...Amount, description: '99 of 100 such windows have from `low` to `high`.' },
    high: Amount,
    p_value: Type.Number({ minimum: 0, maximum: 1, description: 'How likely it is by chance.' }),
    maturity: MaturityField,
    contributing: Type.Array(Contribution, { description: 'What most of it comes from.' }),
    explained_by: Type.Array(Cause, { description: 'What went on at the time, and may be the reason.' }),
    sentence: Type.String({ description: 'All of it in one sentence.' }),
    feedback: Nullable(Feedback),
  },
  {
    title: 'Anomaly',
    examples: [
      {
        id: 'ano_01kay3gq6xj4f8h2t0v9w7c5nd',
        org_id: '4725fffa',
        job_type: 'print',
        device: 'office-mfp',
        source: null,
        kind: 'silence',
        severity: 'error',
        open: true,
        since: '2026-11-23T09:00:00Z',
        opened_at: '2026-11-23T10:15:00Z',
        closed_at: null,
        closed_because: null,
        from: '2026-11-23T09:00:00Z',
        to: '2026-11-23T10:15:00Z',
        observed: 0,
        expected: 14.2,
        low: 4,
        high: 28,
        p_value: 0.0000021,
        maturity: 'hour_of_week',
        contributing: [],
        explained_by: [],
        sentence:
          'Print jobs on office-mfp: No job has come since 10:00 on 2026-11-23 (Europe/Paris), where about 14 were to be expected until 11:15: by chance about once in 100,000, judged by the same hours of past weeks.',
        feedback: null,
      },
    ],
  },
);
export type Anomaly = Static<typeof Anomaly>;

const several = { minItems: 1, description: 'Repeatable. Default: all.' };

export const AnomalyQuery = Closed({
  ...PageQuery.properties,
  open: Type.Optional(
    Type.Boolean({ description: 'True: those that go on. False: those that are over. Default: all.' }),
  ),
  kind: Type.Optional(Type.Array(OneOf(anomalyKinds), { ...several, maxItems: anomalyKinds.length })),
  type: Type.Optional(Type.Array(JobType, { ...several, maxItems: jobTypes.length })),
});
export type AnomalyQuery = Static<typeof AnomalyQuery>;

export const AnomalyFeedback = Closed(
  {
    opinion: OneOf(anomalyOpinions, {
      description:
        '`expected`: it is usual at these hours, and is learned. `noise`: it takes more for such a thing to be told of these jobs. `useful`: it takes as much again as it took before any `noise`.',
    }),
    comment: Type.Optional(Line(500)),
  },
  {
    title: 'AnomalyFeedback',
    examples: [{ opinion: 'expected', comment: 'Payslips are printed on the last Thursday' }],
  },
);
export type AnomalyFeedback = Static<typeof AnomalyFeedback>;
