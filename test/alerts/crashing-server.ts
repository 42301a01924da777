import type { AlertStore, FinishedLook } from '../../packages/server/src/alerts/index.ts';
import { startWatchingAlerts } from '../../packages/server/src/app/watch-alerts.ts';
import { readConfig, serve } from '../../packages/server/src/index.ts';

/** A step of the store's, just before or just after which the process is to die. */
export interface DeathPoint {
  readonly step: 'claimDueLooks' | 'finishLooks' | 'claimDueTries' | 'finishTry';
  readonly when: 'before' | 'after';
}

export interface Orders {
  readonly folder: string;
  /** Its clock begins there, and goes on. */
  readonly startMs: number;
  /** Null: it does not watch alerts; `never`: it does, and lives. */
  readonly dies: DeathPoint | 'never' | null;
}

/** A server in a process of its own, forked with its orders in JSON. It says where it listens once it does. */
const { folder, startMs, dies } = JSON.parse(process.argv[2] ?? '') as Orders;
const begun = performance.now();
const clock = { now: () => Math.round(startMs + performance.now() - begun) };
const settings = {
  PLATEN_PORT: '0',
  PLATEN_DATA: folder,
  PLATEN_LOG_LEVEL: 'silent',
  PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8',
};
const server = await serve(readConfig(settings, undefined, {}), {
  clock,
  pollFeeds: false,
  watchAlerts: false,
});
const { alerts } = server.rooms;
process.once('message', async () => {
  await server[Symbol.asyncDispose]();
  process.exit(0);
});
process.send?.({ url: server.url, operatorKey: server.firstOperatorKey ?? '' });
if (dies !== null) {
  const store = dies === 'never' ? alerts.store : mortal(alerts.store, dies);
  startWatchingAlerts({ ...alerts, store }, server.log);
}

/** Looks that find nothing, and claims that take nothing, are no steps of anything. */
function mortal(store: AlertStore, { step, when }: DeathPoint): AlertStore {
  const isEventful = (finished: readonly FinishedLook[]) =>
    finished.some(({ findings }) => findings.deliveries.length > 0);
  const dying = async <T>(
    name: DeathPoint['step'],
    work: () => Promise<T>,
    isStep: (answer?: T) => boolean,
  ) => {
    if (name === step && when === 'before' && isStep()) die();
    const answer = await work();
    if (name === step && when === 'after' && isStep(answer)) die();
    return answer;
  };
  return {
    ...store,
    claimDueLooks: (...args) =>
      dying(
        'claimDueLooks',
        () => store.claimDueLooks(...args),
        (looks) => (looks?.length ?? 0) > 0,
      ),
    finishLooks: (looks, nowMs) =>
      dying(
        'finishLooks',
        () => store.finishLooks(looks, nowMs),
        () => isEventful(looks),
      ),
    claimDueTries: (claim) =>
      dying(
        'claimDueTries',
        () => store.claimDueTries(claim),
        (tries) => (tries?.length ?? 0) > 0,
      ),
    finishTry: (claimed, finished) =>
      dying(
        'finishTry',
        () => store.finishTry(claimed, finished),
        () => true,
      ),
  };
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
