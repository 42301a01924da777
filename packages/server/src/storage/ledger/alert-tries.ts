import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import type { AlertStore, FinishedTry, Ticket, Try, TryClaim } from '../../alerts/index.ts';
import { isSubscriberId } from '../../news/index.ts';
import { GroupCommit } from '../group-commit.ts';
import { lookAgain } from './alert-looks.ts';
import { fromAttempt, toChannel, toDelivery } from './alert-rows.ts';
import { claim } from './claim.ts';
import { finishTryOfSubscriber, subscribersAsChannels } from './subscriber-tries.ts';
import type { LedgerTables } from './tables.ts';
import { inTransaction } from './transaction.ts';

/**
 * Of a conversation only the first that is not done may be tried, so that what is told arrives in its order however
 * often it has to be sent. What is to go to a channel that is switched off waits for that to end.
 */
export async function claimDueTries(
  db: Kysely<LedgerTables>,
  { nowMs, leaseUntil, limit, exceptOrgIds }: TryClaim,
): Promise<Try[]> {
  const deliveries = await claim(
    db,
    (any) =>
      any
        .selectFrom('alert_delivery')
        .select('alert_delivery.id as key')
        .where('alert_delivery.state', '=', 'queued')
        .where('alert_delivery.due_at', '<=', nowMs)
        .where('alert_delivery.lease_until', '<=', nowMs)
        .where('alert_delivery.org_id', 'not in', exceptOrgIds)
        .where((e) => e.not(e.exists(earlierOnes(e))))
        .where((e) => e.not(e.exists(switchedOff(e))))
        .orderBy('alert_delivery.due_at')
        .orderBy('alert_delivery.id')
        .limit(limit),
    async (tx, keys) => {
      const rows = await tx
        .updateTable('alert_delivery')
        .set({ lease_until: leaseUntil })
        .where('id', 'in', keys)
        .returningAll()
        .execute();
      return rows.map(toDelivery);
    },
  );
  return deliveries.length === 0 ? [] : withTheirChannels(db, deliveries, leaseUntil);
}

type OfDelivery = ExpressionBuilder<LedgerTables, 'alert_delivery'>;

/** What has to go before it. */
export function earlierOnes(e: OfDelivery) {
  return e
    .selectFrom('alert_delivery as earlier')
    .select('earlier.id')
    .whereRef('earlier.conversation_id', '=', 'alert_delivery.conversation_id')
    .whereRef('earlier.sequence', '<', 'alert_delivery.sequence')
    .where('earlier.state', '=', 'queued');
}

function switchedOff(e: OfDelivery) {
  return e
    .selectFrom('alert_channel')
    .select('alert_channel.id')
    .whereRef('alert_channel.id', '=', 'alert_delivery.channel_id')
    .where('alert_channel.enabled', '=', 0);
}

async function withTheirChannels(
  db: Kysely<LedgerTables>,
  deliveries: readonly Try['delivery'][],
  leaseUntil: number,
): Promise<Try[]> {
  const ids = deliveries.map(({ channelId }) => channelId);
  const channels = await db.selectFrom('alert_channel').selectAll().where('id', 'in', ids).execute();
  const subscribers = await subscribersAsChannels(db, ids.filter(isSubscriberId));
  const conversations = await db
    .selectFrom('alert_conversation')
    .select(['id', 'ticket'])
    .where(
      'id',
      'in',
      deliveries.flatMap(({ conversationId }) => conversationId ?? []),
    )
    .execute();
  const channelOf = new Map(
    [...channels.map(toChannel), ...subscribers].map((channel) => [channel.id, channel]),
  );
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

interface EndedTry {
  readonly claimed: Try;
  readonly finished: FinishedTry;
}

const groups = { weightOfCommit: 64, weightWaiting: 100_000 };

/** Many tries end at about the same time, and a commit waits for the disk: so they share it. */
export function finishingTries(db: Kysely<LedgerTables>): AlertStore['finishTry'] {
  const commits = new GroupCommit<EndedTry, boolean>(
    (ended) =>
      inTransaction(db, async (tx) => {
        const written: boolean[] = [];
        for (const { claimed, finished } of ended) written.push(await finishTry(tx, claimed, finished));
        return written;
      }),
    groups,
  );
  return (claimed, finished) => commits.take(claimed.delivery.orgId, 1, { claimed, finished });
}

async function finishTry(
  tx: Transaction<LedgerTables>,
  claimed: Try,
  finished: FinishedTry,
): Promise<boolean> {
  if (isSubscriberId(claimed.delivery.channelId)) return finishTryOfSubscriber(tx, claimed, finished);
  const {
    delivery: { id, orgId, channelId, conversationId },
    channel: before,
    leaseUntil,
  } = claimed;
  const { delivery, attempt, ticket, channel } = finished;
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
  if (!before || !channel) return true;
  const { trouble, isLost } = channel;
  const noted = await tx
    .updateTable('alert_channel')
    .set({ trouble, ...(isLost ? { enabled: 0 } : {}) })
    .where('id', '=', channelId)
    .where('enabled', '=', 1)
    // Whoever has set it anew meanwhile is not answered with what came of it as it was.
    .where('updated_at', '=', before.updatedAt)
    .executeTakeFirst();
  if (noted.numUpdatedRows === 0n) return true;
  if (isLost) await lookAgain(tx, orgId);
  if (trouble === null) await tryWhatWaits(tx, channelId, attempt.at);
  return true;
}

/** What a receiver that is back was to be told while it was away, whenever it was to be tried again. */
async function tryWhatWaits(tx: Transaction<LedgerTables>, channelId: string, now: number): Promise<void> {
  await tx
    .updateTable('alert_delivery')
    .set({ due_at: now })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'queued')
    .where('attempts', '>', 0)
    .where('due_at', '>', now)
    .execute();
}
