import type { Organization } from '../access/index.ts';
import { adviceOn } from './advice.ts';
import type { Alert, Transition } from './alert.ts';
import type { ChannelRecord } from './channel-record.ts';
import type { Attempt, Delivery } from './delivery.ts';
import type { Rule } from './rule.ts';
import type { AlertsContext } from './store.ts';
import { toldState } from './write-notice.ts';

/** All that explains one alert to whoever was told of it. */
export interface AlertEvidence {
  readonly organization: Organization;
  readonly alert: Alert;
  readonly state: 'pending' | ReturnType<typeof toldState>;
  /** Undefined: it was removed. */
  readonly rule: Rule | undefined;
  /** What to do; null when it is over, or somebody does it. */
  readonly advice: string | null;
  /** Oldest first. */
  readonly transitions: readonly Transition[];
  /** The newest first, a hundred at most. */
  readonly told: readonly Told[];
}

export interface Told {
  readonly delivery: Delivery;
  /** Undefined: it was removed. */
  readonly channel: ChannelRecord | undefined;
}

/** All that explains a message that was sent to try a channel. */
export interface TestEvidence extends Told {
  readonly organization: Organization;
  readonly attempts: readonly Attempt[];
}

/** Undefined when there is no such alert. Who asks has to have been shown to be told of it. */
export async function explainAlert(alerts: AlertsContext, id: string): Promise<AlertEvidence | undefined> {
  const { store } = alerts;
  const organization = await ownerOf(alerts, id);
  const alert = organization && (await store.findAlert(organization.orgId, id));
  if (!organization || !alert) return undefined;
  const { orgId } = organization;
  const rule = await store.rules.find(orgId, alert.ruleId);
  const state = alert.state === 'pending' ? 'pending' : toldState(alert);
  const isOpen = state !== 'resolved' && state !== 'acknowledged';
  const deliveries = await store.listDeliveriesAbout(alert, mostTold);
  return {
    organization,
    alert,
    state,
    rule,
    advice: rule && isOpen ? adviceOn(rule.condition.type) : null,
    transitions: await store.listTransitions(id),
    told: await Promise.all(deliveries.map((delivery) => toldBy(alerts, delivery))),
  };
}

/** Undefined when there is no such test. Who asks has to have been shown to be told of it. */
export async function explainTest(alerts: AlertsContext, id: string): Promise<TestEvidence | undefined> {
  const organization = await ownerOf(alerts, id);
  const delivery = organization && (await alerts.store.findDelivery(organization.orgId, id));
  if (!organization || delivery?.notice.kind !== 'test') return undefined;
  return {
    organization,
    ...(await toldBy(alerts, delivery)),
    attempts: await alerts.store.listAttempts(id),
  };
}

const mostTold = 100;

async function ownerOf({ store, access }: AlertsContext, id: string): Promise<Organization | undefined> {
  const orgId = await store.ownerOf(id);
  return orgId === undefined ? undefined : access.store.findOrganization(orgId);
}

async function toldBy({ store }: AlertsContext, delivery: Delivery): Promise<Told> {
  return { delivery, channel: await store.channels.find(delivery.orgId, delivery.channelId) };
}
