import type { Kysely, Transaction } from 'kysely';
import { idBefore } from '../../kit/ids.ts';
import type { LedgerTables } from './tables.ts';
import { inTransaction } from './transaction.ts';

/**
 * Drops up to `most` of each: alerts that were resolved, conversations that were closed, deliveries that were done,
 * silences and anomalies that were over before then, with what belongs to them, and what waits since then for a channel that is
 * switched off. Answers how many. Ids tell when each was made, so that the oldest are found without reading the others.
 */
export async function forgetOldAlerts(
  db: Kysely<LedgerTables>,
  before: number,
  most: number,
): Promise<number> {
  let dropped = 0;
  for (const forget of kinds) {
    dropped += await inTransaction(db, (tx) => forget(tx, before, most));
  }
  return dropped;
}

async function forgetAlerts(tx: Transaction<LedgerTables>, before: number, most: number): Promise<number> {
  const rows = await tx
    .selectFrom('alert')
    .select('id')
    .where('id', '<', idBefore('alt', before))
    .where('resolved_at', '<', before)
    .orderBy('id')
    .limit(most)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.deleteFrom('alert_transition').where('alert_id', 'in', ids).execute();
  await tx.deleteFrom('alert').where('id', 'in', ids).execute();
  return ids.length;
}

/** What was open on a channel that is no more is closed by nobody. */
async function forgetConversations(
  tx: Transaction<LedgerTables>,
  before: number,
  most: number,
): Promise<number> {
  const rows = await tx
    .selectFrom('alert_conversation')
    .leftJoin('alert_channel', 'alert_channel.id', 'alert_conversation.channel_id')
    .select('alert_conversation.id')
    .where('alert_conversation.id', '<', idBefore('cnv', before))
    .where('alert_conversation.last_due_at', '<', before)
    .where((e) => e.or([e('closed_at', '<', before), e('alert_channel.id', 'is', null)]))
    .orderBy('alert_conversation.id')
    .limit(most)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await tx.deleteFrom('alert_conversation').where('id', 'in', ids).execute();
  return ids.length;
}

async function forgetDeliveries(
  tx: Transaction<LedgerTables>,
  before: number,
  most: number,
): Promise<number> {
  const rows = await tx
    .selectFrom('alert_delivery')
    .select('id')
    .where('id', '<', idBefore('dlv', before))
    // One that was sent once more of late is not old, and one that is tried again moves on.
    .where((e) =>
      e.or([e('finished_at', '<', before), e.and([e('state', '=', 'queued'), e('due_at', '<', before)])]),
    )
    .orderBy('id')
    .limit(most)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.deleteFrom('alert_attempt').where('delivery_id', 'in', ids).execute();
  await tx.deleteFrom('alert_delivery').where('id', 'in', ids).execute();
  return ids.length;
}

async function forgetSilences(tx: Transaction<LedgerTables>, before: number, most: number): Promise<number> {
  const rows = await tx
    .selectFrom('alert_silence')
    .select('id')
    .where('id', '<', idBefore('sil', before))
    .where('until_at', '<', before)
    .orderBy('id')
    .limit(most)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await tx.deleteFrom('alert_silence').where('id', 'in', ids).execute();
  return ids.length;
}

async function forgetAnomalies(tx: Transaction<LedgerTables>, before: number, most: number): Promise<number> {
  const rows = await tx
    .selectFrom('anomaly')
    .select('id')
    .where('id', '<', idBefore('ano', before))
    .where('closed_at', '<', before)
    .orderBy('id')
    .limit(most)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await tx.deleteFrom('anomaly').where('id', 'in', ids).execute();
  return ids.length;
}

const kinds = [forgetAlerts, forgetConversations, forgetDeliveries, forgetSilences, forgetAnomalies];
