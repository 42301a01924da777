import { type Static, Type } from 'typebox';
import { JobType, jobTypes } from './job.ts';
import { Closed, Instant, Line, Nullable, OneOf, OrgId, Slug, Url } from './primitives.ts';

/** Statuspage's words, and `unknown`: nobody knows. */
export const statusCodes = [
  'major_outage',
  'partial_outage',
  'degraded_performance',
  'under_maintenance',
  'operational',
  'unknown',
] as const;
export type StatusCode = (typeof statusCodes)[number];

export const statusNames = {
  major_outage: 'Major Outage',
  partial_outage: 'Partial Outage',
  degraded_performance: 'Degraded Performance',
  under_maintenance: 'Under Maintenance',
  operational: 'Operational',
  unknown: 'Unknown',
} as const satisfies Record<StatusCode, string>;

const ServiceStatus = OneOf(Object.values(statusNames));
const StatusCodeField = OneOf(statusCodes);

/** Statuspage's words. */
export const incidentStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];
export const incidentImpacts = ['none', 'minor', 'major', 'critical'] as const;
export type IncidentImpact = (typeof incidentImpacts)[number];
const maintenanceStatuses = ['scheduled', 'in_progress', 'completed', 'cancelled'] as const;
export type MaintenanceStatus = (typeof maintenanceStatuses)[number];

const JobTypes = Type.Array(JobType, { uniqueItems: true, maxItems: jobTypes.length });
const Slugs = (options: object = {}) => Type.Array(Slug, { uniqueItems: true, maxItems: 100, ...options });
const Body = Type.String({ minLength: 1, maxLength: 20_000 });

export const Region = Closed(
  { id: Slug, name: Line(120), created_at: Instant, updated_at: Instant },
  {
    title: 'Region',
    examples: [
      { id: 'eu', name: 'Europe', created_at: '2026-01-01T09:00:00Z', updated_at: '2026-01-01T09:00:00Z' },
    ],
  },
);
export type Region = Static<typeof Region>;

export const RegionPut = Closed({ name: Line(120) }, { title: 'RegionPut', examples: [{ name: 'Europe' }] });
export type RegionPut = Static<typeof RegionPut>;

export const Component = Closed(
  {
    id: Slug,
    region: Slug,
    name: Line(120),
    status: ServiceStatus,
    status_code: StatusCodeField,
    job_types: {
      ...JobTypes,
      description: 'The kinds of job that do not work without it. Empty: it carries none.',
    },
    updated_at: Instant,
  },
  {
    title: 'Component',
    description:
      'A component as the operator set it; incidents and maintenance on it show in `system-status`.',
    examples: [
      {
        id: 'scan',
        region: 'eu',
        name: 'Scan to cloud',
        status: 'Operational',
        status_code: 'operational',
        job_types: ['scan'],
        updated_at: '2026-01-01T09:00:00Z',
      },
    ],
  },
);
export type Component = Static<typeof Component>;

export const ComponentPut = Closed(
  {
    name: Line(120),
    job_types: Type.Optional({
      ...JobTypes,
      description: 'Default: what they are, and none for a new component.',
    }),
    status_code: Type.Optional({
      ...StatusCodeField,
      description: 'Default: what it is, and `operational` for a new component.',
    }),
  },
  {
    title: 'ComponentPut',
    examples: [{ name: 'Scan to cloud', job_types: ['scan'], status_code: 'partial_outage' }],
  },
);
export type ComponentPut = Static<typeof ComponentPut>;

const IncidentUpdateFields = {
  at: Instant,
  status: OneOf(incidentStatuses),
  body: Body,
};

const incidentExample = {
  id: 'inc_01kay3gq6xj4f8h2t0v9w7c5nd',
  name: 'Scan to cloud is failing for some devices',
  status: 'investigating',
  impact: 'major',
  regions: ['eu'],
  component_ids: ['scan'],
  job_types: ['scan'],
  started_at: '2026-11-23T08:02:11Z',
  updated_at: '2026-11-23T08:02:11Z',
  resolved_at: null,
  url: '/v1/incidents/inc_01kay3gq6xj4f8h2t0v9w7c5nd',
  updates: [
    { at: '2026-11-23T08:02:11Z', status: 'investigating', body: 'We are looking into failing scans.' },
  ],
};

export const Incident = Closed(
  {
    id: Type.String({ examples: ['inc_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    name: Line(200),
    status: OneOf(incidentStatuses),
    impact: OneOf(incidentImpacts),
    regions: Slugs(),
    component_ids: Slugs({ description: 'Empty: the incident is about the region as such.' }),
    job_types: JobTypes,
    started_at: Instant,
    updated_at: Instant,
    resolved_at: Nullable(Instant),
    url: Type.String({
      format: 'uri-reference',
      description: 'Where it is told in full, relative to this server unless absolute.',
    }),
    updates: Type.Array(Closed(IncidentUpdateFields, { title: 'IncidentUpdate' }), {
      description: 'Newest first.',
    }),
  },
  {
    title: 'Incident',
    examples: [incidentExample],
  },
);
export type Incident = Static<typeof Incident>;

const PastInstant = { ...Instant, description: 'Default: now. May lie in the past, not in the future.' };

export const IncidentCreate = Closed(
  {
    name: Line(200),
    impact: OneOf(incidentImpacts),
    status: Type.Optional({ ...OneOf(incidentStatuses), default: 'investigating' }),
    regions: Slugs({ minItems: 1 }),
    component_ids: Type.Optional(Slugs({ default: [] })),
    job_types: Type.Optional({ ...JobTypes, description: 'Default: those of its components.' }),
    body: Body,
    started_at: Type.Optional(PastInstant),
    url: Type.Optional({ ...Url, description: 'Default: this incident on this server.' }),
  },
  {
    title: 'IncidentCreate',
    examples: [
      {
        name: incidentExample.name,
        impact: 'major',
        regions: ['eu'],
        component_ids: ['scan'],
        body: 'We are looking into failing scans.',
      },
    ],
  },
);
export type IncidentCreate = Static<typeof IncidentCreate>;

export const IncidentUpdateCreate = Closed(
  {
    status: OneOf(incidentStatuses, {
      description: '`resolved` ends the incident; any other opens it again.',
    }),
    body: Body,
    impact: Type.Optional({ ...OneOf(incidentImpacts), description: 'Default: as it was.' }),
    at: Type.Optional(PastInstant),
  },
  {
    title: 'IncidentUpdateCreate',
    examples: [{ status: 'resolved', body: 'Scans arrive again since 09:40 UTC.' }],
  },
);
export type IncidentUpdateCreate = Static<typeof IncidentUpdateCreate>;

const maintenanceExample = {
  name: 'Storage upgrade',
  regions: ['eu'],
  component_ids: ['scan'],
  body: 'Scans may arrive late.',
  starts_at: '2026-11-28T22:00:00Z',
  ends_at: '2026-11-29T02:00:00Z',
};

const maintenanceFields = {
  name: Line(200),
  regions: Slugs({ minItems: 1 }),
  component_ids: Slugs({ description: 'Empty: the region as a whole.' }),
  body: Body,
  starts_at: Instant,
  ends_at: Instant,
};

export const Maintenance = Closed(
  {
    id: Type.String({ examples: ['mnt_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    status: OneOf(maintenanceStatuses, {
      description: 'Follows the clock between `starts_at` and `ends_at`.',
    }),
    ...maintenanceFields,
    updated_at: Instant,
  },
  {
    title: 'Maintenance',
    examples: [
      {
        id: 'mnt_01kay3gq6xj4f8h2t0v9w7c5nd',
        status: 'scheduled',
        ...maintenanceExample,
        updated_at: '2026-11-23T08:31:00Z',
      },
    ],
  },
);
export type Maintenance = Static<typeof Maintenance>;

export const MaintenanceCreate = Closed(
  { ...maintenanceFields, component_ids: Type.Optional(Slugs({ default: [] })) },
  { title: 'MaintenanceCreate', examples: [maintenanceExample] },
);
export type MaintenanceCreate = Static<typeof MaintenanceCreate>;

export const MaintenanceUpdate = Closed(
  {
    name: Type.Optional(Line(200)),
    body: Type.Optional(Body),
    starts_at: Type.Optional(Instant),
    ends_at: Type.Optional({ ...Instant, description: 'Setting it to now ends the maintenance.' }),
    cancelled: Type.Optional(Type.Literal(true)),
  },
  {
    title: 'MaintenanceUpdate',
    description: 'Fields left out stay as they are.',
    examples: [{ ends_at: '2026-11-29T03:00:00Z' }],
  },
);
export type MaintenanceUpdate = Static<typeof MaintenanceUpdate>;

export const SystemStatus = Closed(
  {
    org_id: OrgId,
    region: Slug,
    service_status: ServiceStatus,
    service_status_code: StatusCodeField,
    summary: Type.String({ description: 'One sentence.' }),
    since: Nullable({ ...Instant, description: 'When the region came to this status; `null` if unknown.' }),
    observed_at: Nullable({ ...Instant, description: 'When the source last said something.' }),
    stale: Type.Boolean({
      description: 'True once the source has not been heard for three of its intervals.',
    }),
    components: Type.Array(
      Closed(
        {
          id: Slug,
          name: Type.String(),
          status: ServiceStatus,
          status_code: StatusCodeField,
          job_types: JobTypes,
        },
        { title: 'ComponentStatus' },
      ),
    ),
    active_incidents: Type.Array(Incident, { description: 'Newest first.' }),
    maintenance: Type.Array(
      Closed(
        {
          id: Type.String(),
          name: Type.String(),
          status: OneOf(['scheduled', 'in_progress']),
          starts_at: Instant,
          ends_at: Instant,
        },
        { title: 'MaintenanceNotice' },
      ),
      { description: 'In progress or to come, soonest first.' },
    ),
  },
  {
    title: 'SystemStatus',
    examples: [
      {
        org_id: '4725fffa',
        region: 'eu',
        service_status: 'Partial Outage',
        service_status_code: 'partial_outage',
        summary: 'Scan to cloud is failing for some devices',
        since: '2026-11-23T08:02:11Z',
        observed_at: '2026-11-23T08:31:00Z',
        stale: false,
        components: [
          {
            id: 'print',
            name: 'Cloud print',
            status: 'Operational',
            status_code: 'operational',
            job_types: ['print'],
          },
          {
            id: 'scan',
            name: 'Scan to cloud',
            status: 'Partial Outage',
            status_code: 'partial_outage',
            job_types: ['scan'],
          },
        ],
        active_incidents: [incidentExample],
        maintenance: [],
      },
    ],
  },
);
export type SystemStatus = Static<typeof SystemStatus>;
