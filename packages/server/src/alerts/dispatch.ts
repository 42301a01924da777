import type { AuditEntry, Organization } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import type { ChannelKind, Outcome, OutgoingRequest } from './channel.ts';
import type { ChannelRecord } from './channel-record.ts';
import type { Attempt, Delivery } from './delivery.ts';
import type { Notice } from './notice.ts';
import { pauseAfter } from './retry.ts';
import type { AlertsContext, FinishedTry, Try } from './store.ts';

/** Longer than any attempt takes, requests of several steps included. */
const leaseMs = 120_000;
const atOnce = 32;

/** Tries what is due to be delivered, 32 at a time. Answers how many there were. */
export async function dispatchDue(alerts: AlertsContext): Promise<number> {
  const now = alerts.clock.now();
  const tries = await alerts.store.claimDueTries(now, now + leaseMs, atOnce);
  await Promise.all(
    tries.map(async (claimed) => alerts.store.finishTry(claimed, await attempt(alerts, claimed))),
  );
  return tries.length;
}

/** Tries a channel at once, also one that is switched off, with a message that says so. Answers the delivery's id. */
export async function sendTest(
  alerts: AlertsContext,
  organization: Organization,
  channel: ChannelRecord,
  audit: AuditEntry,
): Promise<string> {
  const now = alerts.clock.now();
  const id = newId('dlv', now);
  const { orgId } = channel;
  const notice: Notice = {
    id,
    kind: 'test',
    at: now,
    conversation: newId('cnv', now),
    sequence: 1,
    organization: { id: orgId, name: organization.name },
    severity: 'info',
    state: 'firing',
    title: `Test of the channel "${channel.name}"`,
    sentence: 'This is a test. Nothing has happened, and nothing has to be done.',
    alerts: [],
    url: alerts.testUrl(orgId, id),
  };
  const delivery: Delivery = {
    id,
    orgId,
    channelId: channel.id,
    conversationId: null,
    notice,
    state: 'queued',
    createdAt: now,
    dueAt: now,
    attempts: 0,
    finishedAt: null,
    reason: null,
  };
  const leaseUntil = now + leaseMs;
  await alerts.store.queue(delivery, leaseUntil, audit);
  const claimed = { delivery, channel, ticket: null, leaseUntil };
  await alerts.store.finishTry(claimed, await attempt(alerts, claimed));
  return id;
}

async function attempt(alerts: AlertsContext, claimed: Try): Promise<FinishedTry> {
  const { delivery, channel } = claimed;
  const startedAt = alerts.clock.now();
  const sent: string[] = [];
  const outcome = await send(alerts, claimed, sent);
  const now = alerts.clock.now();
  const number = delivery.attempts + 1;
  const isTest = delivery.notice.kind === 'test';
  const pauseMs =
    outcome.kind === 'retry' && !isTest ? pauseAfter(number, outcome.retryAfterMs, alerts.random()) : null;
  const log: Attempt = {
    deliveryId: delivery.id,
    number,
    at: startedAt,
    durationMs: now - startedAt,
    outcome: outcome.kind,
    status: outcome.status,
    request: sent.length === 0 ? null : sent.join('\n'),
    reason: outcome.kind === 'delivered' ? null : outcome.reason,
  };
  return {
    attempt: log,
    ticket: outcome.kind === 'delivered' ? (outcome.ticket ?? null) : null,
    channel: channel && !isTest ? channelAfter(channel, outcome, pauseMs) : undefined,
    delivery: { ...deliveryAfter(delivery, outcome, pauseMs, now), attempts: number },
  };
}

/** Notes in `sent` what was sent where. What a channel throws is a fault of ours, which may pass like any other. */
async function send(
  alerts: AlertsContext,
  { delivery, channel, ticket }: Try,
  sent: string[],
): Promise<Outcome> {
  if (!channel) return refusal('The channel was removed.');
  if (!channel.enabled && delivery.notice.kind !== 'test') return refusal('The channel is switched off.');
  const kind: ChannelKind<never> | undefined = alerts.channels.get(channel.kind);
  if (!kind) return refusal(`There are no channels of the kind ${channel.kind} any more.`);
  try {
    const { sealedSecrets } = channel;
    if (sealedSecrets !== null && !alerts.vault)
      return refusal('The secret that it was sealed with is not set.');
    const secrets = sealedSecrets === null ? {} : alerts.vault?.open(sealedSecrets, channel.id);
    const dispatch = {
      config: { ...channel.config, ...secrets } as never,
      ticket,
      clock: alerts.clock,
      request: (request: OutgoingRequest) => {
        sent.push(`${request.method} ${placeOf(request.url)}`);
        return alerts.request(request);
      },
      mail: (mail: Parameters<AlertsContext['mail']>[0]) => {
        sent.push(`MAIL ${mail.to.join(', ')}`);
        return alerts.mail(mail);
      },
    };
    return await kind.send(dispatch, delivery.notice);
  } catch (error) {
    alerts.report(error, delivery.id);
    return {
      kind: 'retry',
      status: null,
      reason: 'Platen failed to send it; its log tells why.',
      retryAfterMs: null,
    };
  }
}

/** Of a URL of a hook, the rest is its secret. */
function placeOf(url: string): string {
  return URL.parse(url)?.host ?? 'an address that cannot be read';
}

function refusal(reason: string): Outcome {
  return { kind: 'refused', status: null, reason, gone: false };
}

function deliveryAfter(delivery: Delivery, outcome: Outcome, pauseMs: number | null, now: number): Delivery {
  switch (outcome.kind) {
    case 'delivered':
      return { ...delivery, state: 'delivered', finishedAt: now, reason: null };
    case 'refused':
      return { ...delivery, state: 'failed', finishedAt: now, reason: outcome.reason };
    case 'retry':
      if (pauseMs !== null) return { ...delivery, dueAt: now + pauseMs, reason: outcome.reason };
      return { ...delivery, state: 'failed', finishedAt: now, reason: outcome.reason };
  }
}

/** A receiver that is gone, or was away for days, is not tried again until somebody has looked at it. */
function channelAfter(
  channel: ChannelRecord,
  outcome: Outcome,
  pauseMs: number | null,
): FinishedTry['channel'] {
  if (outcome.kind === 'delivered') return { enabled: channel.enabled, trouble: null };
  const isLost = outcome.kind === 'refused' ? outcome.gone : pauseMs === null;
  const trouble =
    isLost && outcome.kind === 'retry' ? `${outcome.reason} It was tried for three days.` : outcome.reason;
  return { enabled: channel.enabled && !isLost, trouble };
}
