import {
  type Incident as IncidentBody,
  type IncidentUpdateCreate,
  invalidField,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { formatInstant } from '../kit/instant.ts';
import { type Incident, type IncidentUpdate, isOver } from './incident.ts';
import { impactsFrom, needed, placeOfComponent, refuseAlarmingAdvisory } from './incident-fields.ts';
import { findIncident, readBody, refuseOfFeed } from './incidents.ts';
import { readPastMoment } from './moments.ts';
import { checkComponents, checkRegions } from './places.ts';
import type { StatusContext } from './store.ts';
import { givenByTemplate } from './templates.ts';

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
  const input = { ...(await givenByTemplate(status, sent)), ...sent };
  const now = status.clock.now();
  const [newest] = incident.updates;
  const impact = input.impact ?? newest.impact;
  const regions = input.regions ?? newest.regions;
  await checkRegions(status.store, regions);
  const componentIds = input.component_ids ?? (await carriedTo(status, newest, regions, input));
  const update: IncidentUpdate = {
    id: newId('upd', now),
    at: readPastMoment('body.at', input.at, now),
    status: needed('status', input.status),
    body: needed('body', input.body),
    impact,
    regions,
    componentImpacts: impactsFrom(newest, impact, componentIds, input.component_impacts),
    correctedAt: null,
  };
  const kind = input.kind ?? incident.kind;
  refuseAlarmingAdvisory(kind, impact, update.componentImpacts);
  refuseOutOfOrder(newest, update, input);
  const named = Object.keys(update.componentImpacts);
  await checkComponents(status.store, regions, named, placeOfComponent(sent));
  const changed: Incident = {
    ...incident,
    kind,
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
  return readBody(status, changed);
}

/** The components it spoke of, as far as they are in its regions still: where none is, it would be about all of them. */
async function carriedTo(
  { store }: StatusContext,
  newest: IncidentUpdate,
  regions: readonly string[],
  input: IncidentUpdateCreate,
): Promise<readonly string[]> {
  const before = Object.keys(newest.componentImpacts);
  const known = new Set((await store.findComponents(regions)).map(({ id }) => id));
  const carried = before.filter((id) => known.has(id));
  if (before.length === 0 || carried.length > 0 || input.component_impacts !== undefined) return carried;
  throw invalidField(
    'body.component_ids',
    'is missing, and these regions have none of the components spoken of so far',
    'Send those that it is about there, or an empty list for the regions as such.',
  );
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
