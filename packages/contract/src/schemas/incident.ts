import { type Static, Type } from 'typebox';
import { JobTypes } from './job-type.ts';
import { Body, Slugs } from './notice.ts';
import { Closed, Instant, Line, Nullable, OneOf, Url } from './primitives.ts';

/** Statuspage's words. */
export const incidentStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];
export const incidentImpacts = ['none', 'minor', 'major', 'critical'] as const;
export type IncidentImpact = (typeof incidentImpacts)[number];

const IncidentUpdateFields = {
  at: Instant,
  status: OneOf(incidentStatuses),
  body: Body,
};

export const incidentExample = {
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

const PastInstant = {
  ...Instant,
  description: 'Default: now. May lie in the past, not in the future.',
};

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
