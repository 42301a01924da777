import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { AuditEntry } from '../../access/index.ts';
import type { AlertStore, Records } from '../../alerts/index.ts';
import { retried } from '../retry.ts';
import type { Revisions } from '../revisions.ts';
import { listAlerts } from './alert-list.ts';
import { finishLooks, loadWatches, lookAgain } from './alert-looks.ts';
import {
  fromAlert,
  fromChannel,
  fromDelivery,
  fromRoute,
  fromRule,
  fromSilence,
  toAlert,
  toAttempt,
  toChannel,
  toDelivery,
  toRoute,
  toRule,
  toSilence,
  toTransition,
} from './alert-rows.ts';
import type { AlertRuleTable } from './alert-tables.ts';
import { listConversationsAbout, listDeliveriesAbout } from './alert-told.ts';
import { insertTransitions } from './alert-transitions.ts';
import { claimDueTries, finishingTries } from './alert-tries.ts';
import { ledgerAnomalyStore } from './anomaly-store.ts';
import { audited } from './audited.ts';
import { claim } from './claim.ts';
import { forgetOldAlerts } from './old-alerts.ts';
import type { LedgerTables } from './tables.ts';

export function ledgerAlertStore(db: Kysely<LedgerTables>, revisions: Revisions): AlertStore {
  const change = (
    orgId: string,
    audit: AuditEntry,
    work: (tx: Transaction<LedgerTables>) => Promise<boolean>,
  ): Promise<boolean> =>
    audited({ db, revisions }, [], audit, async (tx) => {
      await lookAgain(tx, orgId);
      return work(tx);
    });

  /** The four kinds of records have an id and an organization, and differ in what else they are. */
  const records = <T extends { readonly id: string; readonly orgId: string }>(
    name: 'alert_rule' | 'alert_channel' | 'alert_route' | 'alert_silence',
    to: (row: never) => T,
    from: (record: T) => object,
  ): Records<T> => {
    const table = name as 'alert_rule';
    const read = to as unknown as (row: Selectable<AlertRuleTable>) => T;
    return {
      async find(orgId, id) {
        const row = await db
          .selectFrom(table)
          .selectAll()
          .where('id', '=', id)
          .where('org_id', '=', orgId)
          .executeTakeFirst();
        return row && read(row);
      },
      async list(orgId, page) {
        let query = db
          .selectFrom(table)
          .selectAll()
          .where('org_id', '=', orgId)
          .orderBy('id')
          .limit(page.limit + 1);
        if (page.after !== undefined) query = query.where('id', '>', page.after);
        return (await query.execute()).map(read);
      },
      async save(record, audit) {
        const row = from(record) as Insertable<AlertRuleTable>;
        await change(record.orgId, audit, async (tx) => {
          await tx
            .insertInto(table)
            .values(row)
            .onConflict((c) => c.column('id').doUpdateSet(row))
            .execute();
          return true;
        });
      },
      remove: (orgId, id, audit) =>
        change(orgId, audit, async (tx) => {
          const gone = await tx
            .deleteFrom(table)
            .where('id', '=', id)
            .where('org_id', '=', orgId)
            .executeTakeFirst();
          return gone.numDeletedRows === 1n;
        }),
    };
  };

  return {
    rules: records('alert_rule', toRule, fromRule),
    channels: records('alert_channel', toChannel, fromChannel),
    routes: records('alert_route', toRoute, fromRoute),
    silences: records('alert_silence', toSilence, fromSilence),
    anomalies: ledgerAnomalyStore(db, revisions),

    async setUp(orgId, rules, audit) {
      await audited({ db, revisions }, [], audit, async (tx) => {
        const first = await tx
          .updateTable('alert_watch')
          .set((e) => ({ set_up: 1, version: e('version', '+', 1) }))
          .where('org_id', '=', orgId)
          .where('set_up', '=', 0)
          .executeTakeFirst();
        if (first.numUpdatedRows === 0n) return false;
        await tx.insertInto('alert_rule').values(rules.map(fromRule)).execute();
        return true;
      });
    },
    async wake(orgIds, nowMs) {
      if (orgIds.length === 0) return;
      const waking = db
        .updateTable('alert_watch')
        .set({ due_at: nowMs })
        .where('org_id', 'in', orgIds)
        .where('due_at', '>', nowMs);
      await retried(() => waking.execute());
    },
    async claimDueLooks(nowMs, leaseUntil, limit) {
      const orgIds = await claim(
        db,
        (any) =>
          any
            .selectFrom('alert_watch')
            .select('org_id as key')
            .where('due_at', '<=', nowMs)
            .where('lease_until', '<=', nowMs)
            .orderBy('due_at')
            .limit(limit),
        async (tx, keys) => {
          await tx
            .updateTable('alert_watch')
            // Who makes it due again while it is looked at is told from who made it due before.
            .set({ lease_until: leaseUntil, due_at: leaseUntil })
            .where('org_id', 'in', keys)
            .execute();
          return [...keys];
        },
      );
      return orgIds.map((orgId) => ({ orgId, leaseUntil }));
    },
    loadWatches: (orgIds, nowMs) => loadWatches(db, orgIds, nowMs),
    finishLooks: (looks, nowMs) => finishLooks(db, looks, nowMs),

    claimDueTries: (claimed) => claimDueTries(db, claimed),
    finishTry: finishingTries(db),

    async findAlert(orgId, id) {
      const row = await db
        .selectFrom('alert')
        .selectAll()
        .where('id', '=', id)
        .where('org_id', '=', orgId)
        .executeTakeFirst();
      return row && toAlert(row);
    },
    listAlerts: (orgId, page, filter) => listAlerts(db, orgId, page, filter),
    async listTransitions(alertId) {
      const rows = await db
        .selectFrom('alert_transition')
        .selectAll()
        .where('alert_id', '=', alertId)
        .orderBy('id')
        .execute();
      return rows.map(toTransition);
    },
    acknowledge: (alert, transition, audit) =>
      change(alert.orgId, audit, async (tx) => {
        const { acknowledgement, updated_at } = fromAlert(alert);
        const done = await tx
          .updateTable('alert')
          .set({ acknowledgement, updated_at })
          .where('id', '=', alert.id)
          .where('org_id', '=', alert.orgId)
          .where('state', '=', 'firing')
          .executeTakeFirst();
        if (done.numUpdatedRows === 0n) return false;
        await insertTransitions(tx, [transition]);
        return true;
      }),

    async ownerOf(id) {
      const owner = (table: 'alert' | 'alert_delivery') =>
        db.selectFrom(table).select('org_id').where('id', '=', id).executeTakeFirst();
      return ((await owner('alert')) ?? (await owner('alert_delivery')))?.org_id;
    },
    async findDelivery(orgId, id) {
      const row = await db
        .selectFrom('alert_delivery')
        .selectAll()
        .where('id', '=', id)
        .where('org_id', '=', orgId)
        .executeTakeFirst();
      return row && toDelivery(row);
    },
    async findNewestDelivery(conversationId) {
      const row = await db
        .selectFrom('alert_delivery')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .where('state', '!=', 'superseded')
        .orderBy('sequence', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && toDelivery(row);
    },
    async listDeliveries(orgId, page) {
      let query = db
        .selectFrom('alert_delivery')
        .selectAll()
        .where('org_id', '=', orgId)
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '<', page.after);
      return (await query.execute()).map(toDelivery);
    },
    listDeliveriesAbout: (alert, limit) => listDeliveriesAbout(db, alert, limit),
    listConversationsAbout: (alert) => listConversationsAbout(db, alert),
    async listAttempts(deliveryId) {
      const rows = await db
        .selectFrom('alert_attempt')
        .selectAll()
        .where('delivery_id', '=', deliveryId)
        .orderBy('number')
        .execute();
      return rows.map(toAttempt);
    },
    forgetOld: (before, most) => forgetOldAlerts(db, before, most),
    async queue(delivery, leaseUntil, audit) {
      const row = { ...fromDelivery(delivery), lease_until: leaseUntil };
      await audited({ db, revisions }, [], audit, async (tx) => {
        await tx
          .insertInto('alert_delivery')
          .values(row)
          .onConflict((c) => c.column('id').doUpdateSet(row))
          .execute();
        return true;
      });
    },
  };
}
