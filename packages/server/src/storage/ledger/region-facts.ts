import type { StatusCode } from '@platen/contract';
import type { Kysely } from 'kysely';
import type { ComponentChange, ComponentHistory, RegionFacts } from '../../status/index.ts';
import { toComponent, toIncidents, toMaintenance } from './status-rows.ts';
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
  const told = [...components.map((c) => c.updatedAt), newestIncident?.at, newestMaintenance?.at].filter(
    isNumber,
  );
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
  const components = await db
    .selectFrom('component')
    .selectAll()
    .where('region', '=', region)
    .orderBy('id')
    .execute();
  const changes = await db
    .selectFrom('component_change as change')
    .selectAll()
    .where('region', '=', region)
    .where('at', '>=', (e) =>
      e
        .selectFrom('component_change as earlier')
        .select((f) => f.fn.coalesce(f.fn.max('earlier.at'), e.val(0)).as('at'))
        .where('earlier.region', '=', region)
        .whereRef('earlier.component_id', '=', 'change.component_id')
        .where('earlier.at', '<=', from),
    )
    .orderBy('at', 'desc')
    .execute();
  const changesOf = Map.groupBy(changes, (row) => row.component_id);
  return components.map((row) => ({
    ...toComponent(row),
    changes: (changesOf.get(row.id) ?? []).map(
      (change): ComponentChange => ({
        region: change.region,
        componentId: change.component_id,
        status: change.status as StatusCode,
        at: change.at,
      }),
    ),
  }));
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number';
}
