import type { Role } from '@platen/contract';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { AuditEntry } from '../../access/index.ts';
import type { Membership, PeopleStore, Person, SignedIn } from '../../people/index.ts';
import type { Revisions } from '../revisions.ts';
import { toOrganization } from './access-store.ts';
import { audited } from './audited.ts';
import { membersIn } from './members.ts';
import { operatorsIn } from './operators.ts';
import { ledgerRows } from './people-rows.ts';
import type { PersonSessionTable } from './people-tables.ts';
import { insertPerson, toPerson } from './person-rows.ts';
import type { LedgerTables } from './tables.ts';
import { inTransaction } from './transaction.ts';

const topic = 'people';

export function ledgerPeopleStore(db: Kysely<LedgerTables>, revisions: Revisions): PeopleStore {
  const ledger = { db, revisions };
  const change = (audit: AuditEntry, work: (tx: Transaction<LedgerTables>) => Promise<boolean>) =>
    audited(ledger, [topic], audit, work);

  return {
    peopleRevision: () => revisions.of(topic),
    async hasPeople() {
      return (await db.selectFrom('person').select('id').limit(1).executeTakeFirst()) !== undefined;
    },
    async insertSetUpLink(link, audit) {
      const row = { token_hash: link.tokenHash, created_at: link.createdAt, expires_at: link.expiresAt };
      await change(audit, async (tx) => {
        await tx.insertInto('set_up_link').values(row).execute();
        return true;
      });
    },
    insertFirstPerson: (first, tokenHash, audit) =>
      change(audit, async (tx) => {
        if (!(await takeSetUpLink(tx, tokenHash, first.person.createdAt))) return false;
        if (await tx.selectFrom('person').select('id').limit(1).executeTakeFirst()) return false;
        // Another that comes at the same moment sees nobody either, and brings a person of the same id.
        if (!(await insertPerson(tx, first))) return false;
        await tx.deleteFrom('set_up_link').execute();
        await ownDemo(tx, first.person);
        return true;
      }),
    insertPerson: (person, audit) => change(audit, (tx) => insertPerson(tx, person)),
    async findPerson(id) {
      const row = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toPerson(row);
    },
    async findPersonByEmail(email) {
      const row = await db.selectFrom('person').selectAll().where('email', '=', email).executeTakeFirst();
      return row && toPerson(row);
    },
    async findSignedIn(by) {
      const sessions = db.selectFrom('person_session').selectAll();
      const session = await ('sessionId' in by
        ? sessions.where('id', '=', by.sessionId)
        : sessions.where('token_hash', '=', by.tokenHash)
      ).executeTakeFirst();
      return session && signedIn(db, session);
    },
    ...membersIn(db, change),
    ...operatorsIn(db, change),
    changeAttempts: (subject, work) =>
      inTransaction(db, async (tx) => {
        const none = { subject, failures: 0, last_at: 0, locked_until: 0 };
        await tx
          .insertInto('sign_in_attempts')
          .values(none)
          .onConflict((c) => c.doNothing())
          .execute();
        // Whoever else wants to change it waits from here on.
        await tx.updateTable('sign_in_attempts').set({ subject }).where('subject', '=', subject).execute();
        const row = await tx
          .selectFrom('sign_in_attempts')
          .selectAll()
          .where('subject', '=', subject)
          .executeTakeFirstOrThrow();
        const { failures, lastAt, lockedUntil } = work({
          failures: row.failures,
          lastAt: row.last_at,
          lockedUntil: row.locked_until,
        });
        await tx
          .updateTable('sign_in_attempts')
          .set({ failures, last_at: lastAt, locked_until: lockedUntil })
          .where('subject', '=', subject)
          .execute();
      }),
    async forget(endedBefore, attemptsBefore) {
      await db.deleteFrom('person_session').where('expires_at', '<', endedBefore).execute();
      await db.deleteFrom('person_verification').where('expires_at', '<', endedBefore).execute();
      await db.deleteFrom('set_up_link').where('expires_at', '<', endedBefore).execute();
      await db.deleteFrom('invitation').where('expires_at', '<', endedBefore).execute();
      await db.deleteFrom('sign_in_attempts').where('last_at', '<', attemptsBefore).execute();
    },
    rows: ledgerRows(ledger, topic),
  };
}

/** The link goes, so of several that come by it at once one takes it. */
async function takeSetUpLink(
  tx: Transaction<LedgerTables>,
  tokenHash: string,
  now: number,
): Promise<boolean> {
  const result = await tx
    .deleteFrom('set_up_link')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

async function ownDemo(tx: Transaction<LedgerTables>, { id, createdAt }: Person): Promise<void> {
  const demo = await tx.selectFrom('organization').select('org_id').where('demo', '=', 1).execute();
  for (const { org_id } of demo) {
    const row = { org_id, person_id: id, role: 'owner', created_at: createdAt };
    await tx.insertInto('membership').values(row).execute();
  }
}

async function signedIn(
  db: Kysely<LedgerTables>,
  row: Selectable<PersonSessionTable>,
): Promise<SignedIn | undefined> {
  const person = await db.selectFrom('person').selectAll().where('id', '=', row.person_id).executeTakeFirst();
  return (
    person && {
      session: {
        id: row.id,
        personId: row.person_id,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        from: row.ip_address,
        agent: row.user_agent,
      },
      person: toPerson(person),
      memberships: await membershipsOf(db, row.person_id),
    }
  );
}

async function membershipsOf(db: Kysely<LedgerTables>, personId: string): Promise<Membership[]> {
  const rows = await db
    .selectFrom('membership')
    .innerJoin('organization', 'organization.org_id', 'membership.org_id')
    .selectAll('organization')
    .select('membership.role')
    .where('membership.person_id', '=', personId)
    .orderBy('organization.org_id')
    .execute();
  return rows.map((row) => ({ org: toOrganization(row), role: row.role as Role }));
}
