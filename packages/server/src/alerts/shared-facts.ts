import type { ApiKey, Organization } from '../access/index.ts';
import { getSystemStatus, type SystemStatusSnapshot } from '../status/index.ts';
import { getSubscription, type SubscriptionSnapshot, type SubscriptionStore } from '../subscription/index.ts';
import type { OpenAnomaly } from './anomalies/store.ts';
import type { AlertsContext } from './store.ts';

/** What the organizations that are looked at together are judged by, and is asked for once for all of them. */
export interface SharedFacts {
  /** By their ids. */
  readonly organizations: ReadonlyMap<string, Organization>;
  statusOf(region: string): Promise<SystemStatusSnapshot>;
  subscriptionOf(orgId: string): Promise<SubscriptionSnapshot>;
  /** Those that are revoked or expired included. */
  keysOf(orgId: string): Promise<readonly ApiKey[]>;
  /** Those that go on. */
  anomaliesOf(orgId: string): Promise<readonly OpenAnomaly[]>;
}

export async function gatherShared(alerts: AlertsContext, orgIds: readonly string[]): Promise<SharedFacts> {
  const { store } = alerts.access;
  const organizations = await store.findOrganizations(orgIds);
  const statuses = new Map<string, Promise<SystemStatusSnapshot>>();
  let keys: Promise<ReadonlyMap<string | null, ApiKey[]>> | undefined;
  let anomalies: Promise<ReadonlyMap<string, OpenAnomaly[]>> | undefined;
  return {
    organizations: new Map(organizations.map((org) => [org.orgId, org])),
    statusOf(region) {
      const snapshot = statuses.get(region) ?? getSystemStatus(alerts.status, region);
      statuses.set(region, snapshot);
      return snapshot;
    },
    subscriptionOf: (orgId) => rememberedSubscription(alerts, orgId),
    async keysOf(orgId) {
      keys ??= store.listKeysOf(orgIds).then((all) => Map.groupBy(all, (key) => key.orgId));
      return (await keys).get(orgId) ?? [];
    },
    async anomaliesOf(orgId) {
      anomalies ??= alerts.store.anomalies
        .listOpen(orgIds)
        .then((all) => Map.groupBy(all, ({ anomaly }) => anomaly.orgId));
      return (await anomalies).get(orgId) ?? [];
    },
  };
}

interface Remembered {
  readonly revision: number;
  readonly at: number;
  readonly snapshot: SubscriptionSnapshot;
}

const mostRemembered = 100_000;
const memories = new WeakMap<SubscriptionStore, Map<string, Remembered>>();

/** What days are left is worked out in the zone of each, which costs more than all else of a look at what is calm. */
async function rememberedSubscription(
  { subscription }: AlertsContext,
  orgId: string,
): Promise<SubscriptionSnapshot> {
  const { store, clock } = subscription;
  const memory = memories.get(store) ?? new Map<string, Remembered>();
  memories.set(store, memory);
  const revision = store.revision(orgId);
  const known = memory.get(orgId);
  if (known?.revision === revision && holds(known, clock.now())) return known.snapshot;
  const at = clock.now();
  const snapshot = await getSubscription(subscription, orgId);
  if (memory.size >= mostRemembered) memory.clear();
  memory.set(orgId, { revision, at, snapshot });
  return snapshot;
}

function holds({ at, snapshot: { validUntil } }: Remembered, now: number): boolean {
  return now >= at && (validUntil === null || now < validUntil);
}
