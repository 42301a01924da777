import type { Logger } from 'pino';
import { startRounds } from './rounds.ts';

/** Lets the meter settle what can be settled, looking once a second. */
export function startSettling(settle: () => Promise<unknown>, log: Logger): AsyncDisposable {
  const failure = 'Hours could not be settled; it is tried again.';
  return startRounds({ everyMs: 1_000, failure, round: settle }, log);
}
