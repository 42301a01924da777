import type { Role } from '@platen/contract';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { AuditEntry } from '../../access/index.ts';
import type { Invitation, Member, PeopleStore } from '../../people/index.ts';
import type { InvitationTable } from './people-tables.ts';
import { insertPerson, toPerson } from './person-rows.ts';
import type { LedgerTables } from './tables.ts';

type Change = (
  audit: AuditEntry,
  work: (tx: Transaction<LedgerTables>) => Promise<boolean>,
) => Promise<boolean>;

type OfMembers = Pick<
  PeopleStore,
  | 'listMembers'
  | 'findMember'
  | 'insertMember'
  | 'changeRole'
  | 'insertInvitation'
  | 'listInvitations'
  | 'listInvitationsTo'
  | 'findInvitation'
  | 'removeInvitation'
  | 'acceptInvitation'
>;

/** Who belongs to an organization, and who is invited to. */
export function membersIn(db: Kysely<LedgerTables>, change: Change): OfMembers {
  return {
    async listMembers(orgId, page) {
      let query = membersOf(db, orgId)
        .orderBy('person.id')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('person.id', '>', page.after);
      return (await query.execute()).map(toMember);
    },
    async findMember(orgId, personId) {
      const row = await membersOf(db, orgId).where('person.id', '=', personId).executeTakeFirst();
      return row && toMember(row);
    },
    insertMember: ({ orgId, personId, role, since }, audit) =>
      change(audit, async (tx) => {
        const known = tx.selectFrom('organization').select('org_id').where('org_id', '=', orgId);
        if (!(await known.executeTakeFirst())) return false;
        const result = await tx
          .insertInto('membership')
          .values({ org_id: orgId, person_id: personId, role, created_at: since })
          .onConflict((c) => c.doNothing())
          .executeTakeFirst();
        return result.numInsertedOrUpdatedRows === 1n;
      }),
    changeRole: (member, role, audit) => change(audit, (tx) => changeRole(tx, member, role)),
    async insertInvitation(invitation, audit) {
      await change(audit, async (tx) => {
        await tx
          .deleteFrom('invitation')
          .where('org_id', '=', placeOf(invitation.orgId))
          .where('email', '=', invitation.email)
          .where('accepted_at', 'is', null)
          .execute();
        await tx.insertInto('invitation').values(fromInvitation(invitation)).execute();
        return true;
      });
    },
    async listInvitations(orgId, at, page) {
      let query = db
        .selectFrom('invitation')
        .selectAll()
        .where('org_id', '=', placeOf(orgId))
        .where('accepted_at', 'is', null)
        .where('expires_at', '>', at)
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (page.after !== undefined) query = query.where('id', '<', page.after);
      return (await query.execute()).map(toInvitation);
    },
    async listInvitationsTo(email, at) {
      const open = db
        .selectFrom('invitation')
        .selectAll()
        .where('accepted_at', 'is', null)
        .where('expires_at', '>', at);
      return (await open.where('email', '=', email).orderBy('id').execute()).map(toInvitation);
    },
    async findInvitation(by) {
      const open = db.selectFrom('invitation').selectAll().where('accepted_at', 'is', null);
      const row = await ('id' in by
        ? open.where('org_id', '=', placeOf(by.orgId)).where('id', '=', by.id)
        : open.where('token_hash', '=', by.tokenHash)
      ).executeTakeFirst();
      return row && toInvitation(row);
    },
    removeInvitation: (id, audit) =>
      change(audit, async (tx) => {
        const result = await tx
          .deleteFrom('invitation')
          .where('id', '=', id)
          .where('accepted_at', 'is', null)
          .executeTakeFirst();
        return result.numDeletedRows === 1n;
      }),
    acceptInvitation: ({ id, orgId, role }, who, at, audit) =>
      change(audit, async (tx) => {
        const result = await tx
          .updateTable('invitation')
          .set({ accepted_at: at })
          .where('id', '=', id)
          .where('accepted_at', 'is', null)
          .executeTakeFirst();
        if (result.numUpdatedRows !== 1n) return false;
        if ('person' in who && !(await insertPerson(tx, who))) throw new Taken();
        const person_id = 'person' in who ? who.person.id : who.id;
        if (orgId === null) {
          await tx.updateTable('person').set({ is_operator: 1 }).where('id', '=', person_id).execute();
          return true;
        }
        await tx
          .insertInto('membership')
          .values({ org_id: orgId, person_id, role, created_at: at })
          .onConflict((c) => c.doNothing())
          .execute();
        return true;
      }).catch((error: unknown) => {
        if (error instanceof Taken) return false;
        throw error;
      }),
  };
}

/** The address is somebody's by now, so what was begun is undone. */
class Taken extends Error {}

async function changeRole(
  tx: Transaction<LedgerTables>,
  { orgId, person }: Member,
  role: Role | null,
): Promise<boolean> {
  const owners = tx.updateTable('membership').set({ org_id: orgId });
  // Whoever else wants to change one of them waits from here on.
  await owners.where('org_id', '=', orgId).where('role', '=', 'owner').execute();
  const others = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('org_id', '=', orgId)
    .where('role', '=', 'owner')
    .execute();
  const isLast = others.length === 1 && others[0]?.person_id === person.id;
  if (isLast && role !== 'owner') return false;
  if (role === null) {
    const result = await tx
      .deleteFrom('membership')
      .where('org_id', '=', orgId)
      .where('person_id', '=', person.id)
      .executeTakeFirst();
    return result.numDeletedRows === 1n;
  }
  const result = await tx
    .updateTable('membership')
    .set({ role })
    .where('org_id', '=', orgId)
    .where('person_id', '=', person.id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function membersOf(db: Kysely<LedgerTables>, orgId: string) {
  return db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .selectAll('person')
    .select(['membership.org_id', 'membership.role', 'membership.created_at as since'])
    .where('membership.org_id', '=', orgId);
}

type MemberRow = Awaited<ReturnType<ReturnType<typeof membersOf>['execute']>>[number];

function toMember(row: MemberRow): Member {
  return { orgId: row.org_id, person: toPerson(row), role: row.role as Role, since: row.since };
}

/** What stands for all organizations in a column that is never null. */
const everywhere = '';

function placeOf(orgId: string | null): string {
  return orgId ?? everywhere;
}

function toInvitation(row: Selectable<InvitationTable>): Invitation {
  return {
    id: row.id,
    orgId: row.org_id === everywhere ? null : row.org_id,
    email: row.email,
    role: row.role as Invitation['role'],
    tokenHash: row.token_hash,
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

function fromInvitation(invitation: Invitation) {
  return {
    id: invitation.id,
    org_id: placeOf(invitation.orgId),
    email: invitation.email,
    role: invitation.role,
    token_hash: invitation.tokenHash,
    invited_by: invitation.invitedBy,
    created_at: invitation.createdAt,
    expires_at: invitation.expiresAt,
    accepted_at: null,
  };
}
