import {
  type PasswordLink,
  type PasswordLinkRequest,
  type PasswordLinkRequested,
  type PasswordSet,
  type Person as PersonBody,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry, systemActor } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { formatInstant } from '../kit/instant.ts';
import { takeAttempt } from './attempts.ts';
import { findChallenge, keepChallenge, takeChallenge } from './challenge.ts';
import type { InvitingContext } from './invitations.ts';
import { mintToken } from './link.ts';
import { refuseWeak } from './password.ts';
import { passwordAccount } from './password-account.ts';
import { type Person, personBody, sameEmail } from './person.ts';
import type { AuditOf, Condition } from './rows.ts';
import type { PeopleContext } from './store.ts';
import { writePasswordLink } from './write-password-link.ts';

export interface PasswordLinksContext extends InvitingContext {
  readonly canMail: boolean;
  /** Where the page for a token is. */
  passwordUrl(token: string): string;
  report(message: string): void;
}

const purpose = 'password';
const lastsMs = 60 * 60 * 1000;

/**
 * Mails a link, if there is such a person; nothing of the answer tells. `address`: where the request comes from.
 *
 * @throws Refusal `conflict` where no mail is sent, or `too_many_attempts`
 */
export async function requestPasswordLink(
  people: PasswordLinksContext,
  input: PasswordLinkRequest,
  address: string,
): Promise<PasswordLinkRequested> {
  if (!people.canMail)
    throw new Refusal('conflict', 'This deployment sends no mail. One of its operators can make you a link.');
  const email = sameEmail(input.email);
  await takeAttempt(people, `password link ${email}`, `password links ${address}`);
  // Not waited for: how long it takes would tell whether there is such a person.
  mailLink(people, email).catch((error: Error) => people.report(`A password link: ${error.message}`));
  return { lasts_seconds: lastsMs / 1000 };
}

async function mailLink(people: PasswordLinksContext, email: string): Promise<void> {
  const person = await people.store.findPersonByEmail(email);
  if (!person) return;
  const { link } = await makeLink(people, systemActor, person);
  if (!(await people.mail(writePasswordLink(person, link, newId('pwl', people.clock.now())))))
    throw new Error('the mail could not be sent');
}

/** @throws Refusal `not_found` */
export async function createPasswordLink(
  people: PasswordLinksContext,
  actor: Actor,
  personId: string,
): Promise<PasswordLink> {
  return makeLink(people, actor, await findPerson(people, personId));
}

async function makeLink(people: PasswordLinksContext, actor: Actor, person: Person): Promise<PasswordLink> {
  const token = mintToken();
  const now = people.clock.now();
  const change = { orgId: null, action: 'password_link.created', target: person.id };
  const kept = { value: keptFor(person), lastsMs };
  await keepChallenge(people, token, purpose, kept, () => [auditEntry(actor, now, change)]);
  return { link: people.passwordUrl(token), expires_at: formatInstant(now + lastsMs) };
}

/** @throws Refusal `link_unusable`, or `invalid_request` of a password that is easy to guess */
export async function setPassword(people: PeopleContext, input: PasswordSet): Promise<PersonBody> {
  const { store } = people;
  const found = await findChallenge(people, input.token, purpose);
  const person = found && (await findPerson(people, found.replace(prefix, '')));
  if (!person) throw unusable();
  refuseWeak(input.password, person.email);
  const account = await passwordAccount({ ...person, createdAt: people.clock.now() }, input.password);
  if ((await takeChallenge(people, input.token, purpose)) === undefined) throw unusable();
  const ofPerson: Condition = { column: 'person_id', is: '=', value: person.id };
  const byPassword: Condition = { column: 'provider_id', is: '=', value: account.providerId };
  const times = { updated_at: people.clock.now() };
  const set = { password: account.passwordHash, ...times };
  const audit = auditAs(people, person, 'person.password_changed');
  const where = [[ofPerson, byPassword]];
  const changed = await store.rows.update('person_account', where, { set, add: {}, one: true }, audit);
  if (changed.length === 0) {
    // Whoever came by single sign-on had none before.
    const { id, providerId: provider_id, accountId: account_id } = account;
    const row = { id, person_id: person.id, provider_id, account_id, created_at: times.updated_at, ...set };
    await store.rows.insert('person_account', row, audit);
  }
  await store.rows.remove('person_session', [[ofPerson]], false, auditAs(people, person, 'session.ended'));
  const others: Condition = { column: 'value', is: '=', value: keptFor(person) };
  await store.rows.remove('person_verification', [[others]], false, () => []);
  return personBody(person);
}

async function findPerson({ store }: PeopleContext, id: string): Promise<Person> {
  const person = await store.findPerson(id);
  if (!person) throw new Refusal('not_found', `There is no person ${id}.`);
  return person;
}

const prefix = 'password of ';

function keptFor({ id }: Person): string {
  return `${prefix}${id}`;
}

function unusable(): Refusal {
  return new Refusal('link_unusable', 'The link cannot be used, or not any more.');
}

function auditAs({ clock }: PeopleContext, { id }: Person, action: string): AuditOf {
  return (rows) =>
    rows.map((row) =>
      auditEntry({ name: id }, clock.now(), {
        orgId: null,
        action,
        target: String(row.id),
        detail: { by: 'password_link' },
      }),
    );
}
