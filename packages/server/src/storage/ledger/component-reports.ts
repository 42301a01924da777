import type { Kysely, Transaction } from 'kysely';
import type { Component, ComponentHistory, Report } from '../../status/index.ts';
import { fromReport, toReport } from './status-rows.ts';
import type { LedgerTables } from './tables.ts';

/** Each with its reports after `from`, and the last of each source at or before it; the newest first. */
export async function withReports(
  db: Kysely<LedgerTables>,
  region: string,
  components: readonly Component[],
  from: number,
): Promise<ComponentHistory[]> {
  if (components.length === 0) return [];
  const ids = components.map(({ id }) => id);
  const ofComponents = db
    .selectFrom('component_report')
    .selectAll()
    .where('region', '=', region)
    .where('component_id', 'in', ids);
  // Asked for with one `or`, the index would not be used, and all that was ever reported would be read.
  const rows = await ofComponents
    .where('until_at', 'is', null)
    .unionAll(ofComponents.where('until_at', '>', from))
    .execute();
  const reportsOf = Map.groupBy(rows.map(toReport), ({ componentId }) => componentId);
  return components.map((component) => ({
    ...component,
    reports: (reportsOf.get(component.id) ?? []).sort(newestFirst),
  }));
}

function newestFirst(a: Report, b: Report): number {
  return b.from - a.from || (a.source < b.source ? -1 : 1);
}

/** Writes a report between those of its source before and after it. */
export async function writeReport(tx: Transaction<LedgerTables>, report: Report): Promise<void> {
  const { from } = report;
  // Takes the row of the component: of two that report at once, the second sees what the first has written.
  await tx
    .updateTable('component')
    .set((e) => ({ updated_at: e.ref('updated_at') }))
    .where('region', '=', report.region)
    .where('id', '=', report.componentId)
    .execute();
  const ofSource = tx
    .selectFrom('component_report')
    .where('region', '=', report.region)
    .where('component_id', '=', report.componentId)
    .where('source', '=', report.source);
  const before = await ofSource
    .select((e) => e.fn.max('from_at').as('at'))
    .where('from_at', '<', from)
    .executeTakeFirst();
  const after = await ofSource
    .select((e) => e.fn.min('from_at').as('at'))
    .where('from_at', '>', from)
    .executeTakeFirst();
  if (typeof before?.at === 'number') {
    await reportAt(tx, { ...report, from: before.at })
      .set({ until_at: from })
      .execute();
  }
  const row = { ...fromReport(report), until_at: after?.at ?? null };
  await tx
    .insertInto('component_report')
    .values(row)
    .onConflict((c) => c.columns(['region', 'component_id', 'source', 'from_at']).doUpdateSet(row))
    .execute();
}

/** Notes that a source was heard saying the same again. */
export async function hearReport(db: Kysely<LedgerTables>, report: Report, heardAt: number): Promise<void> {
  await reportAt(db, report)
    .set({ heard_at: heardAt, trouble: null })
    .where('heard_at', '<', heardAt)
    .execute();
}

function reportAt(db: Kysely<LedgerTables>, { region, componentId, source, from }: Report) {
  return db
    .updateTable('component_report')
    .where('region', '=', region)
    .where('component_id', '=', componentId)
    .where('source', '=', source)
    .where('from_at', '=', from);
}
