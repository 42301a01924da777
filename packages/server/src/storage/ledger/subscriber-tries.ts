import type { Kysely, Transaction } from 'kysely';
import type { ChannelRecord, FinishedTry, Try } from '../../alerts/index.ts';
import { channelOf } from '../../news/index.ts';
import { toSubscriber } from './news-rows.ts';
import type { LedgerTables } from './tables.ts';

/** Those of them that are subscribers, as channels. */
export async function subscribersAsChannels(
  db: Kysely<LedgerTables>,
  ids: readonly string[],
): Promise<ChannelRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('subscriber').selectAll().where('id', 'in', ids).execute();
  return rows.map((row) => channelOf(toSubscriber(row)));
}

/**
 * Of what was sent to a subscriber nothing is kept once it is done, but what went wrong last. Who wants nothing any more
 * is forgotten; a webhook that has taken the invitation wants to be told.
 */
export async function finishTryOfSubscriber(
  tx: Transaction<LedgerTables>,
  { delivery: { id, channelId }, channel: before, leaseUntil }: Try,
  { delivery, attempt, channel }: FinishedTry,
): Promise<boolean> {
  const isOver = delivery.state !== 'queued' || channel?.isLost === true;
  if (!(await giveBack(tx, id, leaseUntil, isOver ? undefined : delivery))) return false;
  if (!before) return true;
  if (attempt.outcome === 'refused' && channel?.isLost) return removeSubscriber(tx, channelId);
  await tx
    .updateTable('subscriber')
    .set({ trouble: attempt.reason })
    .where('id', '=', channelId)
    .where((e) => e.or([e('trouble', 'is not', null), e.val(attempt.reason !== null)]))
    .execute();
  const isTaken = attempt.outcome === 'delivered' && delivery.notice.kind === 'confirmation';
  if (!isTaken || before.sealedSecrets === null) return true;
  const invited = await tx
    .selectFrom('subscriber')
    .select(['id', 'region', 'digest'])
    .where('id', '=', channelId)
    .executeTakeFirst();
  return invited === undefined || confirmSubscriber(tx, invited, attempt.at + attempt.durationMs);
}

/** `again`: it is to be tried once more; else it is over. */
async function giveBack(
  tx: Transaction<LedgerTables>,
  id: string,
  leaseUntil: number,
  again: FinishedTry['delivery'] | undefined,
): Promise<boolean> {
  if (again) {
    const { dueAt, attempts } = again;
    const kept = await tx
      .updateTable('alert_delivery')
      .set({ due_at: dueAt, attempts, lease_until: 0 })
      .where('id', '=', id)
      .where('lease_until', '=', leaseUntil)
      .executeTakeFirst();
    return kept.numUpdatedRows === 1n;
  }
  const done = await tx
    .deleteFrom('alert_delivery')
    .where('id', '=', id)
    .where('lease_until', '=', leaseUntil)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

/** It takes the place of whatever else the address has asked for in the region. */
export async function confirmSubscriber(
  tx: Transaction<LedgerTables>,
  { id, region, digest }: { readonly id: string; readonly region: string; readonly digest: string },
  nowMs: number,
): Promise<boolean> {
  await tx
    .updateTable('subscriber')
    .set({ confirmed_at: nowMs })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .execute();
  const others = await tx
    .selectFrom('subscriber')
    .select('id')
    .where('digest', '=', digest)
    .where('region', '=', region)
    .where('id', '!=', id)
    .execute();
  for (const other of others) await removeSubscriber(tx, other.id);
  return true;
}

/** With what was still to be sent to it. */
export async function removeSubscriber(tx: Transaction<LedgerTables>, id: string): Promise<boolean> {
  await tx.deleteFrom('alert_delivery').where('channel_id', '=', id).execute();
  await tx.deleteFrom('subscriber').where('id', '=', id).execute();
  return true;
}
