import type { JobStats } from '@platen/contract';
import { keyState, type Organization } from '../access/index.ts';
import { getJobStats, listSources } from '../jobs/index.ts';
import { formatInstant } from '../kit/instant.ts';
import type { SystemStatusSnapshot } from '../status/index.ts';
import { getSubscription } from '../subscription/index.ts';
import type { ChannelRecord } from './channel-record.ts';
import type { Facts, JobsFacts, JobsWindow } from './facts.ts';
import type { AlertsContext } from './store.ts';

/** Facts of one organization, and until when they hold by themselves. */
export interface GatheredFacts extends Facts {
  /** The instant at which the clock alone changes one that was asked for. */
  validUntil(): number | null;
}

/** `statusOf` remembers what the status of a region is, since all of its organizations ask. */
export function gatherFacts(
  alerts: AlertsContext,
  org: Organization,
  channels: readonly ChannelRecord[],
  statusOf: (region: string) => Promise<SystemStatusSnapshot>,
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
    status: once(async () => upTo(await statusOf(org.region))),
    subscription: once(async () => upTo(await getSubscription(alerts.subscription, org.orgId))),
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
      const keys = await alerts.access.store.listKeys(org.orgId, { limit: mostListed });
      return keys.filter((key) => keyState(key, now) === 'usable');
    }),
    jobs: (window) => countJobs(alerts, org, window),
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
  return { window, counts: countsOf(stats, window.device), complete: stats.complete };
}

/** A device that is not named had no jobs in the window, as far as its organization's sources can see. */
function countsOf({ groups, totals }: JobStats, device: string | null): JobsFacts['counts'] {
  if (device === null || totals === null) return totals;
  const group = groups?.find(({ key }) => key === device);
  return group ? group.totals : zero(totals);
}

function zero(seen: NonNullable<JobStats['totals']>): NonNullable<JobStats['totals']> {
  const none = (count: number | null) => (count === null ? null : 0);
  return {
    submitted: 0,
    completed: none(seen.completed),
    cancelled: none(seen.cancelled),
    failed: none(seen.failed),
    open: none(seen.open),
    abandoned: none(seen.abandoned),
    cancel_rate: null,
    pages: none(seen.pages),
    color_pages: none(seen.color_pages),
    sheets: none(seen.sheets),
    wait_seconds: null,
    completion_seconds: null,
  };
}
