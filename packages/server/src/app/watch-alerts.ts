import type { Logger } from 'pino';
import { type AlertsContext, dispatchDue, lookAtDue } from '../alerts/index.ts';
import { startRounds } from './rounds.ts';

const lookEveryMs = 250;
/** Jobs arrive all the time; an organization is looked at for their sake this often at most. */
const jobsEveryMs = 60_000;

/**
 * Watches what the rules are about, four times a second: who may be concerned by a change is looked at at once, and what
 * is to be told is sent, the one without waiting for the other.
 */
export function startWatchingAlerts(alerts: AlertsContext, log: Logger): AsyncDisposable {
  const changes = new Changes(alerts);
  const looking = startRounds(
    {
      everyMs: lookEveryMs,
      failure: 'Alerts could not be looked at; it is tried again.',
      round: () => look(alerts, changes),
    },
    log,
  );
  const sending = startRounds(
    {
      everyMs: lookEveryMs,
      failure: 'Alerts could not be sent; it is tried again.',
      round: () => send(alerts),
    },
    log,
  );
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all([looking[Symbol.asyncDispose](), sending[Symbol.asyncDispose]()]);
    },
  };
}

async function look(alerts: AlertsContext, changes: Changes): Promise<void> {
  await alerts.store.wake(await changes.since(), alerts.clock.now());
  while ((await lookAtDue(alerts)) > 0);
}

async function send(alerts: AlertsContext): Promise<void> {
  while ((await dispatchDue(alerts)) > 0);
}

interface Seen {
  readonly orgId: string;
  readonly region: string;
  status: number;
  subscription: number;
  jobs: number;
  jobsSeenAt: number;
}

/** Finds the organizations of which something has changed, by comparing numbers in memory. */
class Changes {
  readonly #alerts: AlertsContext;
  #seen = new Map<string, Seen>();
  #accessRevision = -1;

  constructor(alerts: AlertsContext) {
    this.#alerts = alerts;
  }

  /** Since it was asked last. An organization that is seen for the first time has changed. */
  async since(): Promise<string[]> {
    await this.#meetOrganizations();
    const { status, subscription, jobs, clock } = this.#alerts;
    const now = clock.now();
    const changed: string[] = [];
    for (const seen of this.#seen.values()) {
      const { orgId, region } = seen;
      const revisions = {
        status: status.store.revision(region),
        subscription: subscription.store.revision(orgId),
      };
      const isChanged = revisions.status !== seen.status || revisions.subscription !== seen.subscription;
      const jobsRevision = jobs.store.jobsRevision(orgId);
      const hasJobs = jobsRevision !== seen.jobs && now >= seen.jobsSeenAt + jobsEveryMs;
      if (hasJobs) Object.assign(seen, { jobs: jobsRevision, jobsSeenAt: now });
      if (!isChanged && !hasJobs) continue;
      Object.assign(seen, revisions);
      changed.push(orgId);
    }
    return changed;
  }

  async #meetOrganizations(): Promise<void> {
    const { access } = this.#alerts;
    const revision = access.store.accessRevision();
    if (revision === this.#accessRevision) return;
    const met = new Map<string, Seen>();
    for (let after: string | undefined; ; ) {
      const page = await access.store.listOrganizations({ limit: 1_000, ...(after && { after }) });
      for (const { orgId, region } of page) {
        const known = this.#seen.get(orgId);
        const unseen = { orgId, region, status: -1, subscription: -1, jobs: -1, jobsSeenAt: 0 };
        met.set(orgId, known?.region === region ? known : unseen);
      }
      after = page.length > 1_000 ? page.at(-1)?.orgId : undefined;
      if (after === undefined) break;
    }
    this.#seen = met;
    this.#accessRevision = revision;
  }
}
