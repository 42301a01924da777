import { type Static, Type } from 'typebox';
import { anomalyKinds } from './anomaly.ts';
import { JobType } from './job-type.ts';
import { Closed, Count, Instant, Nullable, OneOf, OrgId, Slug } from './primitives.ts';
import { ServiceStatus, StatusCodeField } from './status-code.ts';

/** Whose trouble it is. */
export const diagnosisVerdicts = [
  'operational',
  'vendor_outage',
  'local_problem',
  'no_data',
  'unclear',
] as const;
export type DiagnosisVerdict = (typeof diagnosisVerdicts)[number];

/** What our own jobs of a type show. */
export const jobsShow = ['as_usual', 'unusual', 'learning', 'no_data'] as const;
export type JobsShow = (typeof jobsShow)[number];

const PValue = Type.Number({ minimum: 0, maximum: 1, description: 'How likely it is by chance.' });

const DiagnosedType = Closed(
  {
    job_type: JobType,
    vendor_status_code: { ...StatusCodeField, description: 'The worst of what such jobs go through.' },
    jobs_show: OneOf(jobsShow, {
      description:
        '`learning`: too little is known yet of what is usual. `no_data`: no source that tells of such jobs is heard.',
    }),
    since: Nullable({ ...Instant, description: 'Since when they are unusual.' }),
    p_value: Nullable({ ...PValue, description: 'Of the least likely thing that is unusual about them.' }),
    jobs_lately: { ...Count, description: 'Jobs of the last two hours.' },
    judged_until: Nullable({ ...Instant, description: 'Up to when they were judged.' }),
    sources: Closed({
      heard: Count,
      silent: { ...Count, description: 'Not heard for three of their intervals.' },
    }),
  },
  { title: 'DiagnosedJobType' },
);

const DiagnosisReason = Closed(
  {
    kind: OneOf([...anomalyKinds, 'vendor', 'sources', 'jobs'] as const, {
      description: 'An anomaly of this kind; or what the vendor says, who is heard, how jobs flow.',
    }),
    job_type: Nullable(JobType),
    since: Nullable(Instant),
    p_value: Nullable(PValue),
    sentence: Type.String(),
  },
  { title: 'DiagnosisReason' },
);

export const Diagnosis = Closed(
  {
    org_id: OrgId,
    region: Slug,
    verdict: OneOf(diagnosisVerdicts, {
      description:
        '`vendor_outage`: the vendor tells of trouble, and nothing speaks against it. `local_problem`: jobs are unusual where the vendor is well. `no_data`: nobody tells us of jobs. `unclear`: the vendor and our own jobs say different things, or neither says enough.',
    }),
    sentence: Type.String({ description: 'The verdict in words.' }),
    since: Nullable(Instant),
    reasons: Type.Array(DiagnosisReason, { description: 'The weightiest first.' }),
    vendor: Closed({
      service_status: ServiceStatus,
      service_status_code: StatusCodeField,
      summary: Type.String(),
      since: Nullable(Instant),
      stale: Type.Boolean(),
    }),
    job_types: Type.Array(DiagnosedType, { description: 'Those that a source of the organization reports.' }),
  },
  {
    title: 'Diagnosis',
    description: '“Them or us”: what the vendor says, beside what the own jobs show.',
    examples: [
      {
        org_id: '4725fffa',
        region: 'eu',
        verdict: 'local_problem',
        sentence:
          'Print jobs are not as usual since 2026-11-23T09:00:00Z, and the vendor tells of no trouble with them: look here first.',
        since: '2026-11-23T09:00:00Z',
        reasons: [
          {
            kind: 'silence',
            job_type: 'print',
            since: '2026-11-23T09:00:00Z',
            p_value: 0.0000021,
            sentence:
              'Print jobs on office-mfp: No job has come since 10:00 on 2026-11-23 (Europe/Paris), where about 14 were to be expected until 11:15: by chance about once in 100,000, judged by the same hours of past weeks.',
          },
          {
            kind: 'vendor',
            job_type: 'print',
            since: '2026-11-20T00:00:00Z',
            p_value: null,
            sentence: 'The vendor says of print jobs: Operational.',
          },
        ],
        vendor: {
          service_status: 'Operational',
          service_status_code: 'operational',
          summary: 'All systems are operational.',
          since: '2026-11-20T00:00:00Z',
          stale: false,
        },
        job_types: [
          {
            job_type: 'print',
            vendor_status_code: 'operational',
            jobs_show: 'unusual',
            since: '2026-11-23T09:00:00Z',
            p_value: 0.0000021,
            jobs_lately: 3,
            judged_until: '2026-11-23T10:15:00Z',
            sources: { heard: 1, silent: 0 },
          },
        ],
      },
    ],
  },
);
export type Diagnosis = Static<typeof Diagnosis>;
