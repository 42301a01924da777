import type { Scope } from '@platen/contract';
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { AccessStore, ApiKey, AuditEntry, KeyUse, Organization } from '../../access/index.ts';
import type { PageRequest } from '../../kit/page.ts';
import type { Revisions } from '../revisions.ts';
import { audited, insertAudit } from './audited.ts';
import type { ApiKeyTable, AuditTable, LedgerTables, OrganizationTable } from './tables.ts';
import { inTransaction } from './transaction.ts';

const topic = 'access';

export function ledgerAccessStore(db: Kysely<LedgerTables>, revisions: Revisions): AccessStore {
  const change = (audit: AuditEntry, work: (tx: Transaction<LedgerTables>) => Promise<boolean>) =>
    audited({ db, revisions }, [topic], audit, work);

  return {
    accessRevision: () => revisions.of(topic),

    async findOrganization(orgId) {
      const row = await db
        .selectFrom('organization')
        .selectAll()
        .where('org_id', '=', orgId)
        .executeTakeFirst();
      return row && toOrganization(row);
    },
    async findOrganizations(orgIds) {
      const rows = await db.selectFrom('organization').selectAll().where('org_id', 'in', orgIds).execute();
      return rows.map(toOrganization);
    },
    async listOrganizations(page) {
      let query = db
        .selectFrom('organization')
        .selectAll()
        .orderBy('org_id')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('org_id', '>', page.after);
      return (await query.execute()).map(toOrganization);
    },
    insertOrganization: (org, audit) =>
      change(audit, async (tx) => {
        const result = await tx
          .insertInto('organization')
          .values(fromOrganization(org))
          .onConflict((c) => c.doNothing())
          .executeTakeFirst();
        if (result.numInsertedOrUpdatedRows !== 1n) return false;
        const watch = { org_id: org.orgId, set_up: 0, version: 0, due_at: 0, lease_until: 0 };
        await tx.insertInto('alert_watch').values(watch).execute();
        const turn = { org_id: org.orgId, due_at: 0, lease_until: 0, notes: null };
        await tx.insertInto('series_turn').values(turn).execute();
        return true;
      }),
    async updateOrganization(org, audit) {
      await change(audit, async (tx) => {
        const { org_id, ...fields } = fromOrganization(org);
        await tx.updateTable('organization').set(fields).where('org_id', '=', org_id).execute();
        return true;
      });
    },
    async regionExists(region) {
      return (
        (await db.selectFrom('region').select('id').where('id', '=', region).executeTakeFirst()) !== undefined
      );
    },

    async findKeyByHash(hash) {
      const row = await db.selectFrom('api_key').selectAll().where('hash', '=', hash).executeTakeFirst();
      return row && toKey(row);
    },
    async findKey(orgId, keyId) {
      const row = await keysOf(db, orgId).where('id', '=', keyId).executeTakeFirst();
      return row && toKey(row);
    },
    async listKeys(orgId, page) {
      let query = keysOf(db, orgId)
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '<', page.after);
      return (await query.execute()).map(toKey);
    },
    async listKeysOf(orgIds) {
      const rows = await db.selectFrom('api_key').selectAll().where('org_id', 'in', orgIds).execute();
      return rows.map(toKey);
    },
    async insertKey(key, audit) {
      await change(audit, async (tx) => {
        await tx.insertInto('api_key').values(fromKey(key)).execute();
        return true;
      });
    },
    insertFirstOperatorKey: (key, audit) =>
      change(audit, async (tx) => {
        if (await keysOf(tx, null).limit(1).executeTakeFirst()) return false;
        // Another server that looks at the same moment sees none either, and brings a key of the same id.
        const result = await tx
          .insertInto('api_key')
          .values(fromKey(key))
          .onConflict((c) => c.column('id').doNothing())
          .executeTakeFirst();
        return result.numInsertedOrUpdatedRows === 1n;
      }),
    rotateKey: (old, successor, audit) =>
      change(audit, async (tx) => {
        const result = await tx
          .updateTable('api_key')
          .set({ rotated_to: successor.id, expires_at: old.expiresAt })
          .where('id', '=', old.id)
          .where('rotated_to', 'is', null)
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        if (result.numUpdatedRows !== 1n) return false;
        await tx.insertInto('api_key').values(fromKey(successor)).execute();
        return true;
      }),
    async revokeKey(keyId, revokedAt, audit) {
      await change(audit, async (tx) => {
        await tx.updateTable('api_key').set({ revoked_at: revokedAt }).where('id', '=', keyId).execute();
        return true;
      });
    },
    async recordUses(uses) {
      await inTransaction(db, async (tx) => {
        for (const use of uses) await recordUse(tx, use);
      });
    },

    async listAudit(orgId, page) {
      return listAudit(db, orgId, page);
    },
    appendAudit: (entry) => insertAudit(db, entry),
  };
}

function keysOf(db: Kysely<LedgerTables>, orgId: string | null) {
  const all = db.selectFrom('api_key').selectAll();
  return orgId === null ? all.where('org_id', 'is', null) : all.where('org_id', '=', orgId);
}

async function recordUse(tx: Transaction<LedgerTables>, use: KeyUse): Promise<void> {
  await tx
    .updateTable('api_key')
    .set({ last_used_at: use.at, last_used_from: use.from, last_used_agent: use.agent })
    .where('id', '=', use.keyId)
    // Another server may have noted a later use already.
    .where((e) => e.or([e('last_used_at', 'is', null), e('last_used_at', '<=', use.at)]))
    .execute();
}

async function listAudit(
  db: Kysely<LedgerTables>,
  orgId: string | undefined,
  page: PageRequest,
): Promise<AuditEntry[]> {
  let query = db
    .selectFrom('audit')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  if (page.after !== undefined) query = query.where('id', '<', page.after);
  if (orgId !== undefined) query = query.where('org_id', '=', orgId);
  return (await query.execute()).map(toAudit);
}

export function toOrganization(row: Selectable<OrganizationTable>): Organization {
  return {
    orgId: row.org_id,
    name: row.name,
    region: row.region,
    timeZone: row.time_zone,
    patienceSeconds: row.patience_seconds,
    demo: row.demo === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function fromOrganization(org: Organization): Insertable<OrganizationTable> {
  return {
    org_id: org.orgId,
    name: org.name,
    region: org.region,
    time_zone: org.timeZone,
    patience_seconds: org.patienceSeconds,
    demo: org.demo ? 1 : 0,
    created_at: org.createdAt,
    updated_at: org.updatedAt,
  };
}

function toKey(row: Selectable<ApiKeyTable>): ApiKey {
  return {
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    prefix: row.prefix,
    hash: row.hash,
    scopes: JSON.parse(row.scopes) as Scope[],
    allowedCidrs: JSON.parse(row.allowed_cidrs) as string[],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    rotatedTo: row.rotated_to,
    lastUsedAt: row.last_used_at,
    lastUsedFrom: row.last_used_from,
    lastUsedAgent: row.last_used_agent,
  };
}

function fromKey(key: ApiKey): Insertable<ApiKeyTable> {
  return {
    id: key.id,
    org_id: key.orgId,
    name: key.name,
    prefix: key.prefix,
    hash: key.hash,
    scopes: JSON.stringify(key.scopes),
    allowed_cidrs: JSON.stringify(key.allowedCidrs),
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
    rotated_to: key.rotatedTo,
    last_used_at: key.lastUsedAt,
    last_used_from: key.lastUsedFrom,
    last_used_agent: key.lastUsedAgent,
  };
}

function toAudit(row: Selectable<AuditTable>): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    orgId: row.org_id,
    actor: row.actor,
    action: row.action,
    target: row.target,
    detail: JSON.parse(row.detail) as Record<string, unknown>,
  };
}
