import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is known of the series of an organization's jobs, and what was unusual about them. */
export const anomaliesMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('series_turn')
      .addColumn('org_id', 'text', (c) => c.primaryKey())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('lease_until', 'bigint', (c) => c.notNull())
      .addColumn('notes', 'text')
      .execute();
    await db.schema.createIndex('series_turn_by_due').on('series_turn').column('due_at').execute();
    await db.schema
      .createTable('job_series')
      .addColumn('org_id', 'text', (c) => c.notNull())
      .addColumn('series', 'text', (c) => c.notNull())
      .addColumn('until_at', 'bigint', (c) => c.notNull())
      .addColumn('counts', 'text', (c) => c.notNull())
      .addColumn('shares', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('job_series_pk', ['org_id', 'series'])
      .execute();
    await db.schema
      .createTable('anomaly')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('org_id', 'text', (c) => c.notNull())
      .addColumn('series', 'text', (c) => c.notNull())
      .addColumn('job_type', 'text')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('opened_at', 'bigint', (c) => c.notNull())
      .addColumn('closed_at', 'bigint')
      .addColumn('closed_because', 'text')
      .addColumn('verdict', 'text', (c) => c.notNull())
      .addColumn('opinion', 'text')
      .addColumn('feedback', 'text')
      .addColumn('learned', 'text')
      .execute();
    await db.schema.createIndex('anomaly_by_org').on('anomaly').columns(['org_id', 'id']).execute();
    await db.schema.createIndex('anomaly_by_end').on('anomaly').columns(['org_id', 'closed_at']).execute();
    // Organizations that were there before are judged like any other.
    await sql`insert into series_turn (org_id, due_at, lease_until) select org_id, 0, 0 from organization`.execute(
      db,
    );
  },
};
