import { type Static, Type } from 'typebox';
import { JobTypes } from './job-type.ts';
import { Body, Slugs } from './notice.ts';
import { Closed, Instant, Line, Nullable, OneOf, Slug, Url } from './primitives.ts';

/** Statuspage's words. */
export const incidentStatuses = [
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'postmortem',
] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];
export const incidentImpacts = ['none', 'minor', 'major', 'critical'] as const;
export type IncidentImpact = (typeof incidentImpacts)[number];
export const incidentKinds = ['incident', 'advisory'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

const Kind = OneOf(incidentKinds, {
  description: 'An `advisory` informs: its impact is `none`, and it changes no status.',
});

/** By component. */
export const ComponentImpacts = (options: object = {}) =>
  Type.Record(Slug, OneOf(incidentImpacts), { maxProperties: 100, additionalProperties: false, ...options });

const IncidentUpdate = Closed(
  {
    id: Type.String({ examples: ['upd_01kay3gq6xj4f8h2t0v9w7c5ne'] }),
    at: Instant,
    status: OneOf(incidentStatuses),
    impact: OneOf(incidentImpacts),
    body: Body,
    corrected_at: Nullable({ ...Instant, description: 'When it was last corrected; `null` if never.' }),
  },
  { title: 'IncidentUpdate' },
);

export const incidentExample = {
  id: 'inc_01kay3gq6xj4f8h2t0v9w7c5nd',
  kind: 'incident',
  name: 'Scan to cloud is failing for some devices',
  status: 'investigating',
  impact: 'major',
  regions: ['eu'],
  component_ids: ['scan'],
  component_impacts: { scan: 'major' },
  job_types: ['scan'],
  started_at: '2026-11-23T08:02:11Z',
  created_at: '2026-11-23T08:05:40Z',
  updated_at: '2026-11-23T08:05:40Z',
  resolved_at: null,
  feed_id: null,
  url: '/v1/incidents/inc_01kay3gq6xj4f8h2t0v9w7c5nd',
  updates: [
    {
      id: 'upd_01kay3gq6xj4f8h2t0v9w7c5ne',
      at: '2026-11-23T08:02:11Z',
      status: 'investigating',
      impact: 'major',
      body: 'We are looking into failing scans.',
      corrected_at: null,
    },
  ],
};

export const Incident = Closed(
  {
    id: Type.String({ examples: ['inc_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    kind: Kind,
    name: Line(200),
    status: OneOf(incidentStatuses),
    impact: OneOf(incidentImpacts),
    regions: Slugs(),
    component_ids: Slugs({ description: 'Empty: the incident is about the region as such.' }),
    component_impacts: ComponentImpacts({ description: 'How bad it is for each of its components.' }),
    job_types: JobTypes,
    started_at: Instant,
    created_at: Instant,
    updated_at: Instant,
    resolved_at: Nullable(Instant),
    feed_id: Nullable(
      Type.String({ description: 'The feed it was read from; `null` when an operator tells it.' }),
    ),
    url: Type.String({
      format: 'uri-reference',
      description: 'Where it is told in full, relative to this server unless absolute.',
    }),
    updates: Type.Array(IncidentUpdate, { description: 'Newest first.' }),
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

const TemplateId = { ...Slug, description: 'The id of a template, which gives what is left out.' };

export const IncidentCreate = Closed(
  {
    template: Type.Optional(TemplateId),
    name: Type.Optional(Line(200, { description: 'Needed unless the template has it.' })),
    kind: Type.Optional({ ...Kind, description: 'Default: `incident`.' }),
    impact: Type.Optional({
      ...OneOf(incidentImpacts),
      description: 'Needed unless the template has it, or it is an advisory.',
    }),
    status: Type.Optional({ ...OneOf(incidentStatuses), description: 'Default: `investigating`.' }),
    regions: Slugs({ minItems: 1 }),
    component_ids: Type.Optional(Slugs({ description: 'Default: those of `component_impacts`.' })),
    component_impacts: Type.Optional(
      ComponentImpacts({ description: 'Where it is not as bad, or worse, than `impact` says.' }),
    ),
    job_types: Type.Optional({ ...JobTypes, description: 'Default: those of its components.' }),
    body: Type.Optional({ ...Body, description: 'Needed unless the template has it.' }),
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
    template: Type.Optional(TemplateId),
    status: Type.Optional(
      OneOf(incidentStatuses, {
        description:
          'Needed unless the template has it. `resolved` ends the incident, `postmortem` explains one that is resolved; any other opens it again.',
      }),
    ),
    body: Type.Optional({ ...Body, description: 'Needed unless the template has it.' }),
    kind: Type.Optional({ ...Kind, description: 'Default: as it was.' }),
    impact: Type.Optional({
      ...OneOf(incidentImpacts),
      description: 'Default: as it was. Components that had the old one go with it.',
    }),
    regions: Type.Optional(
      Slugs({
        minItems: 1,
        description:
          'Where it is from now on. For a region left out it ends with this update, the last that is seen there. Default: as it was.',
      }),
    ),
    component_ids: Type.Optional(
      Slugs({
        description:
          'Default: as it was, as far as they are in its regions, and those of `component_impacts`.',
      }),
    ),
    component_impacts: Type.Optional(ComponentImpacts({ description: 'Default: as they were.' })),
    at: Type.Optional(PastInstant),
  },
  {
    title: 'IncidentUpdateCreate',
    examples: [{ status: 'resolved', body: 'Scans arrive again since 09:40 UTC.' }],
  },
);
export type IncidentUpdateCreate = Static<typeof IncidentUpdateCreate>;

export const IncidentCorrect = Closed(
  {
    name: Type.Optional(Line(200)),
    job_types: Type.Optional(JobTypes),
    started_at: Type.Optional({ ...Instant, description: 'Not after its second update.' }),
    url: Type.Optional({ ...Nullable(Url), description: '`null`: this incident on this server.' }),
  },
  {
    title: 'IncidentCorrect',
    description: 'Fields left out stay as they are; what stood before is kept among the corrections.',
    minProperties: 1,
    examples: [{ name: 'Scan to cloud is failing for all devices' }],
  },
);
export type IncidentCorrect = Static<typeof IncidentCorrect>;

export const IncidentUpdateCorrect = Closed(
  {
    body: Type.Optional(Body),
    at: Type.Optional({ ...Instant, description: 'Between the update before it and the one after.' }),
    impact: Type.Optional({
      ...OneOf(incidentImpacts),
      description: 'Components that had the wrong one go with it.',
    }),
    component_impacts: Type.Optional(
      ComponentImpacts({ description: 'Only components that the update speaks of.' }),
    ),
  },
  {
    title: 'IncidentUpdateCorrect',
    description: 'Fields left out stay as they are; what stood before is kept among the corrections.',
    minProperties: 1,
    examples: [{ body: 'Scans arrive again since 09:45 UTC.' }],
  },
);
export type IncidentUpdateCorrect = Static<typeof IncidentUpdateCorrect>;

export const Correction = Closed(
  {
    id: Type.String({ examples: ['cor_01kay3gq6xj4f8h2t0v9w7c5nf'] }),
    at: Instant,
    actor: Type.String({ description: 'The id of the key that corrected it.' }),
    update_id: Nullable(Type.String({ description: '`null`: the incident itself was corrected.' })),
    changes: Type.Array(
      Closed(
        { field: Type.String(), before: Type.Unknown(), after: Type.Unknown() },
        { title: 'CorrectedField' },
      ),
    ),
  },
  {
    title: 'Correction',
    examples: [
      {
        id: 'cor_01kay3gq6xj4f8h2t0v9w7c5nf',
        at: '2026-11-23T10:12:00Z',
        actor: 'key_01kay3gq6xj4f8h2t0v9w7c5na',
        update_id: 'upd_01kay3gq6xj4f8h2t0v9w7c5ne',
        changes: [
          {
            field: 'body',
            before: 'Scans arrive again since 09:40 UTC.',
            after: 'Scans arrive again since 09:45 UTC.',
          },
        ],
      },
    ],
  },
);
export type Correction = Static<typeof Correction>;
