import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who subscribed to the pages of regions, and what they are to be told. */
export const subscribersMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('subscriber')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('region', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('digest', 'text', (c) => c.notNull())
      .addColumn('sealed', 'text')
      .addColumn('token', 'text', (c) => c.notNull())
      .addColumn('component_ids', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('confirmed_at', 'bigint')
      .addColumn('trouble', 'text')
      .execute();
    await db.schema.createIndex('subscriber_by_region').on('subscriber').columns(['region', 'id']).execute();
    await db.schema
      .createIndex('subscriber_by_digest')
      .on('subscriber')
      .columns(['digest', 'created_at'])
      .execute();
    await db.schema.createIndex('subscriber_by_token').unique().on('subscriber').column('token').execute();
    await db.schema
      .createTable('news')
      .addColumn('region', 'text', (c) => c.notNull())
      .addColumn('news_id', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('region_name', 'text', (c) => c.notNull())
      .addColumn('news', 'text', (c) => c.notNull())
      .addColumn('noted_at', 'bigint', (c) => c.notNull())
      .addColumn('after', 'text')
      .addColumn('told', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('news_pk', ['region', 'news_id'])
      .execute();
    await db.schema.createIndex('news_by_told').on('news').columns(['told', 'id']).execute();
    await db.schema
      .createIndex('alert_delivery_by_channel')
      .on('alert_delivery')
      .columns(['channel_id', 'id'])
      .execute();
  },
};
