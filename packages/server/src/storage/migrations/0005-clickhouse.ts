import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is noted of a meter on ClickHouse: the hours that its roll-up is not sure of, and who settles them. */
export const clickhouseMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('unsettled')
      .addColumn('org_id', 'text', (c) => c.notNull())
      .addColumn('hour', 'bigint', (c) => c.notNull())
      .addColumn('busy_until', 'bigint', (c) => c.notNull())
      .addColumn('touch', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('unsettled_key', ['org_id', 'hour'])
      .execute();
    await db.schema.createIndex('unsettled_by_end').on('unsettled').columns(['busy_until']).execute();
    await db.schema
      .createTable('settling')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('generation', 'bigint', (c) => c.notNull())
      .addColumn('lease_until', 'bigint', (c) => c.notNull())
      .execute();
  },
};
