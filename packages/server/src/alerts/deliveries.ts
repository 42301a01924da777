import { type Delivery as DeliveryBody, type DeliveryWithAttempts, Refusal } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import type { Attempt, Delivery } from './delivery.ts';
import type { AlertsContext } from './store.ts';

/** Newest first. */
export async function listDeliveries(
  { store }: AlertsContext,
  orgId: string,
  page: PageRequest,
): Promise<PageOf<DeliveryBody>> {
  const deliveries = await store.listDeliveries(orgId, page);
  return pageOf(deliveries.map(deliveryBody), page.limit, ({ id }) => id);
}

export async function getDelivery(
  alerts: AlertsContext,
  orgId: string,
  id: string,
): Promise<DeliveryWithAttempts> {
  const delivery = await findDelivery(alerts, orgId, id);
  const attempts = await alerts.store.listAttempts(id);
  return { ...deliveryBody(delivery), log: attempts.map(attemptBody) };
}

/**
 * Sends it once more, as it was. What is still on its way is refused with `conflict`, and so is what a ticket has gone on
 * from, since it would be opened again.
 */
export async function replayDelivery(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
): Promise<DeliveryBody> {
  const known = await findDelivery(alerts, orgId, id);
  if (known.state === 'queued') {
    throw new Refusal('conflict', `The delivery ${id} is still on its way.`);
  }
  await refuseOvertaken(alerts, known);
  const now = alerts.clock.now();
  const again: Delivery = { ...known, state: 'queued', dueAt: now, finishedAt: null, reason: null };
  const change = { orgId, action: 'delivery.replayed', target: id };
  await alerts.store.queue(again, 0, auditEntry(actor, now, change));
  return deliveryBody(again);
}

async function refuseOvertaken({ store, channels }: AlertsContext, delivery: Delivery): Promise<void> {
  const { orgId, channelId, conversationId, notice } = delivery;
  if (conversationId === null) return;
  const channel = await store.channels.find(orgId, channelId);
  if (!channel || !channels.get(channel.kind)?.keepsTicket) return;
  const newest = await store.findNewestDelivery(conversationId);
  if (!newest || newest.notice.sequence <= notice.sequence) return;
  throw new Refusal(
    'conflict',
    `More was told of it since, which the ticket would be taken back from. The newest delivery is ${newest.id}.`,
  );
}

async function findDelivery({ store }: AlertsContext, orgId: string, id: string): Promise<Delivery> {
  const delivery = await store.findDelivery(orgId, id);
  if (!delivery) throw new Refusal('not_found', `There is no delivery ${id}.`);
  return delivery;
}

function deliveryBody(delivery: Delivery): DeliveryBody {
  const { notice } = delivery;
  return {
    id: delivery.id,
    channel_id: delivery.channelId,
    conversation_id: delivery.conversationId,
    kind: notice.kind,
    title: notice.title,
    alert_ids: notice.alerts.map(({ id }) => id),
    state: delivery.state,
    attempts: delivery.attempts,
    reason: delivery.reason,
    created_at: formatInstant(delivery.createdAt),
    due_at: formatInstant(delivery.dueAt),
    finished_at: delivery.finishedAt === null ? null : formatInstant(delivery.finishedAt),
  };
}

function attemptBody(attempt: Attempt): DeliveryWithAttempts['log'][number] {
  return {
    number: attempt.number,
    at: formatInstant(attempt.at),
    duration_ms: attempt.durationMs,
    outcome: attempt.outcome,
    status: attempt.status,
    request: attempt.request,
    reason: attempt.reason,
  };
}
