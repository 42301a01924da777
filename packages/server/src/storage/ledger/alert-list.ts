import type { AlertState } from '@platen/contract';
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { Alert, AlertFilter } from '../../alerts/index.ts';
import type { PageRequest } from '../../kit/page.ts';
import { toAlert } from './alert-rows.ts';
import type { LedgerTables } from './tables.ts';

export async function listAlerts(
  db: Kysely<LedgerTables>,
  orgId: string,
  page: PageRequest,
  { states, severities, ruleId }: AlertFilter = {},
): Promise<Alert[]> {
  let query = db
    .selectFrom('alert')
    .selectAll()
    .where('org_id', '=', orgId)
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  if (page.after !== undefined) query = query.where('id', '<', page.after);
  if (ruleId !== undefined) query = query.where('rule_id', '=', ruleId);
  if (states) query = query.where((e) => e.or(states.map((state) => isIn(e, state))));
  if (severities) query = query.where((e) => e.or(severities.map((one) => isOf(e, one))));
  return (await query.execute()).map(toAlert);
}

/** Who is told of one that fires is no state of its own in what is stored. */
function isIn(e: ExpressionBuilder<LedgerTables, 'alert'>, state: AlertState): Expression<SqlBool> {
  const fires = e('state', '=', 'firing');
  const isTold = e.and([fires, e('suppressed_by', '=', '[]')]);
  switch (state) {
    case 'pending':
    case 'resolved':
      return e('state', '=', state);
    case 'suppressed':
      return e.and([fires, e('suppressed_by', '!=', '[]')]);
    case 'acknowledged':
      return e.and([isTold, e('acknowledgement', 'is not', null)]);
    case 'firing':
      return e.and([isTold, e('acknowledgement', 'is', null)]);
  }
}

/** A quotation mark within a text is written `\"` in JSON, so that no text can pass for a severity. */
function isOf(e: ExpressionBuilder<LedgerTables, 'alert'>, severity: string): Expression<SqlBool> {
  return e('told', 'like', `%"severity":"${severity}"%`);
}
