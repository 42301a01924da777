import { type Kysely, sql, type Transaction } from 'kysely';
import {
  type Alert,
  type Conversation,
  type Findings,
  type FinishedLook,
  flapMemoryMs,
  type Look,
  mostReopenMs,
  type Watch,
} from '../../alerts/index.ts';
import { retried } from '../retry.ts';
import {
  fromAlert,
  fromConversation,
  fromDelivery,
  toAlert,
  toChannel,
  toConversation,
  toDelivery,
  toRoute,
  toRule,
  toSilence,
} from './alert-rows.ts';
import { insertTransitions } from './alert-transitions.ts';
import type { LedgerTables } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** Reads what is watched of several organizations, each table once. */
export async function loadWatches(
  db: Kysely<LedgerTables>,
  orgIds: readonly string[],
  nowMs: number,
): Promise<Map<string, Watch>> {
  // What is looked at is read before what is set up is: who changes that meanwhile raises the version.
  const watches = await db.selectFrom('alert_watch').selectAll().where('org_id', 'in', orgIds).execute();
  const rules = await db
    .selectFrom('alert_rule')
    .selectAll()
    .where('org_id', 'in', orgIds)
    .orderBy('id')
    .execute();
  const routes = await db
    .selectFrom('alert_route')
    .selectAll()
    .where('org_id', 'in', orgIds)
    .orderBy('position')
    .orderBy('id')
    .execute();
  const channels = await db
    .selectFrom('alert_channel')
    .selectAll()
    .where('org_id', 'in', orgIds)
    .orderBy('id')
    .execute();
  const silences = await db
    .selectFrom('alert_silence')
    .selectAll()
    .where('org_id', 'in', orgIds)
    .where('until_at', '>', nowMs)
    .execute();
  const conversations = newest(await listConversations(db, orgIds, nowMs));
  const alerts = await listAlerts(db, orgIds, conversations);
  const firings = await db
    .selectFrom('alert')
    .select(['org_id', 'rule_id', 'subject', 'fired_at'])
    .where('org_id', 'in', orgIds)
    .where('state', '=', 'resolved')
    .where('resolved_at', '>', nowMs - flapMemoryMs)
    .execute();
  const waiting = await db
    .selectFrom('alert_delivery')
    .selectAll()
    .where('org_id', 'in', orgIds)
    .where('state', '=', 'queued')
    .where('attempts', '=', 0)
    .where('lease_until', '=', 0)
    .execute();

  const by = <T>(rows: readonly T[], orgOf: (row: T) => string) => Map.groupBy(rows, orgOf);
  const rulesBy = by(rules.map(toRule), (rule) => rule.orgId);
  const routesBy = by(routes.map(toRoute), (route) => route.orgId);
  const channelsBy = by(channels.map(toChannel), (channel) => channel.orgId);
  const silencesBy = by(silences.map(toSilence), (silence) => silence.orgId);
  const alertsBy = by(alerts, (alert) => alert.orgId);
  const firingsBy = by(firings, ({ org_id }) => org_id);
  const conversationsBy = by(conversations, (conversation) => conversation.orgId);
  const waitingBy = by(waiting.map(toDelivery), (delivery) => delivery.orgId);
  return new Map(
    watches.map(({ org_id, set_up, version }) => [
      org_id,
      {
        isSetUp: set_up === 1,
        version,
        rules: rulesBy.get(org_id) ?? [],
        routes: routesBy.get(org_id) ?? [],
        channels: channelsBy.get(org_id) ?? [],
        silences: silencesBy.get(org_id) ?? [],
        alerts: alertsBy.get(org_id) ?? [],
        earlierFirings: (firingsBy.get(org_id) ?? []).flatMap(({ rule_id, subject, fired_at }) =>
          fired_at === null ? [] : { ruleId: rule_id, subject, firedAt: fired_at },
        ),
        conversations: conversationsBy.get(org_id) ?? [],
        waiting: waitingBy.get(org_id) ?? [],
      },
    ]),
  );
}

async function listConversations(
  db: Kysely<LedgerTables>,
  orgIds: readonly string[],
  nowMs: number,
): Promise<Conversation[]> {
  const rows = await db
    .selectFrom('alert_conversation')
    .selectAll()
    .where('org_id', 'in', orgIds)
    .where((e) => e.or([e('closed_at', 'is', null), e('closed_at', '>', nowMs - mostReopenMs)]))
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  return rows.map(toConversation);
}

/** Of each thread on each channel; they come oldest first. */
function newest(conversations: readonly Conversation[]): Conversation[] {
  const found = new Map(
    conversations.map((each) => [`${each.orgId} ${each.channelId} ${each.thread}`, each]),
  );
  return [...found.values()];
}

async function listAlerts(
  db: Kysely<LedgerTables>,
  orgIds: readonly string[],
  conversations: readonly Conversation[],
): Promise<Alert[]> {
  const told = conversations.filter(({ closedAt }) => closedAt === null).flatMap(({ alertIds }) => alertIds);
  const rows = await db
    .selectFrom('alert')
    .selectAll()
    .where('org_id', 'in', orgIds)
    .where((e) => e.or([e('state', 'in', ['pending', 'firing']), e('id', 'in', told)]))
    .orderBy('id')
    .execute();
  return rows.map(toAlert);
}

/**
 * Those that found nothing are given back together. The others are written together, too, unless one of them has to be
 * done again: then each by itself, so that it takes no others with it.
 */
export async function finishLooks(
  db: Kysely<LedgerTables>,
  looks: readonly FinishedLook[],
  nowMs: number,
): Promise<void> {
  const [calm, eventful] = [looks.filter(foundNothing), looks.filter((finished) => !foundNothing(finished))];
  const overtaken = await retried(() => giveBack(db, calm));
  for (const { look } of overtaken) await giveUp(db, look, nowMs);
  if ((await writeAll(db, eventful)) || eventful.length === 0) return;
  for (const finished of eventful) {
    if (!(await writeAll(db, [finished]))) await giveUp(db, finished.look, nowMs);
  }
}

/** False, with nothing written, when one of them was overtaken. */
function writeAll(db: Kysely<LedgerTables>, looks: readonly FinishedLook[]): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    if ((await giveBack(tx, looks)).length > 0) throw new OvertakenError();
    for (const { watch, findings } of looks) await write(tx, watch, findings);
    return true;
  }).catch((error: unknown) => {
    if (error instanceof OvertakenError) return false;
    throw error;
  });
}

function foundNothing({ findings }: FinishedLook): boolean {
  const { alerts, cleared, transitions, conversations, deliveries } = findings;
  return [alerts, cleared, transitions, conversations, deliveries].every(({ length }) => length === 0);
}

/** What was looked at is no longer as it was when it was read. */
class OvertakenError extends Error {}

/**
 * Answers those whose lease was lost, or of which somebody has changed what is watched. Who made one due meanwhile is
 * heard.
 */
async function giveBack(db: Kysely<LedgerTables>, looks: readonly FinishedLook[]): Promise<FinishedLook[]> {
  if (looks.length === 0) return [];
  const leases = looks.map(
    ({ look, watch, findings }) =>
      sql`(${look.orgId}, cast(${look.leaseUntil} as bigint), cast(${watch.version} as bigint), cast(${findings.nextLookAt} as bigint))`,
  );
  const { rows } = await sql<{ org_id: string }>`
    update alert_watch
    set lease_until = 0, due_at = case when due_at < looked.lease then due_at else looked.next_at end
    from (select column1 as org, column2 as lease, column3 as version, column4 as next_at from (values ${sql.join(leases)}) as v) as looked
    where org_id = looked.org and lease_until = looked.lease and alert_watch.version = looked.version
    returning org_id`.execute(db);
  const given = new Set(rows.map(({ org_id }) => org_id));
  return looks.filter(({ look }) => !given.has(look.orgId));
}

async function giveUp(db: Kysely<LedgerTables>, { orgId, leaseUntil }: Look, nowMs: number): Promise<void> {
  await db
    .updateTable('alert_watch')
    .set({ lease_until: 0, due_at: nowMs })
    .where('org_id', '=', orgId)
    .where('lease_until', '=', leaseUntil)
    .execute();
}

async function write(tx: Transaction<LedgerTables>, watch: Watch, findings: Findings): Promise<void> {
  const known = new Set(watch.waiting.map(({ id }) => id));
  for (const delivery of findings.deliveries) {
    const row = fromDelivery(delivery);
    if (!known.has(delivery.id)) {
      await tx.insertInto('alert_delivery').values(row).execute();
      continue;
    }
    const { notice, state, due_at, finished_at, reason } = row;
    const rewritten = await tx
      .updateTable('alert_delivery')
      .set({ notice, state, due_at, finished_at, reason })
      .where('id', '=', delivery.id)
      .where('state', '=', 'queued')
      .where('attempts', '=', 0)
      .where('lease_until', '=', 0)
      .executeTakeFirst();
    // It is on its way by now, and says what it said.
    if (rewritten.numUpdatedRows === 0n) throw new OvertakenError();
  }
  for (const conversation of findings.conversations) {
    const { ticket, ...row } = fromConversation(conversation);
    await tx
      .insertInto('alert_conversation')
      .values({ ...row, ticket })
      // The ticket is the dispatcher's to write.
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  }
  if (findings.cleared.length > 0) await tx.deleteFrom('alert').where('id', 'in', findings.cleared).execute();
  for (const alert of findings.alerts) {
    const row = fromAlert(alert);
    await tx
      .insertInto('alert')
      .values(row)
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  }
  await insertTransitions(tx, findings.transitions);
}

/** After a change that a look has to see: whoever looks at the organization meanwhile has to begin again. */
export async function lookAgain(tx: Transaction<LedgerTables>, orgId: string): Promise<void> {
  await tx
    .updateTable('alert_watch')
    .set((e) => ({ version: e('version', '+', 1), due_at: 0 }))
    .where('org_id', '=', orgId)
    .execute();
}
