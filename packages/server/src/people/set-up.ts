import { type Person as PersonBody, Refusal, type SetUp } from '@platen/contract';
import { auditEntry, systemActor } from '../access/index.ts';
import { hashToken, mintToken } from './link.ts';
import { refuseWeak } from './password.ts';
import { passwordAccount } from './password-account.ts';
import { personBody, sameEmail } from './person.ts';
import type { PeopleContext } from './store.ts';

/** The earliest of all ids. */
const firstId = 'usr_00000000000000000000000000';
const linkLastsMs = 24 * 60 * 60 * 1000;

/** The token of a link by which the first person is made; undefined when there is one. It stands nowhere else. */
export async function makeSetUpLink({ store, clock }: PeopleContext): Promise<string | undefined> {
  if (await store.hasPeople()) return undefined;
  const token = mintToken();
  const now = clock.now();
  const link = { tokenHash: hashToken(token), createdAt: now, expiresAt: now + linkLastsMs };
  const change = { orgId: null, action: 'set_up_link.created', target: firstId };
  await store.insertSetUpLink(link, auditEntry(systemActor, now, change));
  return token;
}

/** @throws Refusal `link_unusable`, or `invalid_request` of a password that is easy to guess */
export async function setUp({ store, clock }: PeopleContext, input: SetUp): Promise<PersonBody> {
  const email = sameEmail(input.email);
  refuseWeak(input.password, email);
  const now = clock.now();
  const person = { id: firstId, name: input.name, email, isOperator: true, createdAt: now };
  const first = { person, account: await passwordAccount(person, input.password) };
  const change = {
    orgId: null,
    action: 'person.set_up',
    target: person.id,
    detail: { name: person.name, email, is_operator: true },
  };
  const audit = auditEntry({ name: person.id }, now, change);
  if (!(await store.insertFirstPerson(first, hashToken(input.token), audit)))
    throw new Refusal('link_unusable', 'The set-up link cannot be used, or not any more.');
  return personBody(person);
}
