import { type Organization, whoami } from '../../access/index.ts';
import { addExpected, getDiagnosis } from '../../alerts/index.ts';
import { getJobStats, slotMs } from '../../jobs/index.ts';
import { historyDays } from '../../status/index.ts';
import { getSubscription, putSubscription } from '../../subscription/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import type { SnapshotCache } from '../manners/snapshot.ts';
import { organizationOf } from '../organization-of.ts';
import type { StreamHub } from '../stream/hub.ts';
import type { SystemStatuses } from '../system-statuses.ts';
import type { Uptimes } from '../uptimes.ts';

interface Kept {
  readonly snapshots: SnapshotCache;
  readonly statuses: SystemStatuses;
  readonly uptimes: Uptimes;
  readonly streams: StreamHub;
}

/** The answers about health, and whose key asks. */
export function bindHealth(bind: Bind, edge: Edge, { snapshots, statuses, streams, uptimes }: Kept): void {
  const { alerts, clock, jobs, subscription } = edge;

  /** Whoever polls anything of an organization is told to come sooner while something is wrong in its region. */
  const isCalm = async (org: Organization) => (await statuses.of(org)).calm;

  bind('whoami', async ({ actor }) => whoami(actor));

  bind('getSystemStatus', ({ actor }) => statuses.of(organizationOf(actor)));
  bind('streamSystemStatus', ({ actor, request }) => {
    const lastId = request.headers['last-event-id'];
    return streams.open(actor, typeof lastId === 'string' ? lastId : undefined);
  });

  bind('getUptime', async ({ actor, query }) => {
    const org = organizationOf(actor);
    return uptimes.of(org, query.days ?? historyDays, await isCalm(org));
  });

  bind('getJobStats', async ({ actor, query }) => {
    const org = organizationOf(actor);
    const now = clock.now();
    const name = `job-stats ${org.orgId} ${org.timeZone} ${JSON.stringify(query)}`;
    const count = async () => {
      const stats = await getJobStats(jobs, org, query);
      return query.include ? addExpected(alerts, org, stats) : stats;
    };
    const snapshot = await snapshots.get(name, jobs.store.jobsRevision(org.orgId), now, async () => ({
      body: await count(),
      // A window that ends now moves on with the slots.
      validUntil: Math.floor(now / slotMs + 1) * slotMs,
      calm: true,
    }));
    return { ...snapshot, calm: await isCalm(org) };
  });

  bind('getSubscription', async ({ actor }) => {
    const org = organizationOf(actor);
    const revision = subscription.store.revision(org.orgId);
    const snapshot = await snapshots.get(`subscription ${org.orgId}`, revision, clock.now(), async () => ({
      ...(await getSubscription(subscription, org.orgId)),
      calm: true,
    }));
    return { ...snapshot, calm: await isCalm(org) };
  });

  bind('getDiagnosis', ({ actor }) => getDiagnosis(alerts, organizationOf(actor)));

  bind('putSubscription', ({ actor, params, body }) =>
    putSubscription(subscription, actor, params.org_id, body),
  );
}
