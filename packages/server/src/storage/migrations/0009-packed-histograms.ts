import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const amounts = [
  'submitted',
  'completed',
  'cancelled',
  'failed',
  'open',
  'abandoned',
  'pages',
  'color_pages',
  'sheets',
] as const;

/**
 * Histograms go from a row for each bucket into the rows of the counts, as `storage/histogram-text.ts` says. Written anew in
 * the order of the keys: updated in place, the table would be left twice as large.
 *
 * @param options what the engine wants at the end of `create table`
 */
export function packedHistogramsMigration(options: string): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      let table = db.schema
        .createTable('job_count_packed')
        .addColumn('org_id', 'text', (c) => c.notNull())
        .addColumn('slot', 'integer', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('device', 'text', (c) => c.notNull());
      for (const amount of amounts) table = table.addColumn(amount, 'integer', (c) => c.notNull());
      await table
        .addColumn('wait', 'text', (c) => c.notNull())
        .addColumn('completion', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('job_count_key', ['org_id', 'slot', 'type', 'source', 'device'])
        .modifyEnd(sql.raw(options))
        .execute();
      await sql`
        insert into job_count_packed
        select job_count.*, ${packed('wait')}, ${packed('completion')} from job_count
        order by org_id, slot, type, source, device`.execute(db);
      await db.schema.dropTable('job_timing').execute();
      await db.schema.dropTable('job_count').execute();
      await db.schema.alterTable('job_count_packed').renameTo('job_count').execute();
    },
  };
}

function packed(metric: 'wait' | 'completion') {
  return sql`coalesce((
    select string_agg(bucket || ':' || n, ' ' order by bucket) from job_timing
    where job_timing.org_id = job_count.org_id and job_timing.slot = job_count.slot and job_timing.type = job_count.type
      and job_timing.source = job_count.source and job_timing.device = job_count.device and metric = ${sql.lit(metric)}
  ), '')`;
}
