import { dayMs } from '../kit/instant.ts';
import type { AlertsContext } from './store.ts';

/** From when on what is over is kept: as long as jobs are by default, so that a year can be looked back on. */
const keptMs = 400 * dayMs;
const atOnce = 500;

/** Drops a little of what has been over for longer than it is kept; false when nothing has. */
export async function dropOldAlerts({ store, clock }: AlertsContext): Promise<boolean> {
  return (await store.forgetOld(clock.now() - keptMs, atOnce)) > 0;
}
