import { type Static, Type } from 'typebox';
import { ComponentImpacts, incidentImpacts, incidentKinds, incidentStatuses } from './incident.ts';
import { Body, Slugs } from './notice.ts';
import { Closed, Instant, Line, OneOf, Slug } from './primitives.ts';

const templateFields = {
  name: Type.Optional(Line(200)),
  kind: Type.Optional(OneOf(incidentKinds)),
  status: Type.Optional(OneOf(incidentStatuses)),
  impact: Type.Optional(OneOf(incidentImpacts)),
  component_ids: Type.Optional(Slugs()),
  component_impacts: Type.Optional(ComponentImpacts()),
  body: Type.Optional(Body),
};

const templateExample = {
  name: 'Scan to cloud is failing',
  impact: 'major',
  component_ids: ['scan'],
  body: 'Scans to cloud folders fail. We are looking into it.',
};

export const IncidentTemplatePut = Closed(templateFields, {
  title: 'IncidentTemplatePut',
  description:
    'What an incident or an update that names the template takes from it, unless it says so itself.',
  minProperties: 1,
  examples: [templateExample],
});
export type IncidentTemplatePut = Static<typeof IncidentTemplatePut>;

export const IncidentTemplate = Closed(
  { id: Slug, ...templateFields, updated_at: Instant },
  {
    title: 'IncidentTemplate',
    examples: [{ id: 'scan-down', ...templateExample, updated_at: '2026-01-01T09:00:00Z' }],
  },
);
export type IncidentTemplate = Static<typeof IncidentTemplate>;
