import { type PageIncident, type PageUpdate, type RegionPage, statusOfImpact } from '../../status/index.ts';
import { incidentUrl } from '../links.ts';
import type { Site } from '../public-form.ts';
import { namedComponentObjects } from './component.ts';
import { instant } from './instant.ts';
import { type ComponentStatuses, updateObjects } from './update.ts';

/** An incident as Statuspage writes it. */
export function incidentObject(incident: PageIncident, page: RegionPage, site: Site) {
  const monitoring = incident.updates.find(({ status }) => status === 'monitoring');
  return {
    id: incident.id,
    name: incident.name,
    status: incident.status,
    created_at: instant(incident.createdAt),
    updated_at: instant(incident.updatedAt),
    monitoring_at: monitoring ? instant(monitoring.at) : null,
    resolved_at: incident.resolvedAt === null ? null : instant(incident.resolvedAt),
    impact: incident.impact,
    shortlink: incidentUrl(incident, page, site),
    started_at: instant(incident.startedAt),
    page_id: page.id,
    incident_updates: updateObjects(incident, incident.updates, page, statusesFrom),
    components: namedComponentObjects(incident.componentIds, page),
    reminder_intervals: null,
  };
}

/** Statuspage's own count for its lists of what was. */
export const listedAtMost = 50;

export function isUnresolved({ status }: PageIncident): boolean {
  return status !== 'resolved' && status !== 'postmortem';
}

function statusesFrom({ status, componentImpacts }: PageUpdate): ComponentStatuses {
  const over = status === 'resolved' || status === 'postmortem';
  const entries = Object.entries(componentImpacts);
  return new Map(entries.map(([id, impact]) => [id, over ? 'operational' : statusOfImpact[impact]]));
}
