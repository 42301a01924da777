import {
  type Invitation as InvitationBody,
  type InvitationCreate,
  type InvitationShown,
  type InvitationWithLink,
  type OperatorInvitation,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry, type Organization } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { formatInstant } from '../kit/instant.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { hashToken, mintToken } from './link.ts';
import type { Mail } from './mail.ts';
import { sameEmail } from './person.ts';
import type { Invitation, PeopleContext } from './store.ts';
import { writeInvitation } from './write-invitation.ts';

export interface InvitingContext extends PeopleContext {
  /** Where the page for a token is. */
  invitationUrl(token: string): string;
  /** False when it could not be sent, so that the link has to be passed on by hand. */
  mail(mail: Mail): Promise<boolean>;
}

const invitationLastsMs = 7 * 24 * 60 * 60 * 1000;

/** By mail where there is a way, else by a link in the answer; it stands nowhere else. */
export async function createInvitation(
  people: InvitingContext,
  actor: Actor,
  org: Organization,
  input: InvitationCreate,
): Promise<InvitationWithLink> {
  const { orgId, name } = org;
  const { invitation, link } = await invite(people, actor, { ...input, orgId }, name);
  return { ...invitationBody(invitation), link };
}

/** `place`: the name of what they are invited to. Null in place of the link: it was mailed. */
export async function invite(
  people: InvitingContext,
  actor: Actor,
  { email, role, orgId }: Pick<Invitation, 'email' | 'role' | 'orgId'>,
  place: string,
): Promise<{ readonly invitation: Invitation; readonly link: string | null }> {
  const now = people.clock.now();
  const token = mintToken();
  const invitation: Invitation = {
    id: newId('ivt', now),
    orgId,
    email: sameEmail(email),
    role,
    tokenHash: hashToken(token),
    invitedBy: actor.name,
    createdAt: now,
    expiresAt: now + invitationLastsMs,
  };
  const detail = { email: invitation.email, role };
  const change = { orgId, action: 'invitation.created', target: invitation.id, detail };
  await people.store.insertInvitation(invitation, auditEntry(actor, now, change));
  const link = people.invitationUrl(token);
  const isMailed = await people.mail(writeInvitation(invitation, place, link));
  return { invitation, link: isMailed ? null : link };
}

/** Those that are open, newest first. */
export async function listInvitations(
  { store, clock }: PeopleContext,
  orgId: string,
  page: PageRequest,
): Promise<PageOf<InvitationBody>> {
  const rows = await store.listInvitations(orgId, clock.now(), page);
  return pageOf(rows.map(invitationBody), page.limit, ({ id }) => id);
}

/** @throws Refusal `not_found` */
export async function removeInvitation(
  people: PeopleContext,
  actor: Actor,
  orgId: string,
  id: string,
): Promise<InvitationBody> {
  return invitationBody(await takeBack(people, actor, orgId, id));
}

/** @throws Refusal `not_found` */
export async function takeBack(
  { store, clock }: PeopleContext,
  actor: Actor,
  orgId: string | null,
  id: string,
): Promise<Invitation> {
  const invitation = await store.findInvitation({ orgId, id });
  const change = { orgId, action: 'invitation.removed', target: id };
  const isRemoved = invitation && (await store.removeInvitation(id, auditEntry(actor, clock.now(), change)));
  if (!isRemoved) throw new Refusal('not_found', `There is no invitation ${id}.`);
  return invitation;
}

/** @throws Refusal `link_unusable` */
export async function readInvitation(
  people: PeopleContext,
  findOrganization: (orgId: string) => Promise<Organization | undefined>,
  token: string,
): Promise<InvitationShown> {
  const { orgId, email, role } = await findOpenInvitation(people, token);
  const org = orgId === null ? undefined : await findOrganization(orgId);
  const is_known = (await people.store.findPersonByEmail(email)) !== undefined;
  return { org_id: orgId, org_name: org?.name ?? orgId, email, role, is_known };
}

/** @throws Refusal `link_unusable` */
export async function findOpenInvitation(
  { store, clock }: PeopleContext,
  token: string,
): Promise<Invitation> {
  const invitation = await store.findInvitation({ tokenHash: hashToken(token) });
  if (!invitation || invitation.expiresAt <= clock.now())
    throw new Refusal('link_unusable', 'The invitation cannot be used, or not any more.');
  return invitation;
}

function invitationBody(invitation: Invitation): InvitationBody {
  const { orgId, role } = invitation;
  if (orgId === null || role === 'operator') throw new Error('This invitation is to no organization.');
  return { ...bodyOf(invitation), org_id: orgId, role };
}

/** What every invitation shows, whatever it is to. */
export function bodyOf({ id, email, invitedBy, createdAt, expiresAt }: Invitation): OperatorInvitation {
  return {
    id,
    email,
    invited_by: invitedBy,
    created_at: formatInstant(createdAt),
    expires_at: formatInstant(expiresAt),
  };
}
