import { isDeepStrictEqual } from 'node:util';
import type { Organization } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import type { ChannelRecord } from './channel-record.ts';
import { setUpRules } from './first-rules.ts';
import { gatherFacts } from './gather-facts.ts';
import { judge } from './judge.ts';
import { nextLookAt } from './next-look.ts';
import { type PlannedChannel, planDeliveries } from './plan.ts';
import { gatherShared, type SharedFacts } from './shared-facts.ts';
import type { AlertsContext, Findings, FinishedLook, Look, Watch } from './store.ts';

/** How long a look may take before another server may take it over. */
const leaseMs = 30_000;
const atOnce = 100;

/**
 * Looks at the organizations that are due, a hundred at most: judges their rules, and writes what came of it and what
 * is to be told of it, each in one transaction. Answers how many there were.
 */
export async function lookAtDue(alerts: AlertsContext): Promise<number> {
  const now = alerts.clock.now();
  const looks = await alerts.store.claimDueLooks(now, now + leaseMs, atOnce);
  if (looks.length === 0) return 0;
  const watches = await loadWatches(alerts, looks);
  const shared = await gatherShared(
    alerts,
    looks.map(({ orgId }) => orgId),
  );
  const results: FinishedLook[] = [];
  for (const look of looks) {
    const org = shared.organizations.get(look.orgId);
    const watch = watches.get(look.orgId);
    if (!org || !watch) continue;
    try {
      results.push({ look, watch, findings: await lookAt(alerts, org, watch, shared) });
    } catch (error) {
      // It is looked at again when the lease has ended; the others are none the worse for it.
      alerts.report(error, { organization: look.orgId });
    }
  }
  await alerts.store.finishLooks(results, now);
  return looks.length;
}

/** An organization that is looked at for the first time is given its rules before. */
async function loadWatches(
  alerts: AlertsContext,
  looks: readonly Look[],
): Promise<ReadonlyMap<string, Watch>> {
  const orgIds = looks.map(({ orgId }) => orgId);
  const now = alerts.clock.now();
  const watches = await alerts.store.loadWatches(orgIds, now);
  const unset = [...watches].filter(([, { isSetUp }]) => !isSetUp).map(([orgId]) => orgId);
  if (unset.length === 0) return watches;
  for (const orgId of unset) await setUpRules(alerts, orgId);
  return alerts.store.loadWatches(orgIds, now);
}

async function lookAt(
  alerts: AlertsContext,
  org: Organization,
  watch: Watch,
  shared: SharedFacts,
): Promise<Findings> {
  const facts = gatherFacts(alerts, org, watch.channels, shared);
  const { now } = facts;
  const judged = await judge(watch, facts, () => newId('alt', now));
  const before = new Map(watch.alerts.map((alert) => [alert.id, alert]));
  const plan = planDeliveries({
    now,
    alerts: judged.alerts,
    changed: new Set(
      judged.transitions
        .filter(({ kind }) => kind === 'firing' || kind === 'news')
        .map(({ alertId }) => alertId),
    ),
    rules: new Map(watch.rules.map((rule) => [rule.id, rule])),
    routes: watch.routes,
    channels: watch.channels
      .filter(({ enabled }) => enabled)
      .map((channel) => plannedChannel(alerts, channel)),
    conversations: watch.conversations,
    waiting: watch.waiting,
    author: {
      organization: { id: org.orgId, name: org.name },
      urlOf: (alertId) => alerts.evidenceUrl(org.orgId, alertId),
      newId,
    },
  });
  const conversations = replaced(watch.conversations, plan.conversations);
  return {
    alerts: judged.alerts.filter((alert) => !isDeepStrictEqual(before.get(alert.id), alert)),
    cleared: judged.cleared,
    transitions: judged.transitions,
    ...plan,
    nextLookAt: nextLookAt(
      watch,
      { alerts: judged.alerts, conversations },
      now,
      org.timeZone,
      facts.validUntil(),
    ),
  };
}

function plannedChannel({ channels }: AlertsContext, { id, kind, reopenMs }: ChannelRecord): PlannedChannel {
  return { id, reopenMs, keepsTicket: channels.get(kind)?.keepsTicket ?? false };
}

function replaced<T extends { readonly id: string }>(known: readonly T[], changed: readonly T[]): T[] {
  const ids = new Set(changed.map(({ id }) => id));
  return [...known.filter(({ id }) => !ids.has(id)), ...changed];
}
