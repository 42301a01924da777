import type { Kysely } from 'kysely';
import type { Transition } from '../../alerts/index.ts';
import { newId } from '../../kit/ids.ts';
import type { LedgerTables } from './tables.ts';

/** In the order in which they happened, which their ids keep. */
export async function insertTransitions(
  tx: Kysely<LedgerTables>,
  transitions: readonly Transition[],
): Promise<void> {
  if (transitions.length === 0) return;
  const rows = transitions.map(({ alertId, at, kind, why }) => ({
    id: newId('trn', at),
    alert_id: alertId,
    at,
    kind,
    why,
  }));
  await tx.insertInto('alert_transition').values(rows).execute();
}
