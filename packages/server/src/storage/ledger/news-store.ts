import type { Kysely, Transaction } from 'kysely';
import type { NewsItem, NewsStore } from '../../news/index.ts';
import type { Revisions } from '../revisions.ts';
import { fromDelivery } from './alert-rows.ts';
import { earlierOnes } from './alert-tries.ts';
import { audited } from './audited.ts';
import { fromNewsItem, fromSubscriber, toNewsItem, toSubscriber } from './news-rows.ts';
import { confirmSubscriber, removeSubscriber } from './subscriber-tries.ts';
import type { LedgerTables } from './tables.ts';
import { inTransaction } from './transaction.ts';

export function ledgerNewsStore(db: Kysely<LedgerTables>, revisions: Revisions): NewsStore {
  return {
    async add(subscriber, invitation) {
      await inTransaction(db, async (tx) => {
        await tx.insertInto('subscriber').values(fromSubscriber(subscriber)).execute();
        await tx.insertInto('alert_delivery').values(fromDelivery(invitation)).execute();
      });
    },
    async countOf(digest, since) {
      const { n } = await db
        .selectFrom('subscriber')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('digest', '=', digest)
        .where('created_at', '>', since)
        .executeTakeFirstOrThrow();
      return Number(n);
    },
    async count(region) {
      const rows = await db
        .selectFrom('subscriber')
        .select((e) => ['kind', e('confirmed_at', 'is not', null).as('confirmed'), e.fn.countAll().as('n')])
        .where('region', '=', region)
        .groupBy((e) => ['kind', e('confirmed_at', 'is not', null)])
        .execute();
      const sum = (matches: (row: (typeof rows)[number]) => boolean) =>
        rows.filter(matches).reduce((total, { n }) => total + Number(n), 0);
      return {
        email: sum(({ kind, confirmed }) => kind === 'email' && Boolean(confirmed)),
        webhook: sum(({ kind, confirmed }) => kind === 'webhook' && Boolean(confirmed)),
        unconfirmed: sum(({ confirmed }) => !confirmed),
      };
    },
    confirm: (region, token, nowMs, since) =>
      inTransaction(db, async (tx) => {
        const found = await byToken(tx, region, token).where('created_at', '>', since).executeTakeFirst();
        return found !== undefined && confirmSubscriber(tx, found, nowMs);
      }),
    async unsubscribe(region, token) {
      await inTransaction(db, async (tx) => {
        const found = await byToken(tx, region, token).executeTakeFirst();
        if (found) await removeSubscriber(tx, found.id);
      });
    },
    async find(region, id) {
      const row = await db
        .selectFrom('subscriber')
        .selectAll()
        .where('region', '=', region)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toSubscriber(row);
    },
    async list(region, page) {
      let query = db
        .selectFrom('subscriber')
        .selectAll()
        .where('region', '=', region)
        .orderBy('id')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '>', page.after);
      return (await query.execute()).map(toSubscriber);
    },
    remove: (region, id, audit) =>
      audited({ db, revisions }, [], audit, async (tx) => {
        const known = tx
          .selectFrom('subscriber')
          .select('id')
          .where('region', '=', region)
          .where('id', '=', id);
        return (await known.executeTakeFirst()) !== undefined && removeSubscriber(tx, id);
      }),
    async forgetUnconfirmed(before) {
      await inTransaction(db, async (tx) => {
        const stale = await tx
          .selectFrom('subscriber')
          .select('id')
          .where('confirmed_at', 'is', null)
          .where('created_at', '<=', before)
          .execute();
        for (const { id } of stale) await removeSubscriber(tx, id);
      });
    },

    async note(items, isTold) {
      const known = await db
        .selectFrom('news')
        .select(['region', 'news_id'])
        .where(
          'news_id',
          'in',
          items.map(({ news }) => news.id),
        )
        .execute();
      const isKnown = (item: NewsItem) =>
        known.some(({ region, news_id }) => region === item.region.id && news_id === item.news.id);
      const fresh = items.filter((item) => !isKnown(item));
      // Asked at every change of a region, mostly in vain: the writer is left alone then.
      if (fresh.length === 0) return;
      await db
        .insertInto('news')
        .values(fresh.map((item) => fromNewsItem(item, isTold)))
        .onConflict((c) => c.columns(['region', 'news_id']).doNothing())
        .execute();
    },
    async listUntold() {
      const oldest = db
        .selectFrom('news')
        .select((e) => e.fn.min('id').as('id'))
        .where('told', '=', 0)
        .groupBy('region');
      const rows = await db.selectFrom('news').selectAll().where('id', 'in', oldest).orderBy('id').execute();
      return rows.map(toNewsItem);
    },
    async listReaders(item, limit) {
      let query = db
        .selectFrom('subscriber')
        .selectAll()
        .where('region', '=', item.region.id)
        .where('confirmed_at', '<=', item.notedAt)
        .orderBy('id')
        .limit(limit);
      if (item.after !== null) query = query.where('id', '>', item.after);
      return (await query.execute()).map(toSubscriber);
    },
    tell: (item, { after, isTold }, deliveries) =>
      inTransaction(db, async (tx) => {
        const done = await tx
          .updateTable('news')
          .set({ after, told: isTold ? 1 : 0 })
          .where('region', '=', item.region.id)
          .where('news_id', '=', item.news.id)
          .where('told', '=', 0)
          .where((e) => (item.after === null ? e('after', 'is', null) : e('after', '=', item.after)))
          .executeTakeFirst();
        if (done.numUpdatedRows === 0n) return false;
        if (deliveries.length > 0) {
          await tx.insertInto('alert_delivery').values(deliveries.map(fromDelivery)).execute();
        }
        return true;
      }),
    async countDue(orgIds, nowMs, most) {
      const rows = await db
        .selectFrom('alert_delivery')
        .select('alert_delivery.id')
        .where('alert_delivery.state', '=', 'queued')
        .where('alert_delivery.due_at', '<=', nowMs)
        .where('alert_delivery.lease_until', '<=', nowMs)
        .where('alert_delivery.org_id', 'in', orgIds)
        .where((e) => e.not(e.exists(earlierOnes(e))))
        .limit(most)
        .execute();
      return rows.length;
    },
  };
}

function byToken(tx: Transaction<LedgerTables>, region: string, token: string) {
  return tx
    .selectFrom('subscriber')
    .select(['id', 'region', 'digest'])
    .where('region', '=', region)
    .where('token', '=', token);
}
