import { type Incident, incidentIn } from './incident.ts';
import { type Maintenance, maintenanceStatusAt } from './maintenance.ts';
import type { PageIncident, PageMaintenance, PageMaintenanceUpdate } from './region-page.ts';

/** The incident as the region has it; undefined when it never had it. */
export function pageIncident(
  incident: Incident,
  region: string,
  known: ReadonlySet<string>,
): PageIncident | undefined {
  const here = incidentIn(incident, region);
  if (!here) return undefined;
  const [newest] = here.updates;
  const ofRegion = (id: string) => known.has(id);
  return {
    id: here.id,
    kind: here.kind,
    name: here.name,
    status: newest.status,
    impact: newest.impact,
    componentIds: Object.keys(newest.componentImpacts).filter(ofRegion),
    startedAt: here.startedAt,
    createdAt: here.createdAt,
    updatedAt: here.updatedAt,
    resolvedAt: here.resolvedAt,
    url: here.url,
    updates: here.updates.map(({ regions: _, componentImpacts, ...update }) => ({
      ...update,
      componentImpacts: Object.fromEntries(Object.entries(componentImpacts).filter(([id]) => ofRegion(id))),
    })),
  };
}

/** The maintenance, of which `known` are the region's components; undefined unless it is announced and stands. */
export function pageMaintenance(
  maintenance: Maintenance,
  known: ReadonlySet<string>,
  now: number,
): PageMaintenance | undefined {
  const status = maintenanceStatusAt(maintenance, now);
  if (status === 'cancelled' || now < maintenance.announceAt) return undefined;
  const updates = maintenanceUpdates(maintenance, now);
  return {
    id: maintenance.id,
    name: maintenance.name,
    status,
    componentIds: maintenance.componentIds.filter((id) => known.has(id)),
    startsAt: maintenance.startsAt,
    endsAt: maintenance.endsAt,
    createdAt: maintenance.announceAt,
    updatedAt: Math.max(maintenance.updatedAt, ...updates.map(({ at }) => at)),
    updates,
  };
}

/** The announcement, what the clock did and what the operator told, newest first. */
function maintenanceUpdates(maintenance: Maintenance, now: number): readonly PageMaintenanceUpdate[] {
  const { id, body, announceAt, startsAt, endsAt, news } = maintenance;
  const statusAt = (at: number): PageMaintenanceUpdate['status'] =>
    at < startsAt ? 'scheduled' : at < endsAt ? 'in_progress' : 'completed';
  const announced = { id: `${id}_announced`, at: announceAt, body };
  const byClock = [
    { id: `${id}_ended`, at: endsAt, body: 'The maintenance is over.' },
    { id: `${id}_begun`, at: startsAt, body: 'The maintenance has begun.' },
  ].filter(({ at }) => at <= now && at > announceAt);
  // What was told before the announcement, the public hears with it.
  const told = news.map((update) => ({ ...update, at: Math.max(update.at, announceAt) }));
  return [...told, ...byClock, announced]
    .map((update) => ({ ...update, status: statusAt(update.at) }))
    .toSorted((a, b) => b.at - a.at);
}
