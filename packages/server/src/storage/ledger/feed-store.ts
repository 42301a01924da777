import type { FeedFormat, FeedMapping } from '@platen/contract';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { AuditEntry } from '../../access/index.ts';
import type { Feed, FeedStore } from '../../feeds/index.ts';
import type { Revisions } from '../revisions.ts';
import { audited, noted } from './audited.ts';
import { toIncidents, toMaintenance, toReport } from './status-rows.ts';
import type { FeedTable, LedgerTables } from './tables.ts';

export function ledgerFeedStore(db: Kysely<LedgerTables>, revisions: Revisions): FeedStore {
  const change = (audit: AuditEntry, work: (tx: Kysely<LedgerTables>) => Promise<unknown>) =>
    audited({ db, revisions }, [], audit, async (tx) => {
      await work(tx);
      return true;
    });

  return {
    async findFeed(id) {
      const row = await db.selectFrom('feed').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toFeed(row);
    },
    async listFeeds(page) {
      let query = db
        .selectFrom('feed')
        .selectAll()
        .orderBy('id')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '>', page.after);
      return (await query.execute()).map(toFeed);
    },
    async saveFeed(feed, audit) {
      const { created_at, ...said } = fromFeed(feed);
      await change(audit, (tx) =>
        tx
          .insertInto('feed')
          .values({ created_at, ...said })
          .onConflict((c) => c.column('id').doUpdateSet(said))
          .execute(),
      );
    },
    async removeFeed(id, audit) {
      await change(audit, (tx) => tx.deleteFrom('feed').where('id', '=', id).execute());
    },

    async claimDueFeeds(nowMs, leaseUntil, limit) {
      const due = db
        .selectFrom('feed')
        .select('id')
        .where('enabled', '=', 1)
        .where('next_poll_at', '<=', nowMs)
        .where('lease_until', '<=', nowMs)
        .orderBy('next_poll_at')
        .limit(limit);
      // Looked at once a second, and hardly ever due: the writer is not asked for nothing.
      if ((await due.execute()).length === 0) return [];
      const claimed = db
        .updateTable('feed')
        .set({ lease_until: leaseUntil })
        .where('id', 'in', due)
        // Said again, since of two that claim at once the second waits for the row, and has looked before it.
        .where('lease_until', '<=', nowMs);
      return (await claimed.returningAll().execute()).map(toFeed);
    },
    async claimFeed(id, nowMs, leaseUntil) {
      const row = await db
        .updateTable('feed')
        .set({ lease_until: leaseUntil })
        .where('id', '=', id)
        .where('lease_until', '<=', nowMs)
        .returningAll()
        .executeTakeFirst();
      return row && toFeed(row);
    },
    async finishPoll({ id, leaseUntil, updatedAt }, outcome) {
      const result = await db
        .updateTable('feed')
        .set({
          etag: outcome.etag,
          last_modified: outcome.lastModified,
          next_poll_at: outcome.nextPollAt,
          last_polled_at: outcome.lastPolledAt,
          last_heard_at: outcome.lastHeardAt,
          failures: outcome.failures,
          trouble: outcome.trouble,
          lease_until: 0,
        })
        .where('id', '=', id)
        .where('lease_until', '=', leaseUntil)
        .where('updated_at', '=', updatedAt)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    async listReports(source) {
      const rows = await db
        .selectFrom('component_report')
        .selectAll()
        .where('source', '=', source)
        .where('until_at', 'is', null)
        .where('status', 'is not', null)
        .execute();
      return rows.map(toReport);
    },
    async troubleReport(report, trouble) {
      await noted({ db, revisions }, [`status ${report.region}`], async (tx) => {
        await tx
          .updateTable('component_report')
          .set({ trouble })
          .where('region', '=', report.region)
          .where('component_id', '=', report.componentId)
          .where('source', '=', report.source)
          .where('from_at', '=', report.from)
          .execute();
        return true;
      });
    },
    async listIncidents(feedId, externalIds) {
      const rows = await db
        .selectFrom('incident')
        .selectAll()
        .where('feed_id', '=', feedId)
        .where((e) => e.or([e('resolved_at', 'is', null), e('external_id', 'in', externalIds)]))
        .execute();
      return toIncidents(db, rows);
    },
    async listMaintenance(feedId, externalIds, nowMs) {
      const rows = await db
        .selectFrom('maintenance')
        .selectAll()
        .where('feed_id', '=', feedId)
        .where((e) =>
          e.or([
            e.and([e('cancelled_at', 'is', null), e('ends_at', '>', nowMs)]),
            e('external_id', 'in', externalIds),
          ]),
        )
        .execute();
      return toMaintenance(db, rows);
    },
  };
}

function toFeed(row: Selectable<FeedTable>): Feed {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    format: row.format as FeedFormat,
    intervalMs: row.interval_ms,
    mappings: JSON.parse(row.mappings) as FeedMapping[],
    enabled: row.enabled === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    etag: row.etag,
    lastModified: row.last_modified,
    nextPollAt: row.next_poll_at,
    lastPolledAt: row.last_polled_at,
    lastHeardAt: row.last_heard_at,
    failures: row.failures,
    trouble: row.trouble,
    leaseUntil: row.lease_until,
  };
}

function fromFeed(feed: Feed): Insertable<FeedTable> {
  return {
    id: feed.id,
    name: feed.name,
    url: feed.url,
    format: feed.format,
    interval_ms: feed.intervalMs,
    mappings: JSON.stringify(feed.mappings),
    enabled: feed.enabled ? 1 : 0,
    created_at: feed.createdAt,
    updated_at: feed.updatedAt,
    etag: feed.etag,
    last_modified: feed.lastModified,
    next_poll_at: feed.nextPollAt,
    last_polled_at: feed.lastPolledAt,
    last_heard_at: feed.lastHeardAt,
    failures: feed.failures,
    trouble: feed.trouble,
    lease_until: feed.leaseUntil,
  };
}
