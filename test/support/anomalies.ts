import type { Anomaly } from '../../packages/server/src/alerts/index.ts';
import { newId } from '../../packages/server/src/kit/ids.ts';
import type { Platen } from './platen.ts';

/** Keeps an anomaly of an organization, as if it had been found in its jobs. Answers its id. */
export async function keepAnomaly(
  { server, clock }: Pick<Platen, 'server' | 'clock'>,
  orgId: string,
  change: Partial<Anomaly> = {},
): Promise<string> {
  const { anomalies } = server.rooms.alerts.store;
  const now = clock.now();
  const since = now - 3_600_000;
  const turns = await anomalies.claimDueTurns(now, now + 1, 100_000);
  const turn = turns.find((each) => each.orgId === orgId);
  if (!turn) throw new Error(`It is not the turn of ${orgId}.`);
  const anomaly: Anomaly = {
    id: newId('ano', now),
    orgId,
    series: 'print device office-mfp',
    openedAt: now,
    closedAt: null,
    closedBecause: null,
    verdict: {
      ...{ kind: 'silence', since, from: since, to: now, observed: 0, expected: 14, low: 4, high: 28 },
      ...{ pValue: 1e-5, severity: 'error', maturity: 'hour_of_week', contributing: [], explainedBy: [] },
      sentence: 'Print jobs on office-mfp: No job has come since 10:00.',
    },
    feedback: null,
    learned: null,
    ...change,
  };
  const written = { turn, dueAt: now, notes: '{"version":0}', series: [], dropped: [], anomalies: [anomaly] };
  await anomalies.finishTurn(written, now);
  return anomaly.id;
}
