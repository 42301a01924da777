import { auditEntry } from '../../access/index.ts';
import { newId } from '../../kit/ids.ts';
import { type Person, sameEmail } from '../person.ts';
import type { Condition } from '../rows.ts';
import type { NewAccount, PeopleContext } from '../store.ts';
import type { Claims } from './provider.ts';
import { type RoleMapping, rolesOf } from './roles.ts';

/** Whom the provider's word lets in. */
export interface AdmissionPolicy {
  /** `invited`: whoever is known, was invited or is given a role; `anyone`: whomever the provider knows. */
  readonly admits: 'invited' | 'anyone';
  /** Whether an address counts that the provider does not say to have verified. */
  readonly trustsEmail: 'verified' | 'any';
  readonly roles: RoleMapping | null;
}

/** Why somebody was not let in. */
export type NotAdmitted = 'no_email' | 'unverified' | 'not_invited';

/**
 * Whom the provider speaks of, made known where they may come. Once known they are recognised by the provider's name of
 * them, whatever their address is then; of the organizations that the mapping names they are what it says each time.
 */
export async function admitPerson(
  people: PeopleContext,
  issuer: string,
  policy: AdmissionPolicy,
  claims: Claims,
): Promise<{ readonly personId: string } | { readonly refused: NotAdmitted }> {
  const given = policy.roles ? rolesOf(policy.roles, claims) : new Map<string, null>();
  const isGiven = [...given.values()].some((role) => role !== null);
  const personId =
    (await findLinked(people, issuer, claims.sub)) ??
    (await linkPerson(people, issuer, policy, claims, isGiven));
  if (typeof personId !== 'string') return personId;
  await giveRoles(people, personId, given);
  return { personId };
}

async function findLinked(
  { store }: PeopleContext,
  issuer: string,
  sub: string,
): Promise<string | undefined> {
  const where: Condition[] = [
    { column: 'provider_id', is: '=', value: issuer },
    { column: 'account_id', is: '=', value: sub },
  ];
  const [account] = await store.rows.find('person_account', [where], { limit: 1 });
  return account && String(account.person_id);
}

async function linkPerson(
  people: PeopleContext,
  issuer: string,
  policy: AdmissionPolicy,
  claims: Claims,
  isGiven: boolean,
): Promise<string | { readonly refused: NotAdmitted }> {
  const { store, clock } = people;
  const email = emailOf(claims);
  if (email === undefined) return { refused: 'no_email' };
  const isVerified = claims.email_verified === true || claims.email_verified === 'true';
  if (!isVerified && policy.trustsEmail === 'verified') return { refused: 'unverified' };
  const now = clock.now();
  const account = { id: newId('acc', now), providerId: issuer, accountId: claims.sub, passwordHash: null };
  const known = await store.findPersonByEmail(email);
  if (known) return link(people, known, account);
  const invitations = await store.listInvitationsTo(email, now);
  if (policy.admits === 'invited' && invitations.length === 0 && !isGiven) return { refused: 'not_invited' };
  const person = {
    id: newId('usr', now),
    name: nameOf(claims, email),
    email,
    isOperator: false,
    createdAt: now,
  };
  const change = { orgId: null, action: 'person.created', target: person.id };
  const audit = auditEntry({ name: person.id }, now, { ...change, detail: { email, issuer } });
  if (!(await store.insertPerson({ person, account }, audit)))
    throw new Error('Somebody of that address came by another way at this very moment.');
  for (const invitation of invitations) {
    const { id, orgId, role } = invitation;
    const action = orgId === null ? 'operator.joined' : 'member.joined';
    const joined = { orgId, action, target: person.id, detail: { invitation: id, role } };
    await store.acceptInvitation(invitation, person, now, auditEntry({ name: person.id }, now, joined));
  }
  return person.id;
}

async function link({ store, clock }: PeopleContext, { id }: Person, account: NewAccount): Promise<string> {
  const now = clock.now();
  const { providerId, accountId, passwordHash } = account;
  const detail = { issuer: providerId };
  const change = { orgId: null, action: 'sign_in_way.added', target: account.id, detail };
  const row = {
    id: account.id,
    person_id: id,
    provider_id: providerId,
    account_id: accountId,
    password: passwordHash,
    created_at: now,
    updated_at: now,
  };
  await store.rows.insert('person_account', row, () => [auditEntry({ name: id }, now, change)]);
  return id;
}

async function giveRoles(
  { store, clock }: PeopleContext,
  personId: string,
  given: ReturnType<typeof rolesOf>,
): Promise<void> {
  const now = clock.now();
  for (const [orgId, role] of given) {
    const member = await store.findMember(orgId, personId);
    const was = member?.role ?? null;
    if (was === role) continue;
    const action = role === null ? 'member.removed' : member ? 'member.changed' : 'member.joined';
    const detail = { was, role, by: 'single_sign_on' };
    const audit = auditEntry({ name: personId }, now, { orgId, action, target: personId, detail });
    // The last owner stays one, whatever the provider says; an organization that is not there has no members.
    if (member) await store.changeRole(member, role, audit);
    else if (role !== null) await store.insertMember({ orgId, personId, role, since: now }, audit);
  }
}

function emailOf({ email }: Claims): string | undefined {
  const isAddress = typeof email === 'string' && email.length <= 254 && /^[^\s<>@]+@[^\s<>@]+$/.test(email);
  return isAddress ? sameEmail(email) : undefined;
}

function nameOf({ name }: Claims, email: string): string {
  const text = typeof name === 'string' ? name.replaceAll(/\p{Cc}+/gu, ' ').trim() : '';
  return (text || email).slice(0, 120);
}
