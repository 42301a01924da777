import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which days of an organization are not ordinary ones, and the calendars that tell of them. */
export const calendarMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('calendar')
      .addColumn('org_id', 'text', (c) => c.primaryKey())
      .addColumn('country', 'text')
      .addColumn('subdivision', 'text')
      .addColumn('closures', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('calendar_ics')
      .addColumn('org_id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('day_type', 'text', (c) => c.notNull())
      .addColumn('only_named', 'text')
      .addColumn('url', 'text')
      .addColumn('ics', 'text')
      .addColumn('etag', 'text')
      .addColumn('last_modified', 'text')
      .addColumn('next_read_at', 'bigint')
      .addColumn('last_tried_at', 'bigint')
      .addColumn('last_read_at', 'bigint')
      .addColumn('trouble', 'text')
      .addColumn('lease_until', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('calendar_ics_pk', ['org_id', 'name'])
      .execute();
    await db.schema.createIndex('calendar_ics_by_due').on('calendar_ics').column('next_read_at').execute();
  },
};
