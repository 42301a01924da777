import type { IncidentImpact, IncidentStatus, JobType, StatusCode } from '@platen/contract';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Component, Incident, IncidentUpdate, Maintenance, Region } from '../../status/index.ts';
import type { ComponentTable, IncidentTable, LedgerTables, MaintenanceTable, RegionTable } from './tables.ts';

export function toRegion(row: Selectable<RegionTable>): Region {
  return { id: row.id, name: row.name, createdAt: row.created_at, updatedAt: row.updated_at };
}

export function toComponent(row: Selectable<ComponentTable>): Component {
  return {
    region: row.region,
    id: row.id,
    name: row.name,
    jobTypes: JSON.parse(row.job_types) as JobType[],
    status: row.status as StatusCode,
    updatedAt: row.updated_at,
  };
}

export function fromIncident(incident: Incident): Insertable<IncidentTable> {
  return {
    id: incident.id,
    name: incident.name,
    impact: incident.impact,
    status: incident.status,
    component_ids: JSON.stringify(incident.componentIds),
    job_types: JSON.stringify(incident.jobTypes),
    started_at: incident.startedAt,
    updated_at: incident.updatedAt,
    resolved_at: incident.resolvedAt,
    url: incident.url,
  };
}

/** Incidents with their regions and updates, in the order of the rows. */
export async function toIncidents(
  db: Kysely<LedgerTables>,
  rows: readonly Selectable<IncidentTable>[],
): Promise<Incident[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [regions, updates] = await Promise.all([
    db.selectFrom('incident_region').selectAll().where('incident_id', 'in', ids).orderBy('region').execute(),
    db
      .selectFrom('incident_update')
      .selectAll()
      .where('incident_id', 'in', ids)
      .orderBy('ordinal', 'desc')
      .execute(),
  ]);
  const regionsOf = Map.groupBy(regions, (row) => row.incident_id);
  const updatesOf = Map.groupBy(updates, (row) => row.incident_id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    impact: row.impact as IncidentImpact,
    status: row.status as IncidentStatus,
    regions: (regionsOf.get(row.id) ?? []).map(({ region }) => region),
    componentIds: JSON.parse(row.component_ids) as string[],
    jobTypes: JSON.parse(row.job_types) as JobType[],
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    resolvedAt: row.resolved_at,
    url: row.url,
    updates: (updatesOf.get(row.id) ?? []).map(
      (update): IncidentUpdate => ({
        at: update.at,
        status: update.status as IncidentStatus,
        impact: update.impact as IncidentImpact,
        body: update.body,
      }),
    ),
  }));
}

export async function insertUpdate(
  db: Kysely<LedgerTables>,
  incidentId: string,
  ordinal: number,
  update: IncidentUpdate,
): Promise<void> {
  await db
    .insertInto('incident_update')
    .values({ incident_id: incidentId, ordinal, ...update })
    .execute();
}

export function fromMaintenance(maintenance: Maintenance): Insertable<MaintenanceTable> {
  return {
    id: maintenance.id,
    name: maintenance.name,
    body: maintenance.body,
    component_ids: JSON.stringify(maintenance.componentIds),
    starts_at: maintenance.startsAt,
    ends_at: maintenance.endsAt,
    cancelled_at: maintenance.cancelledAt,
    updated_at: maintenance.updatedAt,
  };
}

/** Maintenance with its regions, in the order of the rows. */
export async function toMaintenance(
  db: Kysely<LedgerTables>,
  rows: readonly Selectable<MaintenanceTable>[],
): Promise<Maintenance[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const regions = await db
    .selectFrom('maintenance_region')
    .selectAll()
    .where('maintenance_id', 'in', ids)
    .orderBy('region')
    .execute();
  const regionsOf = Map.groupBy(regions, (row) => row.maintenance_id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    body: row.body,
    regions: (regionsOf.get(row.id) ?? []).map(({ region }) => region),
    componentIds: JSON.parse(row.component_ids) as string[],
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    cancelledAt: row.cancelled_at,
    updatedAt: row.updated_at,
  }));
}
