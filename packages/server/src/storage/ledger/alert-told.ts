import type { Kysely } from 'kysely';
import type { Alert, Conversation, Delivery } from '../../alerts/index.ts';
import { toConversation, toDelivery } from './alert-rows.ts';
import type { LedgerTables } from './tables.ts';

/** The newest first. */
export async function listDeliveriesAbout(
  db: Kysely<LedgerTables>,
  alert: Alert,
  limit: number,
): Promise<Delivery[]> {
  const rows = await deliveriesAbout(db, alert).selectAll().orderBy('id', 'desc').limit(limit).execute();
  return rows.map(toDelivery);
}

/** The newest first. */
export async function listConversationsAbout(
  db: Kysely<LedgerTables>,
  alert: Alert,
): Promise<Conversation[]> {
  const rows = await db
    .selectFrom('alert_conversation')
    .selectAll()
    .where('org_id', '=', alert.orgId)
    .where('id', 'in', deliveriesAbout(db, alert).select('conversation_id'))
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toConversation);
}

function deliveriesAbout(db: Kysely<LedgerTables>, { id, orgId, since }: Alert) {
  return db
    .selectFrom('alert_delivery')
    .where('org_id', '=', orgId)
    .where('created_at', '>=', since)
    .where('notice', 'like', `%"id":"${id}"%`);
}
