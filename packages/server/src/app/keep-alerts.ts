import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type AlertsContext, dropOldAlerts } from '../alerts/index.ts';
import { minuteMs } from '../kit/instant.ts';
import { startRounds } from './rounds.ts';

/** So that what is told meanwhile has the database for most of the time. */
const betweenStepsMs = 50;

/**
 * Drops alerts and what was told of them when they are older than they are kept, a little at a time, looking once a
 * minute. Servers that do it at once do no more than one would.
 */
export function startKeepingAlerts(alerts: AlertsContext, log: Logger): AsyncDisposable {
  const stopping = new AbortController();
  const failure = 'Old alerts could not be dropped; it is tried again.';
  const round = async () => {
    while (!stopping.signal.aborted && (await dropOldAlerts(alerts))) {
      await pause(betweenStepsMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const rounds = startRounds({ everyMs: minuteMs, failure, round }, log);
  return {
    [Symbol.asyncDispose]() {
      stopping.abort();
      return rounds[Symbol.asyncDispose]();
    },
  };
}
