import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** From when on jobs and counts are kept, and who is dropping what is older: one row, once a floor was raised. */
export const retentionMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('retention')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('jobs_from', 'bigint', (c) => c.notNull())
      .addColumn('counts_from', 'bigint', (c) => c.notNull())
      .addColumn('raised_at', 'bigint', (c) => c.notNull())
      .addColumn('lease_until', 'bigint', (c) => c.notNull())
      .execute();
  },
};
