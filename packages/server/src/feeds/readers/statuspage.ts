import type { IncidentImpact, IncidentStatus, StatusCode } from '@platen/contract';
import type { FeedComponent, FeedIncident, FeedMaintenance, FeedReading, FeedUpdate } from '../reading.ts';
import { Field, refuseDuplicates } from './field.ts';
import { inOrder, pastInstant } from './moments.ts';
import { toBody, toLine, toLink } from './words.ts';

/**
 * Statuspage v2, `/api/v2/summary.json`, and what speaks like it.
 *
 * @throws UnreadableFeedError
 */
export function readStatuspage(text: string, nowMs: number): FeedReading {
  const body = Field.parse(text, 'Statuspage');
  body.object('page');
  return {
    components: readComponents(body),
    pageStatus: body.objectOrNull('status')?.word('indicator', pageStatuses) ?? null,
    incidents: refuseDuplicates(
      'incidents',
      body.list('incidents').map((incident) => readIncident(incident, nowMs)),
      ({ externalId }) => externalId,
    ),
    maintenance: refuseDuplicates(
      'scheduled_maintenances',
      body.list('scheduled_maintenances').map((maintenance) => readMaintenance(maintenance)),
      ({ externalId }) => externalId,
    ),
  };
}

const componentStatuses: Readonly<Record<string, StatusCode>> = {
  operational: 'operational',
  degraded_performance: 'degraded_performance',
  partial_outage: 'partial_outage',
  major_outage: 'major_outage',
  under_maintenance: 'under_maintenance',
  // Of incident.io, whose pages have this API too.
  full_outage: 'major_outage',
};

const pageStatuses: Readonly<Record<string, StatusCode>> = {
  none: 'operational',
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
  maintenance: 'under_maintenance',
};

const incidentStatuses: Readonly<Record<string, IncidentStatus>> = {
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  resolved: 'resolved',
  postmortem: 'resolved',
};

const impacts: Readonly<Record<string, IncidentImpact>> = {
  none: 'none',
  minor: 'minor',
  major: 'major',
  critical: 'critical',
  maintenance: 'none',
};

const maintenanceStatuses: Readonly<Record<string, FeedMaintenance['status']>> = {
  scheduled: 'scheduled',
  in_progress: 'in_progress',
  verifying: 'in_progress',
  completed: 'completed',
};

function readComponents(body: Field): readonly FeedComponent[] {
  const rows = body.list('components').map((row) => ({
    id: row.id('id'),
    name: row.text('name').trim(),
    groupId: row.idOrNull('group_id'),
    isGroup: row.isTrue('group'),
    memberIds: row.ids('components'),
    status: row.word('status', componentStatuses),
  }));
  refuseDuplicates('components', rows, ({ id }) => id);
  // A member is named by its group, names its group, or both.
  const groupOf = new Map(rows.flatMap(({ id, memberIds }) => memberIds.map((member) => [member, id])));
  return rows.map(({ memberIds: _, ...row }) => ({
    ...row,
    groupId: row.groupId ?? groupOf.get(row.id) ?? null,
  }));
}

function readIncident(incident: Field, nowMs: number): FeedIncident {
  const status = incident.word('status', incidentStatuses);
  const startedAt =
    pastInstant(incident, 'started_at', nowMs) ?? pastInstant(incident, 'created_at', nowMs) ?? nowMs;
  const name = toLine(incident.text('name'));
  const updates = incident.list('incident_updates').map((update) => readUpdate(update, startedAt, nowMs));
  refuseDuplicates('incident_updates', updates, (update) => update.externalId);
  const opened = { externalId: 'opened', at: startedAt, status, body: name };
  const [newest, ...earlier] = inOrder(updates, opened);
  return {
    externalId: incident.id('id'),
    name,
    status,
    // An incident whose weight is not told is not taken for none.
    impact: incident.wordOrNull('impact', impacts) ?? 'minor',
    startedAt,
    resolvedAt: pastInstant(incident, 'resolved_at', nowMs),
    url: toLink(incident.textOrNull('shortlink')),
    componentIds: namedComponents(incident),
    updates: [{ ...newest, status }, ...earlier],
  };
}

function readUpdate(update: Field, startedAt: number, nowMs: number): FeedUpdate {
  const status = update.word('status', incidentStatuses);
  return {
    externalId: update.id('id'),
    at: pastInstant(update, 'display_at', nowMs) ?? pastInstant(update, 'created_at', nowMs) ?? startedAt,
    status,
    body: toBody(update.textOrNull('body') ?? '') || status,
  };
}

/** Those of the incident and those of its updates: some pages keep the one list, some the other. */
function namedComponents(incident: Field): readonly string[] {
  const named = incident.list('components').map((component) => component.id('id'));
  const affected = incident
    .list('incident_updates')
    .flatMap((update) => update.list('affected_components').map((component) => component.idOrNull('code')));
  return [...new Set([...named, ...affected])].filter((id) => id !== null);
}

function readMaintenance(maintenance: Field): FeedMaintenance {
  const news = maintenance.list('incident_updates').map((update) => update.textOrNull('body'));
  const name = toLine(maintenance.text('name'));
  return {
    externalId: maintenance.id('id'),
    name,
    body: toBody(news.find((body) => body !== null) ?? '') || name,
    startsAt: maintenance.instant('scheduled_for'),
    endsAt: maintenance.instantOrNull('scheduled_until'),
    componentIds: namedComponents(maintenance),
    status: maintenance.word('status', maintenanceStatuses),
  };
}
