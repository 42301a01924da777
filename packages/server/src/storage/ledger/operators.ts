import type { Kysely, Transaction } from 'kysely';
import type { AuditEntry } from '../../access/index.ts';
import type { PeopleStore } from '../../people/index.ts';
import { toPerson } from './person-rows.ts';
import type { LedgerTables } from './tables.ts';

type Change = (
  audit: AuditEntry,
  work: (tx: Transaction<LedgerTables>) => Promise<boolean>,
) => Promise<boolean>;

/** The people who run the deployment. */
export function operatorsIn(
  db: Kysely<LedgerTables>,
  change: Change,
): Pick<PeopleStore, 'listOperators' | 'removeOperator'> {
  return {
    async listOperators(page) {
      const operators = db.selectFrom('person').selectAll().where('is_operator', '=', 1);
      let query = operators.orderBy('id').limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '>', page.after);
      return (await query.execute()).map(toPerson);
    },
    removeOperator: (personId, audit) =>
      change(audit, async (tx) => {
        // Whoever else wants to remove one of them waits from here on.
        await tx.updateTable('person').set({ is_operator: 1 }).where('is_operator', '=', 1).execute();
        const others = await tx
          .selectFrom('person')
          .select('id')
          .where('is_operator', '=', 1)
          .where('id', '!=', personId)
          .limit(1)
          .execute();
        if (others.length === 0) return false;
        const result = await tx
          .updateTable('person')
          .set({ is_operator: 0 })
          .where('id', '=', personId)
          .where('is_operator', '=', 1)
          .executeTakeFirst();
        return result.numUpdatedRows === 1n;
      }),
  };
}
