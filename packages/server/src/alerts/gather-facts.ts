import { keyState, type Organization } from '../access/index.ts';
import { getJobStats, listSources } from '../jobs/index.ts';
import { formatInstant } from '../kit/instant.ts';
import { recallIncident } from '../status/index.ts';
import type { ChannelRecord } from './channel-record.ts';
import { countsOfDevice } from './device-counts.ts';
import type { Facts, JobsFacts, JobsWindow } from './facts.ts';
import type { SharedFacts } from './shared-facts.ts';
import type { AlertsContext } from './store.ts';

/** Facts of one organization, and until when they hold by themselves. */
export interface GatheredFacts extends Facts {
  /** The instant at which the clock alone changes one that was asked for. */
  validUntil(): number | null;
}

export function gatherFacts(
  alerts: AlertsContext,
  org: Organization,
  channels: readonly ChannelRecord[],
  shared: SharedFacts,
): GatheredFacts {
  const now = alerts.clock.now();
  const ends: number[] = [];
  const upTo = <T>({ body, validUntil }: { readonly body: T; readonly validUntil: number | null }): T => {
    if (validUntil !== null) ends.push(validUntil);
    return body;
  };
  return {
    now,
    org,
    channels,
    validUntil: () => (ends.length === 0 ? null : Math.min(...ends)),
    status: once(async () => upTo(await shared.statusOf(org.region))),
    incident: (id) => recallIncident(alerts.status, org.region, id),
    subscription: once(async () => upTo(await shared.subscriptionOf(org.orgId))),
    sources: once(async () => {
      const { data } = await listSources(alerts.jobs, org.orgId, { limit: mostListed });
      for (const { stale, heard_at, interval_seconds } of data) {
        if (stale === false && heard_at !== null && interval_seconds !== null) {
          ends.push(Date.parse(heard_at) + 3_000 * interval_seconds + 1);
        }
      }
      return data;
    }),
    keys: once(async () => {
      const keys = await shared.keysOf(org.orgId);
      return keys.filter((key) => keyState(key, now) === 'usable');
    }),
    jobs: (window) => countJobs(alerts, org, window),
    anomalies: once(() => shared.anomaliesOf(org.orgId)),
  };
}

const mostListed = 10_000;

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

async function countJobs({ jobs }: AlertsContext, org: Organization, window: JobsWindow): Promise<JobsFacts> {
  const stats = await getJobStats(jobs, org, {
    from: formatInstant(window.from),
    to: formatInstant(window.to),
    ...(window.jobType === null ? {} : { type: [window.jobType] }),
    ...(window.device === null ? {} : { group_by: 'device', limit: mostListed }),
  });
  const group = stats.groups?.find(({ key }) => key === window.device);
  const counts = window.device === null ? stats.totals : countsOfDevice(group?.totals, stats.totals);
  return { window, counts, complete: stats.complete };
}
