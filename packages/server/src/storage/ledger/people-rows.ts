import { type ExpressionBuilder, type ExpressionWrapper, type Kysely, type SqlBool, sql } from 'kysely';
import type { AuditOf, Reading, Row, Rows, RowTable, Where } from '../../people/index.ts';
import { insertAudit, type Ledger, noted } from './audited.ts';
import type { LedgerTables } from './tables.ts';

/** The tables by their names at run time: what the library asks for is not known before. */
type AnyTables = Record<RowTable, Row>;
type Any = Kysely<AnyTables>;

/** Rows that a library reads and writes by itself, whose changes are audited and told of like all others. */
export function ledgerRows(ledger: Ledger, topic: string): Rows {
  const db = ledger.db as unknown as Any;

  /** A change that concerns no row has changed nothing. */
  const change = async (audit: AuditOf, work: (tx: Any) => Promise<Row[]>): Promise<Row[]> => {
    let rows: Row[] = [];
    await noted(ledger, [topic], async (tx) => {
      rows = await work(tx as unknown as Any);
      for (const entry of audit(rows)) await insertAudit(tx as unknown as Kysely<LedgerTables>, entry);
      return rows.length > 0;
    });
    return rows;
  };

  return {
    async find(table, where, reading = {}) {
      return (await select(db, table, where, reading).execute()) as Row[];
    },
    async count(table, where) {
      const { count } = await db
        .selectFrom(table)
        .select((e) => e.fn.countAll<number>().as('count'))
        .where((e) => condition(e, where))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async insert(table, row, audit) {
      await change(audit, async (tx) => {
        await tx.insertInto(table).values(row).execute();
        return [row];
      });
    },
    update: (table, where, { set, add, one }, audit) =>
      change(audit, async (tx) => {
        const sums = Object.entries(add).map(([column, by]) => [
          column,
          sql`coalesce(${sql.ref(column)}, 0) + ${by}`,
        ]);
        const rows = await tx
          .updateTable(table)
          .set({ ...set, ...Object.fromEntries(sums) } as never)
          .where((e) => meant(e, tx, table, where, one))
          .returningAll()
          .execute();
        return rows as Row[];
      }),
    remove: (table, where, one, audit) =>
      change(audit, async (tx) => {
        const rows = await tx
          .deleteFrom(table)
          .where((e) => meant(e, tx, table, where, one))
          .returningAll()
          .execute();
        return rows as Row[];
      }),
  };
}

type Builder = ExpressionBuilder<AnyTables, RowTable>;
type Truth = ExpressionWrapper<AnyTables, RowTable, SqlBool>;

/** The condition is asked again of the one that was found: somebody may have changed it meanwhile. */
function meant(e: Builder, db: Any, table: RowTable, where: Where, one: boolean): Truth {
  if (!one) return condition(e, where);
  const found = select(db, table, where, { limit: 1 }).clearSelect().select('id');
  return e.and([e('id', 'in', found), condition(e, where)]) as Truth;
}

function select(db: Any, table: RowTable, where: Where, { limit, offset, orderBy }: Reading) {
  let query = db
    .selectFrom(table)
    .selectAll()
    .where((e) => condition(e, where));
  if (orderBy) query = query.orderBy(orderBy.column, orderBy.direction);
  if (limit !== undefined) query = query.limit(limit);
  if (offset !== undefined) query = query.offset(offset);
  return query;
}

function condition(e: Builder, where: Where): Truth {
  return e.or(
    where.map((all) =>
      e.and(
        all.map(({ column, is, value }) => {
          if (value === null) return e(column, is === '!=' ? 'is not' : 'is', null);
          return e(column, is, value as never);
        }),
      ),
    ),
  ) as Truth;
}
