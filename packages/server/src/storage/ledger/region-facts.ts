import type { Kysely } from 'kysely';
import type { ComponentHistory, RecentlyTold, RegionFacts, Report } from '../../status/index.ts';
import { withReports } from './component-reports.ts';
import { toComponent, toIncidents, toMaintenance } from './status-rows.ts';
import type { LedgerTables } from './tables.ts';

/** Reads what is needed to judge a region at any instant from `from` on. */
export async function loadRegionFacts(
  db: Kysely<LedgerTables>,
  region: string,
  from: number,
): Promise<RegionFacts> {
  const [components, incidentRows, maintenanceRows, newestIncident, newestMaintenance] = await Promise.all([
    loadComponents(db, region, from),
    incidentsOf(db, region)
      .selectAll('incident')
      .where((e) => e.or([e('incident.resolved_at', 'is', null), e('incident.resolved_at', '>=', from)]))
      .execute(),
    maintenanceOf(db, region).selectAll('maintenance').where('maintenance.ends_at', '>=', from).execute(),
    incidentsOf(db, region)
      .select((e) => e.fn.max('incident_region.updated_at').as('at'))
      .executeTakeFirst(),
    maintenanceOf(db, region)
      .select((e) => e.fn.max('maintenance.updated_at').as('at'))
      .executeTakeFirst(),
  ]);
  const told = [
    ...components.flatMap(({ updatedAt, reports }) => [updatedAt, latestHeard(reports)]),
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

/** Reads what may have been told from `since` on. */
export async function loadRecentlyTold(
  db: Kysely<LedgerTables>,
  region: string,
  since: number,
): Promise<RecentlyTold> {
  const [components, incidentRows, maintenanceRows] = await Promise.all([
    db.selectFrom('component').selectAll().where('region', '=', region).execute(),
    incidentsOf(db, region).selectAll('incident').where('incident.updated_at', '>=', since).execute(),
    maintenanceOf(db, region)
      .selectAll('maintenance')
      .where((e) => e.or([e('maintenance.updated_at', '>=', since), e('maintenance.ends_at', '>=', since)]))
      .execute(),
  ]);
  return {
    components: components.map(toComponent),
    incidents: await toIncidents(db, incidentRows),
    maintenance: await toMaintenance(db, maintenanceRows),
  };
}

function incidentsOf(db: Kysely<LedgerTables>, region: string) {
  return db
    .selectFrom('incident')
    .innerJoin('incident_region', 'incident_region.incident_id', 'incident.id')
    .where('incident_region.region', '=', region);
}

function maintenanceOf(db: Kysely<LedgerTables>, region: string) {
  return db
    .selectFrom('maintenance')
    .innerJoin('maintenance_region', 'maintenance_region.maintenance_id', 'maintenance.id')
    .where('maintenance_region.region', '=', region);
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

/** No spread: a component that changes once a minute has more reports than a function takes arguments. */
function latestHeard(reports: readonly Report[]): number | null {
  return reports.reduce<number | null>((latest, { heardAt }) => Math.max(latest ?? heardAt, heardAt), null);
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number';
}
