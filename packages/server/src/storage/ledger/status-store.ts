import type { Kysely, Transaction } from 'kysely';
import type { AuditEntry } from '../../access/index.ts';
import type { StatusStore } from '../../status/index.ts';
import type { Revisions } from '../revisions.ts';
import { audited } from './audited.ts';
import { loadRegionFacts } from './region-facts.ts';
import {
  fromIncident,
  fromMaintenance,
  insertUpdate,
  toComponent,
  toIncidents,
  toMaintenance,
  toRegion,
} from './status-rows.ts';
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
    async saveRegion({ id, name, createdAt, updatedAt }, audit) {
      await change([id], audit, async (tx) => {
        await tx
          .insertInto('region')
          .values({ id, name, created_at: createdAt, updated_at: updatedAt })
          .onConflict((c) => c.column('id').doUpdateSet({ name, updated_at: updatedAt }))
          .execute();
        return true;
      });
    },

    async findComponent(region, id) {
      const query = db.selectFrom('component').selectAll().where('region', '=', region).where('id', '=', id);
      const row = await query.executeTakeFirst();
      return row && toComponent(row);
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
      return (await query.execute()).map(toComponent);
    },
    async saveComponent(component, statusChange, audit) {
      await change([component.region], audit, async (tx) => {
        const said = {
          name: component.name,
          job_types: JSON.stringify(component.jobTypes),
          updated_at: component.updatedAt,
        };
        await tx
          .insertInto('component')
          .values({ region: component.region, id: component.id, status: component.status, ...said })
          .onConflict((c) =>
            c
              .columns(['region', 'id'])
              .doUpdateSet(statusChange ? { ...said, status: statusChange.status } : said),
          )
          .execute();
        if (statusChange) {
          const { status, at } = statusChange;
          await tx
            .insertInto('component_change')
            .values({ region: component.region, component_id: component.id, at, status })
            .onConflict((c) => c.columns(['region', 'component_id', 'at']).doUpdateSet({ status }))
            .execute();
        }
        return true;
      });
    },

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
      await change(incident.regions, audit, async (tx) => {
        await tx.insertInto('incident').values(fromIncident(incident)).execute();
        for (const region of incident.regions) {
          await tx.insertInto('incident_region').values({ incident_id: incident.id, region }).execute();
        }
        for (const [ordinal, update] of incident.updates.toReversed().entries()) {
          await insertUpdate(tx, incident.id, ordinal, update);
        }
        return true;
      });
    },
    updateIncident: (seen, changed, audit) =>
      change(changed.regions, audit, async (tx) => {
        const stored = await tx
          .selectFrom('incident_update')
          .select((e) => e.fn.countAll<number>().as('updates'))
          .where('incident_id', '=', changed.id)
          .executeTakeFirst();
        const [update] = changed.updates;
        if (Number(stored?.updates) !== seen.updates.length || !update) return false;
        const { id, ...fields } = fromIncident(changed);
        await tx.updateTable('incident').set(fields).where('id', '=', id).execute();
        await insertUpdate(tx, id, seen.updates.length, update);
        return true;
      }),

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
    updateMaintenance: (seen, changed, audit) =>
      change(changed.regions, audit, async (tx) => {
        const { id, ...fields } = fromMaintenance(changed);
        const result = await tx
          .updateTable('maintenance')
          .set(fields)
          .where('id', '=', id)
          .where('updated_at', '=', seen.updatedAt)
          .executeTakeFirst();
        return result.numUpdatedRows === 1n;
      }),
  };
}
