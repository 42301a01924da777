import type { AlertsContext } from '../store.ts';
import { takeTurn } from './take-turn.ts';

/** How long a turn may take before another server may take it over. */
const leaseMs = 5 * 60_000;
const atOnce = 10;

/**
 * Advances the series of the organizations whose turn it is, a few at most, and writes what was found of each in one
 * transaction. Answers how many there were.
 */
export async function advanceSeriesDue(alerts: AlertsContext): Promise<number> {
  const now = alerts.clock.now();
  const turns = await alerts.store.anomalies.claimDueTurns(now, now + leaseMs, atOnce);
  const organizations = await alerts.access.store.findOrganizations(turns.map(({ orgId }) => orgId));
  const byId = new Map(organizations.map((org) => [org.orgId, org]));
  for (const turn of turns) {
    const org = byId.get(turn.orgId);
    if (!org) continue;
    try {
      await alerts.store.anomalies.finishTurn(await takeTurn(alerts, org, turn), now);
    } catch (error) {
      // It is tried again when the lease has ended; the others are none the worse for it.
      alerts.report(error, { organization: turn.orgId });
    }
  }
  return turns.length;
}
