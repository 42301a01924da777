import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The meter on PostgreSQL, as embedded; and how often what was changed, by which servers tell one another. */
export const postgresMeterMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table job (
        org_id text collate "C" not null, submitted_at bigint not null, source text collate "C" not null,
        job_id text collate "C" not null, type text collate "C" not null, state text collate "C" not null,
        updated_at bigint not null, processing_at bigint, finished_at bigint, reason text collate "C",
        pages bigint, color_pages bigint, sheets bigint, copies bigint, device text collate "C",
        abandoned boolean not null,
        primary key (org_id, submitted_at, source, job_id)
      )`.execute(db);
    await sql`
      create table job_count (
        org_id text collate "C" not null, slot bigint not null, type text collate "C" not null,
        source text collate "C" not null, device text collate "C" not null,
        submitted bigint not null, completed bigint not null, cancelled bigint not null, failed bigint not null,
        open bigint not null, abandoned bigint not null,
        pages bigint not null, color_pages bigint not null, sheets bigint not null,
        primary key (org_id, slot, type, source, device)
      )`.execute(db);
    await sql`
      create table job_timing (
        org_id text collate "C" not null, slot bigint not null, type text collate "C" not null,
        source text collate "C" not null, device text collate "C" not null,
        metric text collate "C" not null, bucket bigint not null, n bigint not null,
        primary key (org_id, slot, type, source, device, metric, bucket)
      )`.execute(db);
    await sql`
      create table source (
        org_id text collate "C" not null, source text collate "C" not null, declared text, shown text not null,
        heard_at bigint, newest_event_at bigint, retired_at bigint,
        primary key (org_id, source)
      )`.execute(db);
    await sql`
      create table change (topic text collate "C" primary key, number bigint not null, xid xid8 not null)`.execute(
      db,
    );
    await sql`create index change_by_xid on change (xid)`.execute(db);
  },
};
