import type { IncidentImpact, IncidentStatus, StatusCode } from '@platen/contract';
import { minuteMs } from '../../kit/instant.ts';
import type { FeedIncident, FeedMaintenance, FeedReading } from '../reading.ts';
import { Field, refuseDuplicates } from './field.ts';
import { pastInstant } from './moments.ts';
import { toLine, toLink } from './words.ts';

/**
 * Instatus, `/summary.json`: the page's own word, what is going on, and no components.
 *
 * @throws UnreadableFeedError
 */
export function readInstatus(text: string, nowMs: number): FeedReading {
  const body = Field.parse(text, 'Instatus');
  return {
    components: [],
    pageStatus: body.object('page').word('status', pageStatuses),
    incidents: refuseDuplicates(
      'activeIncidents',
      body.list('activeIncidents').map((incident) => readIncident(incident, nowMs)),
      ({ externalId }) => externalId,
    ),
    maintenance: refuseDuplicates(
      'activeMaintenances',
      body.list('activeMaintenances').map(readMaintenance),
      ({ externalId }) => externalId,
    ),
  };
}

/** That it has issues says not how bad they are. */
const pageStatuses: Readonly<Record<string, StatusCode>> = {
  UP: 'operational',
  HASISSUES: 'degraded_performance',
  UNDERMAINTENANCE: 'under_maintenance',
};

const impacts: Readonly<Record<string, IncidentImpact>> = {
  OPERATIONAL: 'none',
  UNDERMAINTENANCE: 'none',
  DEGRADEDPERFORMANCE: 'minor',
  MINOROUTAGE: 'minor',
  PARTIALOUTAGE: 'major',
  MAJOROUTAGE: 'critical',
};

const incidentStatuses: Readonly<Record<string, IncidentStatus>> = {
  INVESTIGATING: 'investigating',
  IDENTIFIED: 'identified',
  MONITORING: 'monitoring',
  RESOLVED: 'resolved',
};

const maintenanceStatuses: Readonly<Record<string, FeedMaintenance['status']>> = {
  NOTSTARTEDYET: 'scheduled',
  INPROGRESS: 'in_progress',
  VERIFYING: 'in_progress',
  COMPLETED: 'completed',
};

function readIncident(incident: Field, nowMs: number): FeedIncident {
  const status = incident.word('status', incidentStatuses);
  const name = toLine(incident.text('name'));
  const startedAt = pastInstant(incident, 'started', nowMs) ?? nowMs;
  const updatedAt = pastInstant(incident, 'updatedAt', nowMs) ?? startedAt;
  return {
    externalId: idOf(incident),
    name,
    status,
    impact: incident.word('impact', impacts),
    startedAt,
    resolvedAt: null,
    url: toLink(incident.textOrNull('url')),
    componentIds: [],
    updates: [{ externalId: incident.textOrNull('updatedAt') ?? status, at: updatedAt, status, body: name }],
  };
}

function readMaintenance(maintenance: Field): FeedMaintenance {
  const name = toLine(maintenance.text('name'));
  const startsAt = maintenance.instant('start');
  const minutes = Number(maintenance.idOrNull('duration') ?? Number.NaN);
  return {
    externalId: idOf(maintenance),
    name,
    body: name,
    startsAt,
    endsAt: minutes > 0 && Number.isFinite(minutes) ? startsAt + minutes * minuteMs : null,
    componentIds: [],
    status: maintenance.word('status', maintenanceStatuses),
  };
}

/** Older pages give no id; their addresses name what they tell of. */
function idOf(event: Field): string {
  return event.idOrNull('id') ?? event.text('url');
}
