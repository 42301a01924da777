import {
  type Incident as IncidentBody,
  type IncidentImpact,
  type IncidentKind,
  type IncidentStatus,
  type JobType,
  jobTypes,
} from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import type { Component } from './component.ts';

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
  /** Null when nobody named them: those that its components carry. */
  readonly jobTypes: readonly JobType[] | null;
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
  const told = incident.updates.find((update) => update.at <= atMs);
  if (told && isOver(told.status)) return undefined;
  const said = told ?? incident.updates.at(-1);
  return said?.regions.includes(region) ? said : undefined;
}

/** The incident as it had been told up to an instant at which it was active. */
export function incidentAt(incident: Incident, atMs: number): Incident {
  const told = incident.updates.filter(({ at }) => at <= atMs);
  if (told.length === incident.updates.length) return incident;
  // It is active from its start, also before its first update.
  const [newest = incident.updates.at(-1) ?? incident.updates[0], ...earlier] = told;
  const updates: Incident['updates'] = [newest, ...earlier];
  return { ...incident, updates, updatedAt: newest.at, resolvedAt: resolvedAtBy(updates) };
}

/** How bad an update says that it is for a component; undefined when it does not speak of it. */
export function impactOn(
  { componentImpacts }: Pick<IncidentUpdate, 'componentImpacts'>,
  id: string,
): IncidentImpact | undefined {
  return Object.hasOwn(componentImpacts, id) ? componentImpacts[id] : undefined;
}

/** Since when it is over: the first of the updates at its end that say so; null while it is not. */
export function resolvedAtBy(updates: readonly IncidentUpdate[]): number | null {
  const open = updates.findIndex(({ status }) => !isOver(status));
  return (open < 0 ? updates.at(-1) : updates[open - 1])?.at ?? null;
}

/**
 * The incident as one region has it, with no other region in it; undefined where it never was. It begins with the first
 * update that names the region and ends with one that leaves it out; what was said in between of others alone is not
 * this region's news.
 */
export function incidentIn(incident: Incident, region: string): Incident | undefined {
  const [newest, ...earlier] = updatesIn(incident.updates, region);
  if (!newest) return undefined;
  const updates: Incident['updates'] = [newest, ...earlier];
  const isFromItsStart = incident.updates.at(-1)?.regions.includes(region);
  const startedAt = isFromItsStart ? incident.startedAt : (earlier.at(-1) ?? newest).at;
  const createdAt = isFromItsStart ? incident.createdAt : startedAt;
  const isStillHere = incident.updates[0].regions.includes(region);
  const toldAt = updates.map(({ at, correctedAt }) => Math.max(at, correctedAt ?? at));
  const updatedAt = isStillHere ? incident.updatedAt : Math.max(...toldAt);
  return { ...incident, startedAt, createdAt, updatedAt, resolvedAt: resolvedAtBy(updates), updates };
}

function updatesIn(updates: Incident['updates'], region: string): readonly IncidentUpdate[] {
  return updates.flatMap((update, i): IncidentUpdate[] => {
    if (update.regions.includes(region)) return [{ ...update, regions: [region] }];
    const before = updates[i + 1];
    if (!before?.regions.includes(region) || isOver(before.status)) return [];
    const { impact, componentImpacts } = before;
    return [{ ...update, status: 'resolved', impact, componentImpacts, regions: [region] }];
  });
}

/** `components` are those of the regions that the incident is told in; it is told of these alone. */
export function incidentBody(incident: Incident, components: readonly Component[]): IncidentBody {
  const [latest] = incident.updates;
  const known = new Set(components.map(({ id }) => id));
  const impacts = Object.entries(latest.componentImpacts).filter(([id]) => known.has(id));
  return {
    id: incident.id,
    kind: incident.kind,
    name: incident.name,
    status: latest.status,
    impact: latest.impact,
    regions: [...latest.regions],
    component_ids: impacts.map(([id]) => id),
    component_impacts: Object.fromEntries(impacts),
    job_types: [...(incident.jobTypes ?? jobTypesOf(incident, components))],
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

/** The kinds of job carried by the components that it was ever about, where it was. */
function jobTypesOf({ updates }: Incident, components: readonly Component[]): readonly JobType[] {
  const concerned = components.filter(({ region, id }) =>
    updates.some((update) => update.regions.includes(region) && impactOn(update, id) !== undefined),
  );
  return jobTypes.filter((type) => concerned.some((component) => component.jobTypes.includes(type)));
}
