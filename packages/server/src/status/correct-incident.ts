import {
  type Incident as IncidentBody,
  type IncidentCorrect,
  type IncidentUpdateCorrect,
  invalidField,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { formatInstant } from '../kit/instant.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { type Correction, correctionBody } from './correction.ts';
import { type Incident, type IncidentUpdate, impactOn, isOver, resolvedAtBy } from './incident.ts';
import { checkUrl, impactsFrom, refuseAlarmingAdvisory } from './incident-fields.ts';
import { findIncident, readBody, refuseOfFeed } from './incidents.ts';
import { readMoment, readPastMoment } from './moments.ts';
import type { StatusContext } from './store.ts';

/** Puts right what is said of an incident as a whole. What stood before is kept. */
export async function correctIncident(
  status: StatusContext,
  actor: Actor,
  id: string,
  input: IncidentCorrect,
): Promise<IncidentBody> {
  const incident = await findIncident(status, id);
  const startedAt =
    input.started_at === undefined ? incident.startedAt : correctStart(incident, input.started_at, status);
  const corrected: Incident = {
    ...incident,
    name: input.name ?? incident.name,
    jobTypes: input.job_types ?? incident.jobTypes,
    startedAt,
    url: input.url === undefined ? incident.url : input.url === null ? null : checkUrl(input.url),
    updates: withFirstAt(incident, startedAt),
  };
  const [before, after] = [await readBody(status, incident), await readBody(status, corrected)];
  const fields = (['name', 'job_types', 'started_at', 'url'] as const).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }));
  return keep(status, actor, corrected, null, fields);
}

/** Puts right one update. What stood before is kept. */
export async function correctIncidentUpdate(
  status: StatusContext,
  actor: Actor,
  id: string,
  updateId: string,
  input: IncidentUpdateCorrect,
): Promise<IncidentBody> {
  const incident = await findIncident(status, id);
  const index = incident.updates.findIndex((update) => update.id === updateId);
  const update = incident.updates[index];
  if (!update) throw new Refusal('not_found', `The incident ${id} has no update ${updateId}.`);
  refuseOtherComponents(update, input);
  const now = status.clock.now();
  const impact = input.impact ?? update.impact;
  const corrected: IncidentUpdate = {
    ...update,
    body: input.body ?? update.body,
    at: input.at === undefined ? update.at : correctMoment(incident, index, input.at, now),
    impact,
    componentImpacts: impactsFrom(update, impact, undefined, input.component_impacts),
    correctedAt: now,
  };
  if (input.impact !== undefined || input.component_impacts !== undefined) {
    refuseAlarmingAdvisory(incident.kind, impact, corrected.componentImpacts);
  }
  const [newest, ...earlier] = incident.updates.with(index, corrected);
  const updates: Incident['updates'] = [newest ?? corrected, ...earlier];
  const changed = { ...incident, updates, resolvedAt: resolvedAtBy(updates) };
  return keep(status, actor, changed, updateId, [
    { field: 'body', before: update.body, after: corrected.body },
    { field: 'at', before: formatInstant(update.at), after: formatInstant(corrected.at) },
    { field: 'impact', before: update.impact, after: corrected.impact },
    {
      field: 'component_impacts',
      before: update.componentImpacts,
      after: corrected.componentImpacts,
    },
  ]);
}

/** Newest first. */
export async function listCorrections(
  status: StatusContext,
  incidentId: string,
  page: PageRequest,
): Promise<PageOf<ReturnType<typeof correctionBody>>> {
  await findIncident(status, incidentId);
  const rows = await status.store.listCorrections(incidentId, page);
  return pageOf(rows.map(correctionBody), page.limit, (correction) => correction.id);
}

/** Writes the incident with what was changed; when nothing was, nothing is written. */
async function keep(
  status: StatusContext,
  actor: Actor,
  corrected: Incident,
  updateId: string | null,
  fields: Correction['changes'],
): Promise<IncidentBody> {
  refuseOfFeed(corrected);
  const now = status.clock.now();
  const changes = fields.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  if (changes.length === 0) return readBody(status, await findIncident(status, corrected.id));
  const changed = { ...corrected, updatedAt: now, version: corrected.version + 1 };
  const correction: Correction = {
    id: newId('cor', now),
    incidentId: corrected.id,
    at: now,
    actor: actor.name,
    updateId,
    changes,
  };
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: 'incident.corrected',
    target: updateId ?? corrected.id,
    detail: { incident_id: corrected.id, changes },
  });
  if (!(await status.store.updateIncident(changed, audit, correction))) {
    throw new Refusal('conflict', `Somebody else has just updated the incident ${corrected.id}.`);
  }
  return readBody(status, changed);
}

/** The first update tells of the start, and moves with it; not one that tells of the end already. */
function withFirstAt(incident: Incident, startedAt: number): Incident['updates'] {
  const first = incident.updates.at(-1);
  if (!first || !tellsOfStart(first, incident)) return incident.updates;
  const [newest, ...earlier] = incident.updates.with(-1, { ...first, at: startedAt });
  return [newest ?? first, ...earlier];
}

function correctStart(incident: Incident, text: string, { clock }: StatusContext): number {
  const startedAt = readPastMoment('body.started_at', text, clock.now());
  const first = incident.updates.at(-1);
  const bound = first && !tellsOfStart(first, incident) ? first : incident.updates.at(-2);
  if (!bound || startedAt <= bound.at) return startedAt;
  throw invalidField(
    'body.started_at',
    'lies after an update that followed it',
    `Send a moment up to ${formatInstant(bound.at)}.`,
  );
}

function tellsOfStart({ at, status }: IncidentUpdate, { startedAt }: Incident): boolean {
  return at === startedAt && !isOver(status);
}

function correctMoment(incident: Incident, index: number, text: string, now: number): number {
  const at = readMoment('body.at', text);
  const earliest = incident.updates[index + 1]?.at ?? incident.startedAt;
  const latest = incident.updates[index - 1]?.at ?? now;
  if (at >= earliest && at <= latest) return at;
  throw invalidField(
    'body.at',
    'is not between the updates before and after it',
    `Send a moment from ${formatInstant(earliest)} to ${formatInstant(latest)}.`,
  );
}

function refuseOtherComponents(update: IncidentUpdate, input: IncidentUpdateCorrect): void {
  const other = Object.keys(input.component_impacts ?? {}).find((id) => impactOn(update, id) === undefined);
  if (other === undefined) return;
  throw invalidField(
    `body.component_impacts.${other}`,
    'is a component that this update does not speak of',
    'Tell a new update that names it.',
  );
}
