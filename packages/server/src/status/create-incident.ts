import { type Incident as IncidentBody, type IncidentCreate, invalidField } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { type Incident, type IncidentUpdate, incidentBody } from './incident.ts';
import { checkUrl, impactsOf, needed, placeOfComponent, refuseAlarmingAdvisory } from './incident-fields.ts';
import { readPastMoment } from './moments.ts';
import { checkComponents, checkRegions } from './places.ts';
import type { StatusContext } from './store.ts';
import { givenByTemplate } from './templates.ts';

/**
 * Opens an incident; the body is its first update, told of its start. One that comes resolved already is told of now:
 * it lasted from its start to this moment.
 */
export async function createIncident(
  status: StatusContext,
  actor: Actor,
  sent: IncidentCreate,
): Promise<IncidentBody> {
  const now = status.clock.now();
  const input = { ...(await givenByTemplate(status, sent)), ...sent };
  const startedAt = readPastMoment('body.started_at', input.started_at, now);
  const kind = input.kind ?? 'incident';
  const impact = kind === 'advisory' ? (input.impact ?? 'none') : needed('impact', input.impact);
  const componentImpacts = impactsOf(input.component_ids, input.component_impacts, () => impact);
  refuseAlarmingAdvisory(kind, impact, componentImpacts);
  const componentIds = Object.keys(componentImpacts);
  await checkRegions(status.store, input.regions);
  const components = await checkComponents(status.store, input.regions, componentIds, placeOfComponent(sent));
  const said = input.status ?? 'investigating';
  refusePostMortem(said);
  const first: IncidentUpdate = {
    id: newId('upd', now),
    at: said === 'resolved' ? now : startedAt,
    status: said,
    body: needed('body', input.body),
    impact,
    regions: input.regions,
    componentImpacts,
    correctedAt: null,
  };
  const incident: Incident = {
    id: newId('inc', now),
    kind,
    name: needed('name', input.name),
    jobTypes: input.job_types ?? null,
    startedAt,
    createdAt: now,
    updatedAt: now,
    resolvedAt: said === 'resolved' ? now : null,
    url: input.url === undefined ? null : checkUrl(input.url),
    origin: null,
    version: 1,
    updates: [first],
  };
  const body = incidentBody(incident, components);
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: 'incident.created',
    target: incident.id,
    detail: { ...body },
  });
  await status.store.insertIncident(incident, audit);
  return body;
}

function refusePostMortem(status: IncidentUpdate['status']): void {
  if (status !== 'postmortem') return;
  throw invalidField(
    'body.status',
    'comes after an incident is resolved',
    'Send `resolved`, and the post-mortem as an update.',
  );
}
