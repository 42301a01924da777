import type { Incident as IncidentBody, IncidentImpact, IncidentStatus, JobType } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

export interface IncidentUpdate {
  readonly at: number;
  readonly status: IncidentStatus;
  readonly body: string;
  /** The impact from this update on: kept with each, so that the past can be judged as it was. */
  readonly impact: IncidentImpact;
}

export interface Incident {
  readonly id: string;
  readonly name: string;
  /** Impact and status of the newest update. */
  readonly impact: IncidentImpact;
  readonly status: IncidentStatus;
  readonly regions: readonly string[];
  /** Empty when the incident is about its regions as such. */
  readonly componentIds: readonly string[];
  readonly jobTypes: readonly JobType[];
  readonly startedAt: number;
  /** When it was last written to, whatever moment the update tells of. */
  readonly updatedAt: number;
  readonly resolvedAt: number | null;
  /** Where it is told in full; null when that is this server. */
  readonly url: string | null;
  /** Newest first, never empty. */
  readonly updates: readonly IncidentUpdate[];
}

/**
 * The impact of the incident at an instant, undefined while it is not active. It is active from its start, also before
 * its first update, until an update resolves it, and again from an update that reopens it.
 */
export function impactAt(incident: Incident, atMs: number): IncidentImpact | undefined {
  if (atMs < incident.startedAt) return undefined;
  const said = incident.updates.find((update) => update.at <= atMs);
  if (said === undefined) return incident.updates.at(-1)?.impact;
  return said.status === 'resolved' ? undefined : said.impact;
}

/** What an organization of one region may see of an incident. */
export interface View {
  readonly region: string;
  readonly componentIds: ReadonlySet<string>;
}

/** With a view, regions and components outside of it are left out. */
export function incidentBody(incident: Incident, view?: View): IncidentBody {
  return {
    id: incident.id,
    name: incident.name,
    status: incident.status,
    impact: incident.impact,
    regions: incident.regions.filter((region) => view === undefined || region === view.region),
    component_ids: incident.componentIds.filter((id) => view === undefined || view.componentIds.has(id)),
    job_types: [...incident.jobTypes],
    started_at: formatInstant(incident.startedAt),
    updated_at: formatInstant(incident.updatedAt),
    resolved_at: incident.resolvedAt === null ? null : formatInstant(incident.resolvedAt),
    url: incident.url ?? `/v1/incidents/${incident.id}`,
    updates: incident.updates.map(({ at, status, body }) => ({ at: formatInstant(at), status, body })),
  };
}
