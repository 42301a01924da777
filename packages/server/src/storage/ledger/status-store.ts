import type { Insertable, Kysely, Transaction } from 'kysely';
import type { AuditEntry } from '../../access/index.ts';
import { type Incident, incidentIn, regionsEver, type StatusStore } from '../../status/index.ts';
import type { Revisions } from '../revisions.ts';
import { audited } from './audited.ts';
import { hearReport, withReports, writeReport } from './component-reports.ts';
import { loadRecentlyTold, loadRegionFacts } from './region-facts.ts';
import {
  fromCorrection,
  fromIncident,
  fromMaintenance,
  fromUpdates,
  toComponent,
  toCorrection,
  toIncidents,
  toMaintenance,
  toRegion,
  toTemplate,
} from './status-rows.ts';
import type { IncidentRegionTable } from './status-tables.ts';
import type { LedgerTables } from './tables.ts';

export function ledgerStatusStore(db: Kysely<LedgerTables>, revisions: Revisions): StatusStore {
  const topic = (region: string) => `status ${region}`;
  const change = (
    regions: readonly string[],
    audit: AuditEntry,
    work: (tx: Transaction<LedgerTables>) => Promise<boolean>,
  ) => audited({ db, revisions }, regions.map(topic), audit, work);

  return {
    revision: (region) => revisions.of(topic(region)),
    loadRegion: (region, from) => loadRegionFacts(db, region, from),
    loadRecentlyTold: (region, since) => loadRecentlyTold(db, region, since),

    async findRegions(ids) {
      if (ids.length === 0) return [];
      return (await db.selectFrom('region').selectAll().where('id', 'in', ids).execute()).map(toRegion);
    },
    async listRegions(page) {
      let query = db
        .selectFrom('region')
        .selectAll()
        .orderBy('id')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '>', page.after);
      return (await query.execute()).map(toRegion);
    },
    async saveRegion({ id, name, pageAccess, createdAt, updatedAt }, audit) {
      const said = { name, page_access: pageAccess, updated_at: updatedAt };
      await change([id], audit, async (tx) => {
        await tx
          .insertInto('region')
          .values({ id, created_at: createdAt, ...said })
          .onConflict((c) => c.column('id').doUpdateSet(said))
          .execute();
        return true;
      });
    },

    async findComponent(region, id) {
      const query = db.selectFrom('component').selectAll().where('region', '=', region).where('id', '=', id);
      return (await withReports(db, region, (await query.execute()).map(toComponent), latest))[0];
    },
    async findComponents(regions) {
      if (regions.length === 0) return [];
      return (await db.selectFrom('component').selectAll().where('region', 'in', regions).execute()).map(
        toComponent,
      );
    },
    async listComponents(region, page) {
      let query = db
        .selectFrom('component')
        .selectAll()
        .where('region', '=', region)
        .orderBy('id')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '>', page.after);
      return withReports(db, region, (await query.execute()).map(toComponent), latest);
    },
    async saveComponent(component, report, audit) {
      const { region, id } = component;
      const said = {
        name: component.name,
        description: component.description,
        position: component.position,
        job_types: JSON.stringify(component.jobTypes),
        updated_at: component.updatedAt,
      };
      await change([region], audit, async (tx) => {
        await tx
          .insertInto('component')
          .values({ region, id, created_at: component.createdAt, ...said })
          .onConflict((c) => c.columns(['region', 'id']).doUpdateSet(said))
          .execute();
        if (report) await writeReport(tx, report);
        return true;
      });
    },
    async saveReport(report, audit) {
      await change([report.region], audit, async (tx) => {
        await writeReport(tx, report);
        return true;
      });
    },
    hearReport: (report, heardAt) => hearReport(db, report, heardAt),

    async findIncident(id) {
      const rows = await db.selectFrom('incident').selectAll().where('id', '=', id).execute();
      return (await toIncidents(db, rows))[0];
    },
    async listIncidents(page) {
      let query = db
        .selectFrom('incident')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '<', page.after);
      return toIncidents(db, await query.execute());
    },
    async insertIncident(incident, audit) {
      await change(regionsEver(incident), audit, async (tx) => {
        await tx.insertInto('incident').values(fromIncident(incident)).execute();
        await writeUpdates(tx, incident);
        return true;
      });
    },
    updateIncident: (changed, audit, correction) =>
      change(regionsEver(changed), audit, async (tx) => {
        const { id, ...fields } = fromIncident(changed);
        const result = await tx
          .updateTable('incident')
          .set(fields)
          .where('id', '=', id)
          .where('version', '=', changed.version - 1)
          .executeTakeFirst();
        if (result.numUpdatedRows !== 1n) return false;
        await tx.deleteFrom('incident_update').where('incident_id', '=', id).execute();
        await writeUpdates(tx, changed);
        if (correction) {
          await tx.insertInto('incident_correction').values(fromCorrection(correction)).execute();
        }
        return true;
      }),
    async listCorrections(incidentId, page) {
      let query = db
        .selectFrom('incident_correction')
        .selectAll()
        .where('incident_id', '=', incidentId)
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '<', page.after);
      return (await query.execute()).map(toCorrection);
    },

    async findTemplate(id) {
      const row = await db
        .selectFrom('incident_template')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toTemplate(row);
    },
    async listTemplates(page) {
      let query = db
        .selectFrom('incident_template')
        .selectAll()
        .orderBy('id')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '>', page.after);
      return (await query.execute()).map(toTemplate);
    },
    async saveTemplate({ id, gives, updatedAt }, audit) {
      const said = { gives: JSON.stringify(gives), updated_at: updatedAt };
      await change([], audit, async (tx) => {
        await tx
          .insertInto('incident_template')
          .values({ id, ...said })
          .onConflict((c) => c.column('id').doUpdateSet(said))
          .execute();
        return true;
      });
    },
    async removeTemplate(id, audit) {
      await change([], audit, async (tx) => {
        const result = await tx.deleteFrom('incident_template').where('id', '=', id).executeTakeFirst();
        return result.numDeletedRows === 1n;
      });
    },

    async findMaintenance(id) {
      const rows = await db.selectFrom('maintenance').selectAll().where('id', '=', id).execute();
      return (await toMaintenance(db, rows))[0];
    },
    async listMaintenance(page) {
      let query = db
        .selectFrom('maintenance')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '<', page.after);
      return toMaintenance(db, await query.execute());
    },
    async insertMaintenance(maintenance, audit) {
      await change(maintenance.regions, audit, async (tx) => {
        await tx.insertInto('maintenance').values(fromMaintenance(maintenance)).execute();
        for (const region of maintenance.regions) {
          await tx
            .insertInto('maintenance_region')
            .values({ maintenance_id: maintenance.id, region })
            .execute();
        }
        return true;
      });
    },
    updateMaintenance: (changed, audit) =>
      change(changed.regions, audit, async (tx) => {
        const { id, ...fields } = fromMaintenance(changed);
        const result = await tx
          .updateTable('maintenance')
          .set(fields)
          .where('id', '=', id)
          .where('version', '=', changed.version - 1)
          .executeTakeFirst();
        return result.numUpdatedRows === 1n;
      }),
  };
}

/** No report ends after it, so of each source only the newest is read. */
const latest = Number.MAX_SAFE_INTEGER;

async function writeUpdates(tx: Transaction<LedgerTables>, incident: Incident): Promise<void> {
  await tx.insertInto('incident_update').values(fromUpdates(incident)).execute();
  await tx
    .insertInto('incident_region')
    .values(regionsEver(incident).map((region) => toldIn(region, incident)))
    .onConflict((c) =>
      c.columns(['region', 'incident_id']).doUpdateSet((e) => ({ updated_at: e.ref('excluded.updated_at') })),
    )
    .execute();
}

function toldIn(region: string, incident: Incident): Insertable<IncidentRegionTable> {
  const { id, updatedAt } = incident;
  return { incident_id: id, region, updated_at: incidentIn(incident, region)?.updatedAt ?? updatedAt };
}
