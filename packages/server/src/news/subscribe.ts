import { randomBytes } from 'node:crypto';
import { invalidField, Refusal, type SubscriberCreate, type SubscriberRequested } from '@platen/contract';
import type { Delivery } from '../alerts/index.ts';
import { newId } from '../kit/ids.ts';
import { formatInstant, hourMs } from '../kit/instant.ts';
import type { NewsContext } from './store.ts';
import { confirmWithinMs, digestOf, orgIdOf, type Subscriber } from './subscriber.ts';
import type { Invitation, ToSubscriber } from './to-subscriber.ts';

/** How often an address is asked in an hour whether it wants to subscribe, whoever says that it does. */
const mostOfAddress = 3;
const mostUnconfirmed = 2_000;
const mostConfirmed = 100_000;

/**
 * Asks an address to confirm. The answer is the same whoever has subscribed already, and when the address is asked no
 * more for now; a region with no public page is not found.
 */
export async function subscribe(
  news: NewsContext,
  regionId: string,
  input: SubscriberCreate,
): Promise<SubscriberRequested> {
  const { store, clock } = news;
  const region = await findPublicRegion(news, regionId);
  await refuseUnknownComponents(news, regionId, input.component_ids ?? []);
  const now = clock.now();
  const { subscriber, secret } = newSubscriber(news, regionId, input, now);
  const counts = await store.count(regionId);
  if (counts.unconfirmed >= mostUnconfirmed || counts.email + counts.webhook >= mostConfirmed) {
    throw new Refusal('quota_exceeded', 'Too many have asked to be told of this region. Try again later.');
  }
  if ((await store.countOf(subscriber.digest, now - hourMs)) < mostOfAddress) {
    await store.add(subscriber, invitationTo(news, subscriber, region));
  }
  return {
    kind: subscriber.kind,
    region: regionId,
    confirm_until: formatInstant(now + confirmWithinMs),
    webhook_secret: secret,
  };
}

async function findPublicRegion({ status }: NewsContext, id: string): Promise<Invitation['region']> {
  const [region] = await status.store.findRegions([id]);
  if (region?.pageAccess !== 'public') throw new Refusal('not_found', `There is no region ${id}.`);
  return { id, name: region.name };
}

async function refuseUnknownComponents(
  { status }: NewsContext,
  region: string,
  ids: readonly string[],
): Promise<void> {
  const known = new Set((await status.store.findComponents([region])).map(({ id }) => id));
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown < 0) return;
  throw invalidField(
    `body.component_ids[${unknown}]`,
    `is no component of ${region}`,
    'Send ids of components that its page lists.',
  );
}

interface NewSubscriber {
  readonly subscriber: Subscriber;
  /** What a webhook's requests are signed with; null for mail. */
  readonly secret: string | null;
}

function newSubscriber(
  { canMail, vault }: NewsContext,
  region: string,
  { email, webhook_url, component_ids = [] }: SubscriberCreate,
  now: number,
): NewSubscriber {
  const common = {
    id: newId('sub', now),
    region,
    token: randomBytes(24).toString('base64url'),
    componentIds: component_ids,
    createdAt: now,
    confirmedAt: null,
    trouble: null,
  };
  if (email !== undefined && webhook_url === undefined) {
    if (!canMail) throw notOffered('email', 'mail');
    const address = email.toLowerCase();
    const digest = digestOf('email', address);
    return { subscriber: { ...common, kind: 'email', address, digest, sealed: null }, secret: null };
  }
  if (webhook_url !== undefined && email === undefined) {
    if (!vault) throw notOffered('webhook_url', 'webhooks');
    const { href: url, host: address } = new URL(webhook_url);
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const sealed = vault.seal({ url, secrets: [secret] }, common.id);
    const digest = digestOf('webhook', url);
    return { subscriber: { ...common, kind: 'webhook', address, digest, sealed }, secret };
  }
  throw invalidField('body', 'names no address, or two', 'Send either `email` or `webhook_url`.');
}

function notOffered(field: string, what: string): Refusal {
  return invalidField(
    `body.${field}`,
    `is not offered: this deployment sends no ${what}`,
    'Subscribe another way, such as by the Atom feed of the page.',
  );
}

function invitationTo(
  { pageUrl }: NewsContext,
  subscriber: Subscriber,
  region: Invitation['region'],
): Delivery<ToSubscriber> {
  const { token, createdAt } = subscriber;
  const id = newId('dlv', createdAt);
  const url = pageUrl(region.id);
  const links = linksOf(url, token);
  const confirmUntil = createdAt + confirmWithinMs;
  const notice: Invitation = {
    id,
    kind: 'confirmation',
    sequence: 1,
    at: createdAt,
    region,
    url,
    ...links,
    confirmUntil,
  };
  return deliveryTo(subscriber, null, notice);
}

/** Where a subscriber confirms, and where it ends: they hold until it has. */
export function linksOf(pageUrl: string, token: string) {
  const base = `${pageUrl}/subscribers/${token}`;
  return { confirmUrl: `${base}/confirm`, unsubscribeUrl: `${base}/unsubscribe` };
}

/** `conversationId`: what is sent in one is sent in order. */
export function deliveryTo(
  { id, region, kind }: Subscriber,
  conversationId: string | null,
  notice: ToSubscriber,
): Delivery<ToSubscriber> {
  return {
    id: notice.id,
    orgId: orgIdOf(region, kind),
    channelId: id,
    conversationId,
    notice,
    state: 'queued',
    createdAt: notice.at,
    dueAt: notice.at,
    attempts: 0,
    finishedAt: null,
    reason: null,
  };
}
