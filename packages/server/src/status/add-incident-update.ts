import {
  type Incident as IncidentBody,
  type IncidentImpact,
  type IncidentUpdateCreate,
  invalidField,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { formatInstant } from '../kit/instant.ts';
import {
  type ComponentImpacts,
  type Incident,
  type IncidentUpdate,
  incidentBody,
  isOver,
} from './incident.ts';
import { impactsOf, jobTypesOf, needed, refuseAlarmingAdvisory } from './incident-fields.ts';
import { findIncident, refuseOfFeed } from './incidents.ts';
import { readPastMoment } from './moments.ts';
import { checkPlaces } from './places.ts';
import type { StatusContext } from './store.ts';
import { readTemplate } from './templates.ts';

/**
 * Tells news of an incident: `resolved` ends it, `postmortem` explains one that is resolved, any other status opens it
 * again. What is left out stays as it was.
 */
export async function addIncidentUpdate(
  status: StatusContext,
  actor: Actor,
  id: string,
  sent: IncidentUpdateCreate,
): Promise<IncidentBody> {
  const incident = await findIncident(status, id);
  refuseOfFeed(incident);
  const input = { ...(await readTemplate(status, sent.template)), ...sent };
  const now = status.clock.now();
  const [newest] = incident.updates;
  const impact = input.impact ?? newest.impact;
  const update: IncidentUpdate = {
    id: newId('upd', now),
    at: readPastMoment('body.at', input.at, now),
    status: needed('status', input.status),
    body: needed('body', input.body),
    impact,
    regions: input.regions ?? newest.regions,
    componentImpacts: carriedOn(newest, impact, input.component_ids, input.component_impacts),
    correctedAt: null,
  };
  const kind = input.kind ?? incident.kind;
  refuseAlarmingAdvisory(kind, impact, update.componentImpacts);
  refuseOutOfOrder(newest, update, input);
  const components = await checkPlaces(status.store, update.regions, Object.keys(update.componentImpacts));
  const changed: Incident = {
    ...incident,
    kind,
    jobTypes: [...new Set([...incident.jobTypes, ...jobTypesOf(components)])],
    updatedAt: now,
    resolvedAt: isOver(update.status) ? (incident.resolvedAt ?? update.at) : null,
    version: incident.version + 1,
    updates: [update, ...incident.updates],
  };
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: 'incident.updated',
    target: id,
    detail: { ...input, at: formatInstant(update.at), impact },
  });
  if (!(await status.store.updateIncident(changed, audit))) {
    throw new Refusal('conflict', `Somebody else has just updated the incident ${id}.`);
  }
  return incidentBody(changed);
}

/** Components keep their own impact; those that had the incident's go with it. */
function carriedOn(
  before: IncidentUpdate,
  impact: IncidentImpact,
  componentIds: readonly string[] | undefined,
  impacts: ComponentImpacts | undefined,
): ComponentImpacts {
  return impactsOf(componentIds ?? Object.keys(before.componentImpacts), impacts, (id) => {
    const own = before.componentImpacts[id];
    return own === undefined || own === before.impact ? impact : own;
  });
}

/**
 * What was said stays in the order it was said in (without an `at` only a clock set back can be out of order), and a
 * post-mortem comes last.
 */
function refuseOutOfOrder(newest: IncidentUpdate, update: IncidentUpdate, input: IncidentUpdateCreate): void {
  if (update.status === 'postmortem' && !isOver(newest.status)) {
    throw invalidField('body.status', 'comes before the incident is resolved', 'Send `resolved` first.');
  }
  if (input.at === undefined || update.at >= newest.at) return;
  throw invalidField(
    'body.at',
    'lies before the newest update',
    `Send a moment from ${formatInstant(newest.at)} on, or leave it out.`,
  );
}
