import { type Insertable, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import {
  type Anomaly,
  type AnomalyStore,
  anomalyKey,
  type Feedback,
  type FinishedTurn,
} from '../../alerts/index.ts';
import type { Revisions } from '../revisions.ts';
import type { AnomalyTable } from './anomaly-tables.ts';
import { audited } from './audited.ts';
import { claim } from './claim.ts';
import type { LedgerTables } from './tables.ts';
import { inTransaction } from './transaction.ts';

export function ledgerAnomalyStore(db: Kysely<LedgerTables>, revisions: Revisions): AnomalyStore {
  const ofOrganization = (orgId: string) => db.selectFrom('anomaly').selectAll().where('org_id', '=', orgId);
  return {
    async claimDueTurns(nowMs, leaseUntil, limit) {
      return claim(
        db,
        (any) =>
          any
            .selectFrom('series_turn')
            .select('org_id as key')
            .where('due_at', '<=', nowMs)
            .where('lease_until', '<=', nowMs)
            .orderBy('due_at')
            .limit(limit),
        async (tx, keys) => {
          const rows = await tx
            .updateTable('series_turn')
            // Who makes it due again meanwhile is told from who made it due before.
            .set({ lease_until: leaseUntil, due_at: leaseUntil })
            .where('org_id', 'in', keys)
            .returning(['org_id', 'notes'])
            .execute();
          return rows.map(({ org_id, notes }) => ({ orgId: org_id, leaseUntil, notes }));
        },
      );
    },
    async listSeries(orgId) {
      const rows = await db.selectFrom('job_series').selectAll().where('org_id', '=', orgId).execute();
      return rows.map(({ series, until_at, counts, shares }) => ({
        series,
        until: until_at,
        counts,
        shares,
      }));
    },
    async listUnsettled(orgId) {
      const rows = await ofOrganization(orgId)
        .where((e) =>
          e.or([
            e('closed_at', 'is', null),
            e.and([e('opinion', 'is not', null), e('learned', 'is', null)]),
            e(e.ref('opinion'), '!=', e.ref('learned')),
          ]),
        )
        .orderBy('id')
        .execute();
      return rows.map(toAnomaly);
    },
    finishTurn: (finished, nowMs) => inTransaction(db, (tx) => finish(tx, finished, nowMs)),

    async findAnomaly(orgId, id) {
      const row = await ofOrganization(orgId).where('id', '=', id).executeTakeFirst();
      return row && toAnomaly(row);
    },
    async listAnomalies(orgId, page, { open, kinds, jobTypes } = {}) {
      let query = ofOrganization(orgId)
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '<', page.after);
      if (open !== undefined) query = query.where('closed_at', open ? 'is' : 'is not', null);
      if (kinds) query = query.where('kind', 'in', kinds);
      if (jobTypes) query = query.where('job_type', 'in', jobTypes);
      return (await query.execute()).map(toAnomaly);
    },
    async listOpen(orgIds) {
      const rows = await db
        .selectFrom('anomaly')
        .leftJoin('job_series', (join) =>
          join
            .onRef('job_series.org_id', '=', 'anomaly.org_id')
            .onRef('job_series.series', '=', 'anomaly.series'),
        )
        .selectAll('anomaly')
        .select('job_series.until_at')
        .where('anomaly.org_id', 'in', orgIds)
        .where('anomaly.closed_at', 'is', null)
        .orderBy('anomaly.id')
        .execute();
      return rows.map(({ until_at, ...row }) => ({ anomaly: toAnomaly(row), judgedUntil: until_at }));
    },
    async listSince(orgId, from) {
      const rows = await ofOrganization(orgId)
        .where((e) => e.or([e('closed_at', 'is', null), e('closed_at', '>', from)]))
        .orderBy('opened_at')
        .orderBy('id')
        .execute();
      return rows.map(toAnomaly);
    },
    giveFeedback: (orgId, id, feedback, audit) =>
      audited({ db, revisions }, [], audit, async (tx) => {
        const given = await tx
          .updateTable('anomaly')
          .set({ opinion: feedback.opinion, feedback: JSON.stringify(feedback) })
          .where('id', '=', id)
          .where('org_id', '=', orgId)
          .executeTakeFirst();
        if (given.numUpdatedRows === 0n) return false;
        await tx.updateTable('series_turn').set({ due_at: 0 }).where('org_id', '=', orgId).execute();
        await lookNow(tx, orgId, 0);
        return true;
      }),
  };
}

/** A statement takes so many parameters, and no more than 32,766 on the embedded engine. */
const atOnce = 50;

async function finish(
  tx: Transaction<LedgerTables>,
  { turn, dueAt, notes, series, dropped, anomalies }: FinishedTurn,
  nowMs: number,
): Promise<boolean> {
  const { orgId, leaseUntil } = turn;
  const given = await tx
    .updateTable('series_turn')
    .set({
      lease_until: 0,
      notes,
      due_at: sql<number>`case when due_at < ${leaseUntil} then cast(${nowMs} as bigint) else cast(${dueAt} as bigint) end`,
    })
    .where('org_id', '=', orgId)
    .where('lease_until', '=', leaseUntil)
    .executeTakeFirst();
  if (given.numUpdatedRows === 0n) return false;
  for (let from = 0; from < series.length; from += atOnce) {
    const rows = series.slice(from, from + atOnce).map(({ until, ...each }) => ({
      org_id: orgId,
      until_at: until,
      ...each,
    }));
    await tx
      .insertInto('job_series')
      .values(rows)
      .onConflict((c) =>
        c.columns(['org_id', 'series']).doUpdateSet((e) => ({
          until_at: e.ref('excluded.until_at'),
          counts: e.ref('excluded.counts'),
          shares: e.ref('excluded.shares'),
        })),
      )
      .execute();
  }
  if (dropped.length > 0) {
    await tx.deleteFrom('job_series').where('org_id', '=', orgId).where('series', 'in', dropped).execute();
  }
  for (const anomaly of anomalies) {
    // What people say of it is theirs to write.
    const { opinion, feedback, ...row } = fromAnomaly(anomaly);
    await tx
      .insertInto('anomaly')
      .values({ ...row, opinion, feedback })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  }
  if (anomalies.length > 0) await lookNow(tx, orgId, nowMs);
  return true;
}

async function lookNow(tx: Transaction<LedgerTables>, orgId: string, nowMs: number): Promise<void> {
  await tx
    .updateTable('alert_watch')
    .set({ due_at: nowMs })
    .where('org_id', '=', orgId)
    .where('due_at', '>', nowMs)
    .execute();
}

function toAnomaly(row: Selectable<AnomalyTable>): Anomaly {
  return {
    id: row.id,
    orgId: row.org_id,
    series: row.series,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closedBecause: row.closed_because as Anomaly['closedBecause'],
    verdict: JSON.parse(row.verdict) as Anomaly['verdict'],
    feedback: row.feedback === null ? null : (JSON.parse(row.feedback) as Feedback),
    learned: row.learned as Anomaly['learned'],
  };
}

function fromAnomaly(anomaly: Anomaly): Insertable<AnomalyTable> {
  return {
    id: anomaly.id,
    org_id: anomaly.orgId,
    series: anomaly.series,
    job_type: anomalyKey(anomaly).jobType,
    kind: anomaly.verdict.kind,
    opened_at: anomaly.openedAt,
    closed_at: anomaly.closedAt,
    closed_because: anomaly.closedBecause,
    verdict: JSON.stringify(anomaly.verdict),
    opinion: anomaly.feedback?.opinion ?? null,
    feedback: anomaly.feedback && JSON.stringify(anomaly.feedback),
    learned: anomaly.learned,
  };
}
