import type { SubscriptionTerm } from '@platen/contract';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Entitlement, SubscriptionRecord, SubscriptionStore } from '../../subscription/index.ts';
import type { Revisions } from '../revisions.ts';
import { audited } from './audited.ts';
import type { LedgerTables, SubscriptionTable } from './tables.ts';

export function ledgerSubscriptionStore(db: Kysely<LedgerTables>, revisions: Revisions): SubscriptionStore {
  const topic = (orgId: string) => `subscription ${orgId}`;
  return {
    revision: (orgId) => revisions.of(topic(orgId)),
    async find(orgId) {
      const row = await db
        .selectFrom('subscription')
        .selectAll()
        .where('org_id', '=', orgId)
        .executeTakeFirst();
      return row && toRecord(row);
    },
    async save(record, audit) {
      await audited({ db, revisions }, [topic(record.orgId)], audit, async (tx) => {
        const row = fromRecord(record);
        await tx
          .insertInto('subscription')
          .values(row)
          .onConflict((c) => c.column('org_id').doUpdateSet(row))
          .execute();
        return true;
      });
    },
  };
}

function toRecord(row: Selectable<SubscriptionTable>): SubscriptionRecord {
  return {
    orgId: row.org_id,
    plan: row.plan,
    startDate: row.start_date,
    endDate: row.end_date,
    timeZone: row.time_zone,
    autoRenews: row.auto_renews === 1,
    term: row.term as SubscriptionTerm,
    trial: row.trial === 1,
    graceDays: row.grace_days,
    entitlements: JSON.parse(row.entitlements) as Entitlement[],
    updatedAt: row.updated_at,
  };
}

function fromRecord(record: SubscriptionRecord): Insertable<SubscriptionTable> {
  return {
    org_id: record.orgId,
    plan: record.plan,
    start_date: record.startDate,
    end_date: record.endDate,
    time_zone: record.timeZone,
    auto_renews: record.autoRenews ? 1 : 0,
    term: record.term,
    trial: record.trial ? 1 : 0,
    grace_days: record.graceDays,
    entitlements: JSON.stringify(record.entitlements),
    updated_at: record.updatedAt,
  };
}
