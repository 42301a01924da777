import {
  type Channel,
  type ChannelKindName,
  type ChannelPut,
  type DeliveryWithAttempts,
  invalidField,
  neededSecrets,
  Refusal,
  secretSettings,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { formatInstant, hourMs } from '../kit/instant.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import type { ChannelRecord } from './channel-record.ts';
import { getDelivery } from './deliveries.ts';
import { sendTest } from './dispatch.ts';
import { mostRecords, refuseTooMany } from './most.ts';
import type { AlertsContext } from './store.ts';
import type { Secrets } from './vault.ts';

/** Oldest first. */
export async function listChannels(
  alerts: AlertsContext,
  orgId: string,
  page: PageRequest,
): Promise<PageOf<Channel>> {
  const channels = await alerts.store.channels.list(orgId, page);
  return pageOf(
    channels.map((channel) => channelBody(alerts, channel)),
    page.limit,
    ({ id }) => id,
  );
}

export async function getChannel(alerts: AlertsContext, orgId: string, id: string): Promise<Channel> {
  return channelBody(alerts, await findChannel(alerts, orgId, id));
}

export async function createChannel(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  input: ChannelPut,
): Promise<Channel> {
  await refuseTooMany(alerts.store.channels, orgId, 'channels');
  const now = alerts.clock.now();
  const id = newId('chn', now);
  const { config, secrets } = splitSecrets(input);
  refuseMissing(input.kind, secrets);
  const channel: ChannelRecord = {
    id,
    orgId,
    kind: input.kind,
    name: input.name,
    enabled: input.enabled ?? true,
    config,
    sealedSecrets: seal(alerts, id, secrets),
    reopenMs: (input.reopen_hours ?? usualReopenHours) * hourMs,
    trouble: null,
    createdAt: now,
    updatedAt: now,
  };
  return save(alerts, actor, channel, 'channel.created');
}

/** What is left out is as by default, but for its secrets. */
export async function putChannel(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
  input: ChannelPut,
): Promise<Channel> {
  const known = await findChannel(alerts, orgId, id);
  if (input.kind !== known.kind) {
    throw invalidField('body.kind', `is not the kind of this channel, ${known.kind}`, 'Add another channel.');
  }
  const sent = splitSecrets(input);
  const secrets = { ...keptSecrets(known.config, openSecrets(alerts, known), sent), ...sent.secrets };
  refuseMissing(input.kind, secrets);
  const channel: ChannelRecord = {
    ...known,
    name: input.name,
    enabled: input.enabled ?? true,
    config: sent.config,
    sealedSecrets: seal(alerts, id, secrets),
    reopenMs: (input.reopen_hours ?? usualReopenHours) * hourMs,
    trouble: null,
    updatedAt: alerts.clock.now(),
  };
  return save(alerts, actor, channel, 'channel.updated');
}

export async function removeChannel(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
): Promise<Channel> {
  const known = await findChannel(alerts, orgId, id);
  const routes = await alerts.store.routes.list(orgId, { limit: mostRecords });
  const route = routes.find(({ channelIds }) => channelIds.includes(id));
  if (route) throw new Refusal('conflict', `The alert route ${route.id} names it. Change that route first.`);
  const change = { orgId, action: 'channel.removed', target: id, detail: { name: known.name } };
  await alerts.store.channels.remove(orgId, id, auditEntry(actor, alerts.clock.now(), change));
  return channelBody(alerts, known);
}

/** Sends a message that is marked as a test, once, and answers what came of it. */
export async function testChannel(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
): Promise<DeliveryWithAttempts> {
  const channel = await findChannel(alerts, orgId, id);
  const organization = await alerts.access.store.findOrganization(orgId);
  if (!organization) throw new Refusal('not_found', `There is no organization ${orgId}.`);
  const change = { orgId, action: 'channel.tested', target: id };
  const audit = auditEntry(actor, alerts.clock.now(), change);
  const deliveryId = await sendTest(alerts, organization, channel, audit);
  return getDelivery(alerts, orgId, deliveryId);
}

const usualReopenHours = 24;

async function findChannel({ store }: AlertsContext, orgId: string, id: string): Promise<ChannelRecord> {
  const channel = await store.channels.find(orgId, id);
  if (!channel) throw new Refusal('not_found', `There is no channel ${id}.`);
  return channel;
}

interface SentSettings {
  readonly config: ChannelRecord['config'];
  readonly secrets: Secrets;
}

/** What is known to one receiver is not told to another by whoever may set the address, but not see the secret. */
function keptSecrets(config: ChannelRecord['config'], secrets: Secrets, sent: SentSettings): Secrets {
  // The address may be a secret itself, which then may be left out.
  const url = sent.secrets.url ?? sent.config.url ?? secrets.url;
  return url === (secrets.url ?? config.url) ? secrets : {};
}

function splitSecrets({ kind, config: sent }: ChannelPut): SentSettings {
  const names = new Set(secretSettings(kind));
  const entries = Object.entries(sent);
  return {
    config: Object.fromEntries(entries.filter(([name]) => !names.has(name))),
    secrets: Object.fromEntries(entries.filter(([name]) => names.has(name))),
  };
}

function refuseMissing(kind: ChannelKindName, secrets: Secrets): void {
  const missing = neededSecrets(kind).find((name) => secrets[name] === undefined);
  if (missing === undefined) return;
  throw invalidField(`body.config.${missing}`, 'is missing', 'Send it.');
}

function seal({ vault }: AlertsContext, channelId: string, secrets: Secrets): string | null {
  if (Object.keys(secrets).length === 0) return null;
  if (vault) return vault.seal(secrets, channelId);
  throw new Refusal(
    'conflict',
    'This deployment has nothing to seal secrets with: its operator has to set PLATEN_SECRET_FILE.',
  );
}

/** None when they were sealed with a secret that is not the deployment's any more: they have to be sent anew. */
function openSecrets({ vault }: AlertsContext, { id, sealedSecrets }: ChannelRecord): Secrets {
  if (sealedSecrets === null || !vault) return {};
  try {
    return vault.open(sealedSecrets, id);
  } catch {
    return {};
  }
}

async function save(
  alerts: AlertsContext,
  actor: Actor,
  channel: ChannelRecord,
  action: string,
): Promise<Channel> {
  const { id, orgId, kind, name, enabled, config, updatedAt } = channel;
  const change = { orgId, action, target: id, detail: { kind, name, enabled, config } };
  await alerts.store.channels.save(channel, auditEntry(actor, updatedAt, change));
  return channelBody(alerts, channel);
}

function channelBody(alerts: AlertsContext, channel: ChannelRecord): Channel {
  return {
    id: channel.id,
    kind: channel.kind as ChannelKindName,
    name: channel.name,
    enabled: channel.enabled,
    reopen_hours: channel.reopenMs / hourMs,
    config: channel.config,
    secrets: Object.keys(openSecrets(alerts, channel)),
    trouble: channel.trouble,
    created_at: formatInstant(channel.createdAt),
    updated_at: formatInstant(channel.updatedAt),
  };
}
