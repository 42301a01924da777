import type {
  Incident as IncidentBody,
  IncidentImpact,
  IncidentKind,
  IncidentStatus,
  JobType,
} from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

export type ComponentImpacts = Readonly<Record<string, IncidentImpact>>;

/** What is said of an incident from an instant on: all of it, so that the past can be judged as it was. */
export interface IncidentUpdate {
  readonly id: string;
  readonly at: number;
  readonly status: IncidentStatus;
  readonly body: string;
  readonly impact: IncidentImpact;
  /** Where the incident is; a region that is left out no longer, or not yet, has it. */
  readonly regions: readonly string[];
  /** How bad it is for each component; empty when the incident is about its regions as such. */
  readonly componentImpacts: ComponentImpacts;
  readonly correctedAt: number | null;
}

/** Where something was read from: its own id there, and the feed's here. */
export interface FeedOrigin {
  readonly feedId: string;
  readonly externalId: string;
}

export interface Incident {
  readonly id: string;
  readonly kind: IncidentKind;
  readonly name: string;
  readonly jobTypes: readonly JobType[];
  readonly startedAt: number;
  readonly createdAt: number;
  /** When it was last written to, whatever moment the update tells of. */
  readonly updatedAt: number;
  readonly resolvedAt: number | null;
  /** Where it is told in full; null when that is this server. */
  readonly url: string | null;
  /** Null when an operator tells it. */
  readonly origin: FeedOrigin | null;
  /** How often it was written to, so that no two writers undo each other. */
  readonly version: number;
  /** Newest first. */
  readonly updates: readonly [IncidentUpdate, ...IncidentUpdate[]];
}

export function isOver(status: IncidentStatus): boolean {
  return status === 'resolved' || status === 'postmortem';
}

/** Every region that the incident was ever in. */
export function regionsEver({ updates }: Incident): readonly string[] {
  return [...new Set(updates.flatMap(({ regions }) => regions))].sort();
}

/**
 * What was said of the incident in a region at an instant, undefined while it is not active there. It is active from its
 * start, also before its first update, until an update ends it or leaves the region out, and again from an update that
 * reopens it.
 */
export function activeAt(incident: Incident, region: string, atMs: number): IncidentUpdate | undefined {
  if (atMs < incident.startedAt) return undefined;
  const said = incident.updates.find((update) => update.at <= atMs) ?? incident.updates.at(-1);
  if (!said || isOver(said.status) || !said.regions.includes(region)) return undefined;
  return said;
}

/**
 * The incident as one region has it, with no other region in it; undefined where it never was. Where it has moved on to
 * other regions, it ended with the update that left this one out, and what was said later is not this region's news.
 */
export function incidentIn(incident: Incident, region: string): Incident | undefined {
  const { updates } = incident;
  const last = updates.findIndex(({ regions }) => regions.includes(region));
  const lastHere = updates[last];
  if (!lastHere) return undefined;
  const here = (update: IncidentUpdate) => ({ ...update, regions: [region] });
  const told = updates.slice(last + 1).map(here);
  if (last === 0) return { ...incident, updates: [here(lastHere), ...told] };
  const left = updates[last - 1];
  if (!left || isOver(lastHere.status)) {
    return { ...incident, ...endedAt(lastHere.at), updates: [here(lastHere), ...told] };
  }
  const end = { ...here(left), status: 'resolved' as const };
  return { ...incident, ...endedAt(left.at), updates: [end, here(lastHere), ...told] };
}

function endedAt(at: number): Pick<Incident, 'resolvedAt' | 'updatedAt'> {
  return { resolvedAt: at, updatedAt: at };
}

/** What an organization of one region may see of an incident. */
export interface View {
  readonly region: string;
  readonly componentIds: ReadonlySet<string>;
}

/** With a view, regions and components outside of it are left out. */
export function incidentBody(incident: Incident, view?: View): IncidentBody {
  const [latest] = incident.updates;
  const impacts = Object.entries(latest.componentImpacts).filter(
    ([id]) => view === undefined || view.componentIds.has(id),
  );
  return {
    id: incident.id,
    kind: incident.kind,
    name: incident.name,
    status: latest.status,
    impact: latest.impact,
    regions: latest.regions.filter((region) => view === undefined || region === view.region),
    component_ids: impacts.map(([id]) => id),
    component_impacts: Object.fromEntries(impacts),
    job_types: [...incident.jobTypes],
    started_at: formatInstant(incident.startedAt),
    created_at: formatInstant(incident.createdAt),
    updated_at: formatInstant(incident.updatedAt),
    resolved_at: incident.resolvedAt === null ? null : formatInstant(incident.resolvedAt),
    feed_id: incident.origin?.feedId ?? null,
    url: incident.url ?? `/v1/incidents/${incident.id}`,
    updates: incident.updates.map((update) => ({
      id: update.id,
      at: formatInstant(update.at),
      status: update.status,
      impact: update.impact,
      body: update.body,
      corrected_at: update.correctedAt === null ? null : formatInstant(update.correctedAt),
    })),
  };
}
