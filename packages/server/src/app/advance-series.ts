import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type AlertsContext, advanceSeriesDue } from '../alerts/index.ts';
import { startRounds } from './rounds.ts';

const everyMs = 5_000;
/** So that what is sent and asked meanwhile is answered soon though months of jobs are learned from. */
const betweenTurnsMs = 50;

/** Judges jobs as their quarters of an hour become complete, looking every few seconds whose have. */
export function startAdvancingSeries(alerts: AlertsContext, log: Logger): AsyncDisposable {
  const stopping = new AbortController();
  const failure = 'What is usual of jobs could not be learned; it is tried again.';
  const round = async () => {
    while (!stopping.signal.aborted && (await advanceSeriesDue(alerts)) > 0) {
      await pause(betweenTurnsMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const rounds = startRounds({ everyMs, failure, round }, log);
  return {
    [Symbol.asyncDispose]() {
      stopping.abort();
      return rounds[Symbol.asyncDispose]();
    },
  };
}
