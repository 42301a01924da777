import { auditEntry } from '../../access/index.ts';
import type { Clock } from '../../kit/clock.ts';
import type { AuditOf, Row, RowTable } from '../rows.ts';

type What = 'created' | 'changed' | 'removed';

/** What the audit calls it; what is not here is no change to anybody: proofs that are on their way, and their counts. */
const actions: Readonly<Partial<Record<RowTable, Partial<Record<What, string>>>>> = {
  person: { created: 'person.created', changed: 'person.changed', removed: 'person.removed' },
  person_session: { created: 'session.begun', removed: 'session.ended' },
  person_account: { created: 'sign_in_way.added', removed: 'sign_in_way.removed' },
  two_factor: { created: 'second_factor.made', removed: 'second_factor.removed' },
  passkey: { created: 'passkey.added', removed: 'passkey.removed' },
};

/** Who signs in, or changes how they do, is the person of the row. */
export function auditOf(what: What, table: RowTable, clock: Clock, set: Row = {}): AuditOf {
  const action = set.password === undefined ? actions[table]?.[what] : 'person.password_changed';
  if (action === undefined) return () => [];
  return (rows) =>
    rows.map((row) => {
      const person = String((table === 'person' ? row.id : row.person_id) ?? 'system');
      return auditEntry({ name: person }, clock.now(), {
        orgId: null,
        action,
        target: String(row.id),
        detail:
          what === 'changed' ? { changed: Object.keys(set).filter((name) => name !== 'updated_at') } : {},
      });
    });
}
