import {
  type Incident as IncidentBody,
  type IncidentCreate,
  invalidField,
  type JobType,
  jobTypes,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import type { Component } from './component.ts';
import { type Incident, type IncidentUpdate, incidentBody } from './incident.ts';
import { readPastMoment } from './moments.ts';
import { checkPlaces } from './places.ts';
import type { StatusContext } from './store.ts';

/**
 * Opens an incident; the body is its first update, told of its start. One that comes resolved already is told of now:
 * it lasted from its start to this moment.
 */
export async function createIncident(
  status: StatusContext,
  actor: Actor,
  input: IncidentCreate,
): Promise<IncidentBody> {
  const now = status.clock.now();
  const startedAt = readPastMoment('body.started_at', input.started_at, now);
  const url = checkUrl(input.url);
  const componentIds = input.component_ids ?? [];
  const components = await checkPlaces(status.store, input.regions, componentIds);
  const resolved = input.status === 'resolved';
  const first: IncidentUpdate = {
    at: resolved ? now : startedAt,
    status: input.status ?? 'investigating',
    body: input.body,
    impact: input.impact,
  };
  const incident: Incident = {
    id: newId('inc', now),
    name: input.name,
    impact: first.impact,
    status: first.status,
    regions: input.regions,
    componentIds,
    jobTypes: input.job_types ?? jobTypesOf(components),
    startedAt,
    updatedAt: now,
    resolvedAt: resolved ? now : null,
    url,
    updates: [first],
  };
  const body = incidentBody(incident);
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: 'incident.created',
    target: incident.id,
    detail: { ...body },
  });
  await status.store.insertIncident(incident, audit);
  return body;
}

/** People follow the link from a status page: nothing but the web may stand there. */
function checkUrl(url: string | undefined): string | null {
  if (url === undefined) return null;
  if (!/^https?:\/\//i.test(url)) {
    throw invalidField(
      'body.url',
      'is not an address of the web',
      'Send one that begins with https:// or http://.',
    );
  }
  return url;
}

function jobTypesOf(components: readonly Component[]): readonly JobType[] {
  return jobTypes.filter((type) => components.some((component) => component.jobTypes.includes(type)));
}
