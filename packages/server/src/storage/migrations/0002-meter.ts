import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The embedded meter: events, their counts per quarter of an hour, histograms of durations, sources. Keys begin with
 * organization and time, so that what arrives together and what is read together lies together. A device that is not
 * told is the empty text, since a key cannot hold null.
 */
export const sqliteMeterMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table job (
        org_id text not null, submitted_at integer not null, source text not null, job_id text not null,
        type text not null, state text not null, updated_at integer not null,
        processing_at integer, finished_at integer, reason text,
        pages integer, color_pages integer, sheets integer, copies integer, device text,
        abandoned integer not null,
        primary key (org_id, submitted_at, source, job_id)
      ) strict, without rowid`.execute(db);
    await sql`
      create table job_count (
        org_id text not null, slot integer not null, type text not null, source text not null, device text not null,
        submitted integer not null, completed integer not null, cancelled integer not null, failed integer not null,
        open integer not null, abandoned integer not null,
        pages integer not null, color_pages integer not null, sheets integer not null,
        primary key (org_id, slot, type, source, device)
      ) strict, without rowid`.execute(db);
    await sql`
      create table job_timing (
        org_id text not null, slot integer not null, type text not null, source text not null, device text not null,
        metric text not null, bucket integer not null, n integer not null,
        primary key (org_id, slot, type, source, device, metric, bucket)
      ) strict, without rowid`.execute(db);
    await sql`
      create table source (
        org_id text not null, source text not null, declared text, shown text not null,
        heard_at integer, newest_event_at integer, retired_at integer,
        primary key (org_id, source)
      ) strict, without rowid`.execute(db);
  },
};
