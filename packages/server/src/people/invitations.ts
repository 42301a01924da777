import {
  type Invitation as InvitationBody,
  type InvitationCreate,
  type InvitationShown,
  type InvitationWithLink,
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
  const now = people.clock.now();
  const token = mintToken();
  const invitation: Invitation = {
    id: newId('ivt', now),
    orgId: org.orgId,
    email: sameEmail(input.email),
    role: input.role,
    tokenHash: hashToken(token),
    invitedBy: actor.name,
    createdAt: now,
    expiresAt: now + invitationLastsMs,
  };
  const { email, role } = invitation;
  const change = { orgId: org.orgId, action: 'invitation.created', target: invitation.id };
  await people.store.insertInvitation(
    invitation,
    auditEntry(actor, now, { ...change, detail: { email, role } }),
  );
  const link = people.invitationUrl(token);
  const isMailed = await people.mail(writeInvitation(invitation, org.name, link));
  return { ...invitationBody(invitation), link: isMailed ? null : link };
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

export async function removeInvitation(
  { store, clock }: PeopleContext,
  actor: Actor,
  orgId: string,
  id: string,
): Promise<InvitationBody> {
  const invitation = await store.findInvitation({ orgId, id });
  const change = { orgId, action: 'invitation.removed', target: id };
  const isRemoved = invitation && (await store.removeInvitation(id, auditEntry(actor, clock.now(), change)));
  if (!isRemoved) throw new Refusal('not_found', `The organization has no invitation ${id}.`);
  return invitationBody(invitation);
}

/** @throws Refusal `link_unusable` */
export async function readInvitation(
  people: PeopleContext,
  findOrganization: (orgId: string) => Promise<Organization | undefined>,
  token: string,
): Promise<InvitationShown> {
  const { orgId, email, role } = await findOpenInvitation(people, token);
  const org = await findOrganization(orgId);
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
  return {
    id: invitation.id,
    org_id: invitation.orgId,
    email: invitation.email,
    role: invitation.role,
    invited_by: invitation.invitedBy,
    created_at: formatInstant(invitation.createdAt),
    expires_at: formatInstant(invitation.expiresAt),
  };
}
