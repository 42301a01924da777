import type { AuditEntry, Organization } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import type { ChannelKind, Outcome, OutgoingRequest } from './channel.ts';
import type { ChannelRecord } from './channel-record.ts';
import type { Attempt, Delivery } from './delivery.ts';
import type { Notice, Sent } from './notice.ts';
import { pauseAfter } from './retry.ts';
import type { AlertsContext, FinishedTry, Try } from './store.ts';

/** Longer than any attempt takes, requests of several steps included. */
const leaseMs = 120_000;
const atOnce = 128;
/** So that the receivers of one organization, which may all keep us waiting, leave room for those of others. */
const atOnceOfOrganization = 16;

/** Tries what is due to be delivered, 16 at a time. Answers how many there were. */
export async function dispatchDue(alerts: AlertsContext): Promise<number> {
  const tries = await claim(alerts, atOnceOfOrganization, []);
  await Promise.all(tries.map((claimed) => deliver(alerts, claimed)));
  return tries.length;
}

/** Tries what is due, many at once: a receiver that keeps us waiting keeps nobody else. */
export class Dispatcher {
  readonly #alerts: AlertsContext;
  readonly #inFlight = new Map<Promise<void>, string>();

  constructor(alerts: AlertsContext) {
    this.#alerts = alerts;
  }

  /** Begins all that is due, as far as there is room for it. @throws what goes wrong with the store. */
  async begin(): Promise<void> {
    for (;;) {
      while (this.#inFlight.size >= atOnce) await Promise.race(this.#inFlight.keys());
      const limit = Math.min(atOnceOfOrganization, atOnce - this.#inFlight.size);
      const tries = await claim(this.#alerts, limit, this.#busyOrganizations());
      if (tries.length === 0) return;
      for (const claimed of tries) this.#track(claimed);
    }
  }

  /** Resolves when nothing that was begun is in flight any more. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#inFlight.keys());
  }

  #track(claimed: Try): void {
    const { id, orgId } = claimed.delivery;
    // What cannot be written down is taken up again when its lease has ended.
    const delivering = deliver(this.#alerts, claimed)
      .catch((error: unknown) => this.#alerts.report(error, { delivery: id }))
      .finally(() => this.#inFlight.delete(delivering));
    this.#inFlight.set(delivering, orgId);
  }

  #busyOrganizations(): string[] {
    const counts = Map.groupBy(this.#inFlight.values(), (orgId) => orgId);
    return [...counts].flatMap(([orgId, { length }]) => (length >= atOnceOfOrganization ? orgId : []));
  }
}

function claim({ store, clock }: AlertsContext, limit: number, exceptOrgIds: string[]): Promise<Try[]> {
  const nowMs = clock.now();
  return store.claimDueTries({ nowMs, leaseUntil: nowMs + leaseMs, limit, exceptOrgIds });
}

async function deliver(alerts: AlertsContext, claimed: Try): Promise<void> {
  await alerts.store.finishTry(claimed, await attempt(alerts, claimed));
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
    channel: isTest ? undefined : newsOf(channel, outcome, pauseMs),
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
  const kind: ChannelKind<never, never> | undefined = alerts.channels.get(channel.kind);
  if (!kind) return refusal(`There are no channels of the kind ${channel.kind} any more.`);
  try {
    const { sealedSecrets } = channel;
    if (sealedSecrets !== null && !alerts.vault) {
      return later('The secret that the settings of the channel were sealed with is not set.');
    }
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
    return await kind.send(dispatch, delivery.notice as never);
  } catch (error) {
    alerts.report(error, { delivery: delivery.id });
    return later('Platen failed to send it; its log tells why.');
  }
}

/** Of a URL of a hook, the rest is its secret. */
function placeOf(url: string): string {
  return URL.parse(url)?.host ?? 'an address that cannot be read';
}

function refusal(reason: string): Outcome {
  return { kind: 'refused', status: null, reason, gone: false };
}

function later(reason: string): Outcome {
  return { kind: 'retry', status: null, reason, retryAfterMs: null };
}

/** What a channel was lost with waits until that is switched on again. */
function deliveryAfter(
  delivery: Delivery<Sent>,
  outcome: Outcome,
  pauseMs: number | null,
  now: number,
): Delivery<Sent> {
  if (outcome.kind === 'delivered') return { ...delivery, state: 'delivered', finishedAt: now, reason: null };
  const { reason } = outcome;
  const isTest = delivery.notice.kind === 'test';
  const isRefused = outcome.kind === 'refused' && !outcome.gone;
  if (isTest || isRefused) return { ...delivery, state: 'failed', finishedAt: now, reason };
  return { ...delivery, dueAt: now + (pauseMs ?? 0), reason };
}

/** A receiver that is gone, or was away for days, is not tried again until somebody has looked at it. */
function newsOf(
  channel: ChannelRecord | undefined,
  outcome: Outcome,
  pauseMs: number | null,
): FinishedTry['channel'] {
  if (outcome.kind === 'delivered') {
    return channel?.trouble == null ? undefined : { trouble: null, isLost: false };
  }
  const isLost = outcome.kind === 'refused' ? outcome.gone : pauseMs === null;
  const trouble =
    isLost && outcome.kind === 'retry' ? `${outcome.reason} It was tried for three days.` : outcome.reason;
  return { trouble, isLost };
}
