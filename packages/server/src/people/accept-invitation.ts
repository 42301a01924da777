import { type InvitationAccept, invalidField, type Person as PersonBody, Refusal } from '@platen/contract';
import { auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { findOpenInvitation } from './invitations.ts';
import { refuseWeak } from './password.ts';
import { passwordAccount } from './password-account.ts';
import { type Person, personBody } from './person.ts';
import type { NewPerson, PeopleContext, SignedIn } from './store.ts';

/**
 * Whoever is known has to be signed in as the one who was invited: a link that was passed on lets nobody in as them.
 *
 * @throws Refusal `link_unusable`, `conflict`, or `invalid_request` of a name or password that a new person lacks
 */
export async function acceptInvitation(
  people: PeopleContext,
  signedIn: SignedIn | undefined,
  input: InvitationAccept,
): Promise<PersonBody> {
  const { store, clock } = people;
  const invitation = await findOpenInvitation(people, input.token);
  const known = await store.findPersonByEmail(invitation.email);
  if (known && signedIn?.person.id !== known.id)
    throw new Refusal('conflict', `Sign in as ${invitation.email}, and accept the invitation then.`);
  const now = clock.now();
  const who = known ?? (await newPerson(input, invitation.email, now));
  const person = 'person' in who ? who.person : who;
  const audit = auditEntry({ name: person.id }, now, {
    orgId: invitation.orgId,
    action: invitation.orgId === null ? 'operator.joined' : 'member.joined',
    target: person.id,
    detail: { invitation: invitation.id, role: invitation.role, is_new: !known },
  });
  if (!(await store.acceptInvitation(invitation, who, now, audit)))
    throw new Refusal('link_unusable', 'The invitation was used or taken back at this very moment.');
  return personBody(person);
}

async function newPerson(input: InvitationAccept, email: string, now: number): Promise<NewPerson> {
  const { name, password } = input;
  if (name === undefined) throw invalidField('body.name', 'is missing', 'Send the name of the new person.');
  if (password === undefined)
    throw invalidField('body.password', 'is missing', 'Send a password of 12 characters or more.');
  refuseWeak(password, email);
  const person: Person = { id: newId('usr', now), name, email, isOperator: false, createdAt: now };
  return { person, account: await passwordAccount(person, password) };
}
