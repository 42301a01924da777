import type { Logger } from 'pino';
import { type AlertsContext, Dispatcher, lookAtDue } from '../alerts/index.ts';
import { startRounds } from './rounds.ts';

const lookEveryMs = 250;
/** Jobs arrive all the time; an organization is looked at for their sake this often at most. */
const jobsEveryMs = 60_000;
/** A statement takes so many parameters, and no more than 32,766 on the embedded engine. */
const wokenAtOnce = 1_000;

/**
 * Watches what the rules are about, four times a second: who may be concerned by a change is looked at at once, and what
 * is to be told is sent, the one without waiting for the other.
 */
export function startWatchingAlerts(alerts: AlertsContext, log: Logger): AsyncDisposable {
  const changes = new Changes(alerts);
  const dispatcher = new Dispatcher(alerts);
  const sending = startRounds(
    {
      everyMs: lookEveryMs,
      failure: 'Alerts could not be sent; it is tried again.',
      round: () => dispatcher.begin(),
    },
    log,
  );
  const looking = startRounds(
    {
      everyMs: lookEveryMs,
      failure: 'Alerts could not be looked at; it is tried again.',
      round: () => look(alerts, changes, sending.begin),
    },
    log,
  );
  return {
    async [Symbol.asyncDispose]() {
      await looking[Symbol.asyncDispose]();
      await sending[Symbol.asyncDispose]();
      await dispatcher.ended();
    },
  };
}

/** What it finds is sent at once, whatever it is still looking at. */
async function look(alerts: AlertsContext, changes: Changes, send: () => void): Promise<void> {
  await changes.tell();
  while ((await lookAtDue(alerts)) > 0) send();
}

interface Seen {
  readonly orgId: string;
  readonly region: string;
  readonly status: number;
  readonly subscription: number;
  readonly jobs: number;
  readonly jobsSeenAt: number;
}

/** Finds the organizations of which something has changed, by comparing numbers in memory. */
class Changes {
  readonly #alerts: AlertsContext;
  #seen = new Map<string, Seen>();
  #accessRevision = -1;

  constructor(alerts: AlertsContext) {
    this.#alerts = alerts;
  }

  /** Makes those that have changed due. One that is seen for the first time has changed. */
  async tell(): Promise<void> {
    await this.#meetOrganizations();
    const now = this.#alerts.clock.now();
    const changed = [...this.#seen.values()].flatMap((seen) => this.#look(seen, now) ?? []);
    for (let from = 0; from < changed.length; from += wokenAtOnce) {
      const some = changed.slice(from, from + wokenAtOnce);
      await this.#alerts.store.wake(
        some.map(({ orgId }) => orgId),
        now,
      );
      // Only now: a change that could not be told is told the next time.
      for (const seen of some) this.#seen.set(seen.orgId, seen);
    }
  }

  /** What is seen of it now; undefined while that is nothing new. */
  #look(seen: Seen, now: number): Seen | undefined {
    const { status, subscription, jobs } = this.#alerts;
    const { orgId, region } = seen;
    const statusNow = status.store.revision(region);
    const subscriptionNow = subscription.store.revision(orgId);
    const jobsNow = jobs.store.jobsRevision(orgId);
    const isDue = jobsNow !== seen.jobs && now >= seen.jobsSeenAt + jobsEveryMs;
    if (statusNow === seen.status && subscriptionNow === seen.subscription && !isDue) return undefined;
    const jobsSeen = isDue ? { jobs: jobsNow, jobsSeenAt: now } : {};
    return { ...seen, status: statusNow, subscription: subscriptionNow, ...jobsSeen };
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
