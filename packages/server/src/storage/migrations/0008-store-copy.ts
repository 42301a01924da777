import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whether this store is being copied to from another. */
export const storeCopyMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('store_copy')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('complete', 'integer', (c) => c.notNull())
      .execute();
  },
};
