import { type Static, type TObject, Type } from 'typebox';
import { AnomalySeverityField, anomalyKinds } from './anomaly.ts';
import { incidentImpacts } from './incident.ts';
import { JobType, JobTypes } from './job-type.ts';
import { Slugs } from './notice.ts';
import { OneOfKinds } from './one-of-kinds.ts';
import { Closed, Instant, Line, OneOf } from './primitives.ts';
import { SourceId } from './source.ts';

/** PagerDuty's words, worst first. */
export const alertSeverities = ['critical', 'error', 'warning', 'info'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];
export const AlertSeverityField = OneOf(alertSeverities);

/** What a region's status can be at or above, mildest first. */
export const statusLevels = ['degraded_performance', 'partial_outage', 'major_outage'] as const;
export type StatusLevel = (typeof statusLevels)[number];

const ServiceStatusCondition = Closed(
  {
    type: Type.Literal('service_status'),
    at_least: Type.Optional({ ...OneOf(statusLevels), default: 'partial_outage' }),
    component_ids: Type.Optional(
      Slugs({ minItems: 1, description: 'Default: the region as a whole. Else each of these on its own.' }),
    ),
  },
  { title: 'ServiceStatusCondition', description: "The status of the organization's region is bad." },
);

const IncidentCondition = Closed(
  {
    type: Type.Literal('incident'),
    impact_at_least: Type.Optional({ ...OneOf(incidentImpacts), default: 'minor' }),
    job_types: Type.Optional({ ...JobTypes, minItems: 1, description: 'Default: whatever it is about.' }),
    updates: Type.Optional(
      Type.Boolean({ default: true, description: 'Whether what the operator adds is told as well.' }),
    ),
  },
  { title: 'IncidentCondition', description: 'The operator tells of an incident in the region.' },
);

const SubscriptionCondition = Closed(
  {
    type: Type.Literal('subscription'),
    days: Type.Optional(
      Type.Array(Type.Integer({ minimum: 0, maximum: 3_660 }), {
        maxItems: 20,
        uniqueItems: true,
        default: [30, 14, 7, 1, 0],
        description:
          'The steps of the ladder, each told once for an end date. A step of 30 or more is taken when fewer days remain: 30 is safe, 29 is not; a smaller one when that many remain.',
      }),
    ),
    grace: Type.Optional(
      Type.Boolean({ default: true, description: 'The days of grace, and their end, are steps, too.' }),
    ),
    include_renewing: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Also plans that renew by themselves or run from month to month.',
      }),
    ),
  },
  { title: 'SubscriptionCondition', description: 'The subscription comes to its end.' },
);

/** What of the jobs a threshold may be set to; `wait_p95` and its like are seconds, rates lie between 0 and 1. */
export const jobMetrics = [
  'submitted',
  'completed',
  'cancelled',
  'failed',
  'abandoned',
  'pages',
  'cancel_rate',
  'wait_p50',
  'wait_p95',
  'completion_p50',
  'completion_p95',
] as const;
export type JobMetric = (typeof jobMetrics)[number];

const JobsCondition = Closed(
  {
    type: Type.Literal('jobs'),
    metric: OneOf(jobMetrics),
    job_type: Type.Optional({ ...JobType, description: 'Default: all types together.' }),
    device: Type.Optional(Line(128, { description: 'Default: all devices together.' })),
    window_seconds: Type.Optional(
      Type.Integer({
        minimum: 900,
        maximum: 7 * 86_400,
        multipleOf: 900,
        default: 3_600,
        description: 'Whole quarters of an hour.',
      }),
    ),
    above: Type.Optional(Type.Number({ minimum: 0, description: 'Bad when more than this.' })),
    below: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description: 'Bad when less than this. Judged once the window has been told of in full.',
      }),
    ),
    clear_at: Type.Optional(
      Type.Number({
        minimum: 0,
        description: 'Well again only at this value or beyond it. Default: the limit itself.',
      }),
    ),
    at_least_jobs: Type.Optional(
      Type.Integer({
        minimum: 0,
        default: 0,
        description: 'With fewer jobs in the window it is not judged: 1 of 2 is no rate.',
      }),
    ),
  },
  { title: 'JobsCondition', description: 'A count, a rate or a percentile of the jobs crosses a limit.' },
);

const AnomalyCondition = Closed(
  {
    type: Type.Literal('anomaly'),
    kinds: Type.Optional(
      Type.Array(OneOf(anomalyKinds), {
        minItems: 1,
        maxItems: anomalyKinds.length,
        uniqueItems: true,
        description: 'Default: all.',
      }),
    ),
    job_types: Type.Optional({ ...JobTypes, minItems: 1, description: 'Default: all.' }),
    severity_at_least: Type.Optional({
      ...AnomalySeverityField,
      default: 'warning',
      description: 'How unusual it has to be.',
    }),
  },
  {
    title: 'AnomalyCondition',
    description:
      'Jobs are not as they usually are at this hour: an anomaly is open that nobody has called `noise` or `expected`.',
  },
);

const SourceQuietCondition = Closed(
  {
    type: Type.Literal('source_quiet'),
    sources: Type.Optional(
      Type.Array(SourceId, { minItems: 1, maxItems: 100, uniqueItems: true, description: 'Default: all.' }),
    ),
  },
  {
    title: 'SourceQuietCondition',
    description: 'A source that has an interval was not heard for three of it.',
  },
);

const KeyExpiringCondition = Closed(
  {
    type: Type.Literal('key_expiring'),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 14 })),
    used_within_days: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 366,
        default: 7,
        description: 'A key that nobody uses may expire.',
      }),
    ),
  },
  { title: 'KeyExpiringCondition', description: 'An API key is in use and about to expire.' },
);

const ChannelLostCondition = Closed(
  { type: Type.Literal('channel_lost') },
  {
    title: 'ChannelLostCondition',
    description:
      'A channel was switched off because its receiver is gone or was away for days. The others tell of it.',
  },
);

/** What can be watched, and the settings of each. */
export const alertConditions = {
  service_status: ServiceStatusCondition,
  incident: IncidentCondition,
  subscription: SubscriptionCondition,
  jobs: JobsCondition,
  anomaly: AnomalyCondition,
  source_quiet: SourceQuietCondition,
  key_expiring: KeyExpiringCondition,
  channel_lost: ChannelLostCondition,
} as const satisfies Record<string, TObject>;

export const AlertCondition = OneOfKinds('type', Object.values(alertConditions));
export type AlertCondition = Static<typeof AlertCondition>;
export type AlertConditionType = AlertCondition['type'];
export const alertConditionTypes = Object.keys(alertConditions) as AlertConditionType[];

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];
const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', examples: ['18:00'] });

const MuteWindow = Closed(
  {
    days: Type.Array(OneOf(weekdays), { minItems: 1, uniqueItems: true, maxItems: weekdays.length }),
    from: TimeOfDay,
    to: {
      ...TimeOfDay,
      description: 'Where it is not after `from` it is on the day after. Both equal: the whole day.',
    },
  },
  {
    title: 'MuteWindow',
    description: "In the organization's time zone; `days` are those on which it begins.",
  },
);
export type MuteWindow = Static<typeof MuteWindow>;

const Seconds = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 7 * 86_400, description, default: 0 });

const ruleFields = {
  name: Line(120),
  enabled: Type.Boolean({ default: true }),
  severity: AlertSeverityField,
  condition: AlertCondition,
  for_seconds: Seconds('How long it has to be bad before anybody is told.'),
  keep_firing_seconds: Seconds('How long it has to be well before it counts as resolved.'),
  no_data: OneOf(['keep', 'resolve', 'alert'], {
    default: 'keep',
    description:
      'What becomes of it while nobody knows: it stays as it was, it is taken for well, or for bad.',
  }),
  mute: Type.Array(MuteWindow, {
    maxItems: 50,
    default: [],
    description: 'When nobody is told. What still fires at the end of the window is told then.',
  }),
};

const ruleExample = {
  name: 'The service is down',
  enabled: true,
  severity: 'critical',
  condition: { type: 'service_status', at_least: 'partial_outage' },
  for_seconds: 60,
  keep_firing_seconds: 120,
  no_data: 'keep',
  mute: [],
};

export const AlertRulePut = Closed(
  {
    name: ruleFields.name,
    enabled: Type.Optional(ruleFields.enabled),
    severity: Type.Optional({ ...ruleFields.severity, default: 'warning' }),
    condition: ruleFields.condition,
    for_seconds: Type.Optional(ruleFields.for_seconds),
    keep_firing_seconds: Type.Optional(ruleFields.keep_firing_seconds),
    no_data: Type.Optional(ruleFields.no_data),
    mute: Type.Optional(ruleFields.mute),
  },
  { title: 'AlertRulePut', examples: [ruleExample] },
);
export type AlertRulePut = Static<typeof AlertRulePut>;

export const AlertRule = Closed(
  {
    id: Type.String({ examples: ['rul_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    ...ruleFields,
    created_at: Instant,
    updated_at: Instant,
  },
  {
    title: 'AlertRule',
    description: 'What is watched, and how patiently. Who is told of it, the routes say.',
    examples: [
      {
        id: 'rul_01kay3gq6xj4f8h2t0v9w7c5nd',
        ...ruleExample,
        created_at: '2026-01-01T09:00:00Z',
        updated_at: '2026-01-01T09:00:00Z',
      },
    ],
  },
);
export type AlertRule = Static<typeof AlertRule>;
