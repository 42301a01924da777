import type { IncidentImpact, IncidentStatus, StatusCode } from '@platen/contract';
import { worstOf } from '../../status/index.ts';
import type { FeedIncident, FeedMaintenance, FeedReading } from '../reading.ts';
import { Field, refuseDuplicates, UnreadableFeedError } from './field.ts';
import { pastInstant } from './moments.ts';
import { toBody, toLine, toLink } from './words.ts';

/**
 * incident.io, `/api/v1/summary`. It names components only while something is wrong with them, so it has none that could
 * be read when all is well.
 *
 * @throws UnreadableFeedError
 */
export function readIncidentIo(text: string, nowMs: number): FeedReading {
  const body = Field.parse(text, 'incident.io');
  if (!body.has('ongoing_incidents')) throw new UnreadableFeedError('ongoing_incidents is missing');
  const ongoing = body.list('ongoing_incidents');
  const inProgress = body.list('in_progress_maintenances').map(readInProgress);
  const scheduled = body.list('scheduled_maintenances').map(readScheduled);
  return {
    components: [],
    pageStatus: worstOf([
      ...ongoing.map((incident) => incident.word('current_worst_impact', statuses)),
      ...inProgress.map(() => 'under_maintenance' as const),
    ]),
    incidents: refuseDuplicates(
      'ongoing_incidents',
      ongoing.map((incident) => readIncident(incident, nowMs)),
      ({ externalId }) => externalId,
    ),
    maintenance: refuseDuplicates(
      'in_progress_maintenances and scheduled_maintenances',
      [...inProgress, ...scheduled],
      ({ externalId }) => externalId,
    ),
  };
}

const statuses: Readonly<Record<string, StatusCode>> = {
  operational: 'operational',
  degraded_performance: 'degraded_performance',
  partial_outage: 'partial_outage',
  full_outage: 'major_outage',
  under_maintenance: 'under_maintenance',
};

/** It tells how bad the worst component is. That a whole region is lost it does not say, so nothing here is critical. */
const impacts: Readonly<Record<string, IncidentImpact>> = {
  operational: 'none',
  under_maintenance: 'none',
  degraded_performance: 'minor',
  partial_outage: 'major',
  full_outage: 'major',
};

const incidentStatuses: Readonly<Record<string, IncidentStatus>> = {
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  resolved: 'resolved',
};

function readIncident(incident: Field, nowMs: number): FeedIncident {
  const status = incident.word('status', incidentStatuses);
  const name = toLine(incident.text('name'));
  const updatedAt = pastInstant(incident, 'last_update_at', nowMs) ?? nowMs;
  return {
    externalId: incident.id('id'),
    name,
    status,
    impact: incident.word('current_worst_impact', impacts),
    // Only the last update is told of, so an incident begins when it was first read.
    startedAt: pastInstant(incident, 'started_at', nowMs) ?? updatedAt,
    resolvedAt: null,
    url: toLink(incident.textOrNull('url')),
    componentIds: affectedComponents(incident),
    updates: [
      {
        externalId: incident.textOrNull('last_update_at') ?? 'opened',
        at: updatedAt,
        status,
        body: toBody(incident.textOrNull('last_update_message') ?? '') || name,
      },
    ],
  };
}

function readInProgress(maintenance: Field): FeedMaintenance {
  return {
    ...readNotice(maintenance),
    startsAt: maintenance.instant('started_at'),
    endsAt: maintenance.instantOrNull('scheduled_end_at'),
    status: 'in_progress',
  };
}

function readScheduled(maintenance: Field): FeedMaintenance {
  return {
    ...readNotice(maintenance),
    startsAt: maintenance.instant('starts_at'),
    endsAt: maintenance.instantOrNull('ends_at'),
    status: 'scheduled',
  };
}

function readNotice(
  maintenance: Field,
): Pick<FeedMaintenance, 'externalId' | 'name' | 'body' | 'componentIds'> {
  const name = toLine(maintenance.text('name'));
  return {
    externalId: maintenance.id('id'),
    name,
    body: toBody(maintenance.textOrNull('last_update_message') ?? '') || name,
    componentIds: affectedComponents(maintenance),
  };
}

function affectedComponents(event: Field): readonly string[] {
  return event.list('affected_components').map((component) => component.id('id'));
}
