import type { Kysely } from 'kysely';
import type { Component, ComponentHistory, RegionFacts } from '../../status/index.ts';
import { toComponent, toIncidents, toMaintenance, toReport } from './status-rows.ts';
import type { LedgerTables } from './tables.ts';

/** Reads what is needed to judge a region at any instant from `from` on. */
export async function loadRegionFacts(
  db: Kysely<LedgerTables>,
  region: string,
  from: number,
): Promise<RegionFacts> {
  const incidentsOfRegion = db
    .selectFrom('incident')
    .innerJoin('incident_region', 'incident_region.incident_id', 'incident.id')
    .where('incident_region.region', '=', region);
  const maintenanceOfRegion = db
    .selectFrom('maintenance')
    .innerJoin('maintenance_region', 'maintenance_region.maintenance_id', 'maintenance.id')
    .where('maintenance_region.region', '=', region);

  const [components, incidentRows, maintenanceRows, newestIncident, newestMaintenance] = await Promise.all([
    loadComponents(db, region, from),
    incidentsOfRegion
      .selectAll('incident')
      .where((e) => e.or([e('incident.resolved_at', 'is', null), e('incident.resolved_at', '>=', from)]))
      .execute(),
    maintenanceOfRegion.selectAll('maintenance').where('maintenance.ends_at', '>=', from).execute(),
    incidentsOfRegion.select((e) => e.fn.max('incident.updated_at').as('at')).executeTakeFirst(),
    maintenanceOfRegion.select((e) => e.fn.max('maintenance.updated_at').as('at')).executeTakeFirst(),
  ]);
  const told = [
    ...components.flatMap(({ updatedAt, reports }) => [updatedAt, ...reports.map(({ heardAt }) => heardAt)]),
    newestIncident?.at,
    newestMaintenance?.at,
  ].filter(isNumber);
  return {
    region,
    from,
    components,
    incidents: await toIncidents(db, incidentRows),
    maintenance: await toMaintenance(db, maintenanceRows),
    observedAt: told.length === 0 ? null : Math.max(...told),
  };
}

async function loadComponents(
  db: Kysely<LedgerTables>,
  region: string,
  from: number,
): Promise<ComponentHistory[]> {
  const rows = await db
    .selectFrom('component')
    .selectAll()
    .where('region', '=', region)
    .orderBy('id')
    .execute();
  return withReports(db, region, rows.map(toComponent), from);
}

/** Each with its reports after `from`, and the last of each source at or before it; the newest first. */
export async function withReports(
  db: Kysely<LedgerTables>,
  region: string,
  components: readonly Component[],
  from: number,
): Promise<ComponentHistory[]> {
  const reports = await db
    .selectFrom('component_report as report')
    .selectAll()
    .where('region', '=', region)
    .where(
      'component_id',
      'in',
      components.map(({ id }) => id),
    )
    .where('from_at', '>=', (e) =>
      e
        .selectFrom('component_report as earlier')
        .select((f) => f.fn.coalesce(f.fn.max('earlier.from_at'), e.val(0)).as('from_at'))
        .where('earlier.region', '=', region)
        .whereRef('earlier.component_id', '=', 'report.component_id')
        .whereRef('earlier.source', '=', 'report.source')
        .where('earlier.from_at', '<=', from),
    )
    .orderBy('from_at', 'desc')
    .orderBy('source')
    .execute();
  const reportsOf = Map.groupBy(reports.map(toReport), ({ componentId }) => componentId);
  return components.map((component) => ({ ...component, reports: reportsOf.get(component.id) ?? [] }));
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number';
}
