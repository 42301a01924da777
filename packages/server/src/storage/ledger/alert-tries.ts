import type { Kysely, Transaction } from 'kysely';
import type { FinishedTry, Ticket, Try } from '../../alerts/index.ts';
import { lookAgain } from './alert-looks.ts';
import { fromAttempt, toChannel, toDelivery } from './alert-rows.ts';
import type { LedgerTables } from './tables.ts';

/**
 * Of a conversation only the first that is not done may be tried, so that what is told arrives in its order however
 * often it has to be sent.
 */
export async function claimDueTries(
  db: Kysely<LedgerTables>,
  nowMs: number,
  leaseUntil: number,
  limit: number,
): Promise<Try[]> {
  const due = db
    .selectFrom('alert_delivery')
    .select('id')
    .where('state', '=', 'queued')
    .where('due_at', '<=', nowMs)
    .where('lease_until', '<=', nowMs)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('alert_delivery as earlier')
            .select('earlier.id')
            .whereRef('earlier.conversation_id', '=', 'alert_delivery.conversation_id')
            .whereRef('earlier.sequence', '<', 'alert_delivery.sequence')
            .where('earlier.state', '=', 'queued'),
        ),
      ),
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit);
  if ((await due.execute()).length === 0) return [];
  const claimed = await db
    .updateTable('alert_delivery')
    .set({ lease_until: leaseUntil })
    .where('id', 'in', due)
    // Said again, since of two that claim at once the second waits for the row, and has looked before it.
    .where('state', '=', 'queued')
    .where('lease_until', '<=', nowMs)
    .returningAll()
    .execute();
  return withTheirChannels(db, claimed.map(toDelivery), leaseUntil);
}

async function withTheirChannels(
  db: Kysely<LedgerTables>,
  deliveries: readonly Try['delivery'][],
  leaseUntil: number,
): Promise<Try[]> {
  const channels = await db
    .selectFrom('alert_channel')
    .selectAll()
    .where(
      'id',
      'in',
      deliveries.map(({ channelId }) => channelId),
    )
    .execute();
  const conversations = await db
    .selectFrom('alert_conversation')
    .select(['id', 'ticket'])
    .where(
      'id',
      'in',
      deliveries.flatMap(({ conversationId }) => conversationId ?? []),
    )
    .execute();
  const channelOf = new Map(channels.map((row) => [row.id, toChannel(row)]));
  const ticketOf = new Map(conversations.map(({ id, ticket }) => [id, ticket]));
  return deliveries.map((delivery) => {
    const ticket = ticketOf.get(delivery.conversationId ?? '') ?? null;
    return {
      delivery,
      channel: channelOf.get(delivery.channelId),
      ticket: ticket === null ? null : (JSON.parse(ticket) as Ticket),
      leaseUntil,
    };
  });
}

export async function finishTry(
  tx: Transaction<LedgerTables>,
  { delivery: { id, orgId, channelId, conversationId }, channel: before, leaseUntil }: Try,
  { delivery, attempt, ticket, channel }: FinishedTry,
): Promise<boolean> {
  const done = await tx
    .updateTable('alert_delivery')
    .set({
      state: delivery.state,
      due_at: delivery.dueAt,
      attempts: delivery.attempts,
      finished_at: delivery.finishedAt,
      reason: delivery.reason,
      lease_until: 0,
    })
    .where('id', '=', id)
    .where('lease_until', '=', leaseUntil)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) return false;
  await tx.insertInto('alert_attempt').values(fromAttempt(attempt)).execute();
  if (conversationId !== null && ticket) {
    await tx
      .updateTable('alert_conversation')
      .set({ ticket: JSON.stringify(ticket) })
      .where('id', '=', conversationId)
      .execute();
  }
  if (channel) {
    await tx
      .updateTable('alert_channel')
      .set({ enabled: channel.enabled ? 1 : 0, trouble: channel.trouble })
      .where('id', '=', channelId)
      .execute();
  }
  if (before?.enabled && channel?.enabled === false) await lookAgain(tx, orgId);
  return true;
}
