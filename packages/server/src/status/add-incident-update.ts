import {
  type Incident as IncidentBody,
  type IncidentUpdateCreate,
  invalidField,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import { type Incident, type IncidentUpdate, incidentBody } from './incident.ts';
import { findIncident } from './incidents.ts';
import { readPastMoment } from './moments.ts';
import type { StatusContext } from './store.ts';

/** Tells news of an incident: `resolved` ends it, any other status opens it again. */
export async function addIncidentUpdate(
  status: StatusContext,
  actor: Actor,
  id: string,
  input: IncidentUpdateCreate,
): Promise<IncidentBody> {
  const incident = await findIncident(status, id);
  const now = status.clock.now();
  const update: IncidentUpdate = {
    at: readPastMoment('body.at', input.at, now),
    status: input.status,
    body: input.body,
    impact: input.impact ?? incident.impact,
  };
  refuseOutOfOrder(incident, update, input);
  const changed = withUpdate(incident, update, now);
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: 'incident.updated',
    target: id,
    detail: { ...input, at: formatInstant(update.at), impact: update.impact },
  });
  if (!(await status.store.updateIncident(incident, changed, audit))) {
    throw new Refusal('conflict', `Somebody else has just updated the incident ${id}.`);
  }
  return incidentBody(changed);
}

function withUpdate(incident: Incident, update: IncidentUpdate, now: number): Incident {
  const resolvedAt = update.status === 'resolved' ? (incident.resolvedAt ?? update.at) : null;
  return {
    ...incident,
    status: update.status,
    impact: update.impact,
    updatedAt: now,
    resolvedAt,
    updates: [update, ...incident.updates],
  };
}

/** What was said stays in the order it was said in. Without an `at` only a clock set back can be out of order. */
function refuseOutOfOrder(incident: Incident, update: IncidentUpdate, input: IncidentUpdateCreate): void {
  const newest = incident.updates[0];
  if (input.at === undefined || newest === undefined || update.at >= newest.at) return;
  throw invalidField(
    'body.at',
    'lies before the newest update',
    `Send a moment from ${formatInstant(newest.at)} on, or leave it out.`,
  );
}
