import {
  type OperatorInvitation,
  type OperatorInvitationCreate,
  type OperatorInvitationWithLink,
  type Person as PersonBody,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { bodyOf, type InvitingContext, invite, takeBack } from './invitations.ts';
import { personBody } from './person.ts';
import type { PeopleContext } from './store.ts';

/** Those who run the deployment. */
export async function listOperators(
  { store }: PeopleContext,
  page: PageRequest,
): Promise<PageOf<PersonBody>> {
  const rows = await store.listOperators(page);
  return pageOf(rows.map(personBody), page.limit, ({ id }) => id);
}

/** @throws Refusal `not_found`, or `conflict` of the last one */
export async function removeOperator(
  { store, clock }: PeopleContext,
  actor: Actor,
  personId: string,
): Promise<PersonBody> {
  const person = await store.findPerson(personId);
  if (!person?.isOperator) throw new Refusal('not_found', `There is no operator ${personId}.`);
  const change = { orgId: null, action: 'operator.removed', target: personId };
  if (!(await store.removeOperator(personId, auditEntry(actor, clock.now(), change))))
    throw new Refusal('conflict', 'Nobody would run the deployment. Invite another operator first.');
  return personBody(person);
}

export async function createOperatorInvitation(
  people: InvitingContext,
  actor: Actor,
  { email }: OperatorInvitationCreate,
): Promise<OperatorInvitationWithLink> {
  const { invitation, link } = await invite(
    people,
    actor,
    { email, role: 'operator', orgId: null },
    'Platen',
  );
  return { ...bodyOf(invitation), link };
}

/** Those that are open, newest first. */
export async function listOperatorInvitations(
  { store, clock }: PeopleContext,
  page: PageRequest,
): Promise<PageOf<OperatorInvitation>> {
  const rows = await store.listInvitations(null, clock.now(), page);
  return pageOf(rows.map(bodyOf), page.limit, ({ id }) => id);
}

/** @throws Refusal `not_found` */
export async function removeOperatorInvitation(
  people: PeopleContext,
  actor: Actor,
  id: string,
): Promise<OperatorInvitation> {
  return bodyOf(await takeBack(people, actor, null, id));
}
