import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Feeds: status pages of others that are polled. */
export const feedsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('feed')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('format', 'text', (c) => c.notNull())
      .addColumn('interval_ms', 'bigint', (c) => c.notNull())
      .addColumn('mappings', 'text', (c) => c.notNull())
      .addColumn('enabled', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addColumn('etag', 'text')
      .addColumn('last_modified', 'text')
      .addColumn('next_poll_at', 'bigint', (c) => c.notNull())
      .addColumn('last_polled_at', 'bigint')
      .addColumn('last_heard_at', 'bigint')
      .addColumn('failures', 'integer', (c) => c.notNull())
      .addColumn('trouble', 'text')
      .addColumn('lease_until', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('component_report_by_source')
      .on('component_report')
      .columns(['source', 'until_at'])
      .execute();
  },
};
