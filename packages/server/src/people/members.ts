import { type Member as MemberBody, Refusal, type Role } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { personBody } from './person.ts';
import type { Member, PeopleContext } from './store.ts';

export async function listMembers(
  { store }: PeopleContext,
  orgId: string,
  page: PageRequest,
): Promise<PageOf<MemberBody>> {
  const rows = await store.listMembers(orgId, page);
  return pageOf(rows.map(memberBody), page.limit, ({ person }) => person.id);
}

/** @throws Refusal `not_found`, or `conflict` of the last owner */
export async function putMember(
  people: PeopleContext,
  actor: Actor,
  orgId: string,
  personId: string,
  role: Role,
): Promise<MemberBody> {
  const member = await findMember(people, orgId, personId);
  if (member.role !== role) await change(people, actor, member, role);
  return memberBody({ ...member, role });
}

/** @throws Refusal `not_found`, or `conflict` of the last owner */
export async function removeMember(
  people: PeopleContext,
  actor: Actor,
  orgId: string,
  personId: string,
): Promise<MemberBody> {
  const member = await findMember(people, orgId, personId);
  await change(people, actor, member, null);
  return memberBody(member);
}

async function change(
  { store, clock }: PeopleContext,
  actor: Actor,
  member: Member,
  role: Role | null,
): Promise<void> {
  const audit = auditEntry(actor, clock.now(), {
    orgId: member.orgId,
    action: role ? 'member.changed' : 'member.removed',
    target: member.person.id,
    detail: { was: member.role, role },
  });
  if (!(await store.changeRole(member, role, audit)))
    throw new Refusal(
      'conflict',
      'The organization would be without an owner. Make somebody else one first.',
    );
}

async function findMember({ store }: PeopleContext, orgId: string, personId: string): Promise<Member> {
  const member = await store.findMember(orgId, personId);
  if (!member) throw new Refusal('not_found', `The organization has no member ${personId}.`);
  return member;
}

function memberBody({ person, role, since }: Member): MemberBody {
  return { person: personBody(person), role, since: formatInstant(since) };
}
