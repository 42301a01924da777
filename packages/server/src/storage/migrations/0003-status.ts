import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Components are judged by reports, incidents by what each update says of regions and components, and what is told can
 * be corrected, made from templates, and read from feeds. What was told before is kept.
 */
export const statusMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('region')
      .addColumn('page_access', 'text', (c) => c.notNull().defaultTo('public'))
      .execute();
    await reportOnComponents(db);
    await tellIncidentsByUpdate(db);
    await announceMaintenance(db);
  },
};

async function reportOnComponents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('component_report')
    .addColumn('region', 'text', (c) => c.notNull())
    .addColumn('component_id', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('until_at', 'bigint')
    .addColumn('status', 'text')
    .addColumn('heard_at', 'bigint', (c) => c.notNull())
    .addColumn('interval_ms', 'bigint')
    .addColumn('message', 'text')
    .addColumn('trouble', 'text')
    .addPrimaryKeyConstraint('component_report_pk', ['region', 'component_id', 'source', 'from_at'])
    .execute();
  await db.schema
    .createIndex('component_report_by_end')
    .on('component_report')
    .columns(['region', 'component_id', 'until_at'])
    .execute();
  await sql`
    insert into component_report (region, component_id, source, from_at, until_at, status, heard_at)
    select region, component_id, 'hand', at,
      lead(at) over (partition by region, component_id order by at), status, at
    from component_change`.execute(db);
  await add(db, 'component', [
    ['description', 'text'],
    ['position', 'integer', 0],
    ['created_at', 'bigint', 0],
  ]);
  await sql`
    update component set created_at = coalesce((
      select min(at) from component_change as change
      where change.region = component.region and change.component_id = component.id), updated_at)`.execute(
    db,
  );
  await db.schema.alterTable('component').dropColumn('status').execute();
  await db.schema.dropTable('component_change').execute();
}

async function tellIncidentsByUpdate(db: Kysely<unknown>): Promise<void> {
  await add(db, 'incident', [
    ['kind', 'text', 'incident'],
    ['created_at', 'bigint', 0],
    ['feed_id', 'text'],
    ['external_id', 'text'],
    ['version', 'integer', 1],
  ]);
  await sql`update incident set created_at = started_at`.execute(db);
  await add(db, 'incident_update', [
    ['id', 'text', ''],
    ['regions', 'text', '[]'],
    ['component_impacts', 'text', '{}'],
    ['corrected_at', 'bigint'],
  ]);
  await fillUpdates(db);
  await add(db, 'incident_region', [['updated_at', 'bigint', 0]]);
  await sql`
    update incident_region set updated_at = (
      select updated_at from incident where incident.id = incident_region.incident_id)`.execute(db);
  for (const column of ['impact', 'status', 'component_ids']) {
    await db.schema.alterTable('incident').dropColumn(column).execute();
  }
  await db.schema
    .createTable('incident_correction')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('incident_id', 'text', (c) => c.notNull().references('incident.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('update_id', 'text')
    .addColumn('changes', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('incident_correction_by_incident')
    .on('incident_correction')
    .columns(['incident_id', 'id'])
    .execute();
  await db.schema
    .createTable('incident_template')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('gives', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('incident_by_origin')
    .unique()
    .on('incident')
    .columns(['feed_id', 'external_id'])
    .execute();
}

interface EarlierTables {
  incident: { id: string; component_ids: string };
  incident_region: { incident_id: string; region: string };
  incident_update: {
    incident_id: string;
    ordinal: number;
    impact: string;
    id: string;
    regions: string;
    component_impacts: string;
  };
}

/** Before, an incident had the same regions and components from its first update to its last. */
async function fillUpdates(anything: Kysely<unknown>): Promise<void> {
  const db = anything as Kysely<EarlierTables>;
  const incidents = await db.selectFrom('incident').selectAll().execute();
  const places = await db.selectFrom('incident_region').selectAll().orderBy('region').execute();
  const updates = await db.selectFrom('incident_update').selectAll().execute();
  const componentsOf = new Map(incidents.map((row) => [row.id, JSON.parse(row.component_ids) as string[]]));
  const regionsOf = Map.groupBy(places, (row) => row.incident_id);
  for (const { incident_id, ordinal, impact } of updates) {
    const componentIds = componentsOf.get(incident_id) ?? [];
    await db
      .updateTable('incident_update')
      .set({
        id: `${incident_id.replace('inc_', 'upd_')}_${ordinal}`,
        regions: JSON.stringify((regionsOf.get(incident_id) ?? []).map(({ region }) => region)),
        component_impacts: JSON.stringify(Object.fromEntries(componentIds.map((id) => [id, impact]))),
      })
      .where('incident_id', '=', incident_id)
      .where('ordinal', '=', ordinal)
      .execute();
  }
}

async function announceMaintenance(db: Kysely<unknown>): Promise<void> {
  await add(db, 'maintenance', [
    ['announce_at', 'bigint', 0],
    ['feed_id', 'text'],
    ['external_id', 'text'],
    ['created_at', 'bigint', 0],
    ['version', 'integer', 1],
    ['news', 'text', '[]'],
  ]);
  await sql`
    update maintenance set created_at = updated_at,
      announce_at = case when updated_at < starts_at then updated_at else starts_at end`.execute(db);
  await db.schema
    .createIndex('maintenance_by_origin')
    .unique()
    .on('maintenance')
    .columns(['feed_id', 'external_id'])
    .execute();
}

type Column = readonly [name: string, type: 'text' | 'integer' | 'bigint', initially?: string | number];

/** One statement a column: SQLite takes no more. What has no initial value may be null. */
async function add(db: Kysely<unknown>, table: string, columns: readonly Column[]): Promise<void> {
  for (const [name, type, initially] of columns) {
    await db.schema
      .alterTable(table)
      .addColumn(name, type, (c) => (initially === undefined ? c : c.notNull().defaultTo(initially)))
      .execute();
  }
}
