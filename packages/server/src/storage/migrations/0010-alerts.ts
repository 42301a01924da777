import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Alerts: what is watched, what fires, who is told, and how that went. */
export const alertsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await whatIsWatched(db);
    await whatFires(db);
    await whoIsTold(db);
    // Organizations that were there before are looked at like any other.
    await sql`insert into alert_watch (org_id, set_up, version, due_at, lease_until) select org_id, 0, 0, 0, 0 from organization`.execute(
      db,
    );
  },
};

async function whatIsWatched(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alert_watch')
    .addColumn('org_id', 'text', (c) => c.primaryKey())
    .addColumn('set_up', 'integer', (c) => c.notNull())
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('lease_until', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('alert_watch_by_due').on('alert_watch').column('due_at').execute();
  await db.schema
    .createTable('alert_rule')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('org_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('severity', 'text', (c) => c.notNull())
    .addColumn('condition', 'text', (c) => c.notNull())
    .addColumn('for_ms', 'bigint', (c) => c.notNull())
    .addColumn('keep_firing_ms', 'bigint', (c) => c.notNull())
    .addColumn('no_data', 'text', (c) => c.notNull())
    .addColumn('mute', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('alert_rule_by_org').on('alert_rule').columns(['org_id', 'id']).execute();
  await db.schema
    .createTable('alert_silence')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('org_id', 'text', (c) => c.notNull())
    .addColumn('match', 'text', (c) => c.notNull())
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('until_at', 'bigint', (c) => c.notNull())
    .addColumn('comment', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('alert_silence_by_org').on('alert_silence').columns(['org_id', 'id']).execute();
}

async function whatFires(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alert')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('org_id', 'text', (c) => c.notNull())
    .addColumn('rule_id', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('told', 'text', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('fired_at', 'bigint')
    .addColumn('well_since', 'bigint')
    .addColumn('resolved_at', 'bigint')
    .addColumn('resolved_because', 'text')
    .addColumn('acknowledgement', 'text')
    .addColumn('suppressed_by', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('alert_by_org').on('alert').columns(['org_id', 'id']).execute();
  await db.schema
    .createIndex('alert_by_state')
    .on('alert')
    .columns(['org_id', 'state', 'resolved_at'])
    .execute();
  await db.schema
    .createTable('alert_transition')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('alert_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('alert_transition_by_alert')
    .on('alert_transition')
    .columns(['alert_id', 'id'])
    .execute();
}

async function whoIsTold(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alert_channel')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('org_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('config', 'text', (c) => c.notNull())
    .addColumn('sealed_secrets', 'text')
    .addColumn('reopen_ms', 'bigint', (c) => c.notNull())
    .addColumn('trouble', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('alert_channel_by_org').on('alert_channel').columns(['org_id', 'id']).execute();
  await db.schema
    .createTable('alert_route')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('org_id', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('match', 'text', (c) => c.notNull())
    .addColumn('channel_ids', 'text', (c) => c.notNull())
    .addColumn('timing', 'text', (c) => c.notNull())
    .addColumn('goes_on', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('alert_route_by_org').on('alert_route').columns(['org_id', 'id']).execute();
  await db.schema
    .createTable('alert_conversation')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('org_id', 'text', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('thread', 'text', (c) => c.notNull())
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('alert_ids', 'text', (c) => c.notNull())
    .addColumn('acknowledged_ids', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('last_due_at', 'bigint', (c) => c.notNull())
    .addColumn('ticket', 'text')
    .execute();
  await db.schema
    .createIndex('alert_conversation_by_end')
    .on('alert_conversation')
    .columns(['org_id', 'closed_at'])
    .execute();
  await db.schema
    .createTable('alert_delivery')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('org_id', 'text', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text')
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('notice', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('reason', 'text')
    .addColumn('lease_until', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('alert_delivery_by_due')
    .on('alert_delivery')
    .columns(['state', 'due_at'])
    .execute();
  await db.schema
    .createIndex('alert_delivery_by_org')
    .on('alert_delivery')
    .columns(['org_id', 'id'])
    .execute();
  await db.schema
    .createIndex('alert_delivery_by_conversation')
    .on('alert_delivery')
    .columns(['conversation_id', 'sequence'])
    .execute();
  await db.schema
    .createTable('alert_attempt')
    .addColumn('delivery_id', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('duration_ms', 'bigint', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('status', 'integer')
    .addColumn('request', 'text')
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('alert_attempt_pk', ['delivery_id', 'number'])
    .execute();
}
