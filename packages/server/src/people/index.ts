export { acceptInvitation } from './accept-invitation.ts';
export { TooManyAttempts } from './attempts.ts';
export { Authentication, authenticationPath } from './authentication.ts';
export { forgetPeople } from './forget.ts';
export {
  createInvitation,
  listInvitations,
  readInvitation,
  removeInvitation,
} from './invitations.ts';
export { me } from './me.ts';
export { listMembers, putMember, removeMember } from './members.ts';
export type { Membership } from './membership.ts';
export { endOtherSessions, endSession, listSessions } from './my-sessions.ts';
export {
  createOperatorInvitation,
  listOperatorInvitations,
  listOperators,
  removeOperator,
  removeOperatorInvitation,
} from './operators.ts';
export {
  createPasskey,
  createPasskeyChallenge,
  listPasskeys,
  type PasskeysContext,
  removePasskey,
} from './passkeys.ts';
export {
  createPasswordLink,
  type PasswordLinksContext,
  requestPasswordLink,
  setPassword,
} from './password-links.ts';
export type { Person } from './person.ts';
export type { AuditOf, Reading, Row, Rows, RowTable, Where } from './rows.ts';
export { asMember, asThemselves, Sessions } from './sessions.ts';
export { makeSetUpLink, setUp } from './set-up.ts';
export { signInWays } from './sign-in-ways.ts';
export type { AdmissionPolicy } from './single-sign-on/admit-person.ts';
export { Provider, type ProviderConfig } from './single-sign-on/provider.ts';
export type { RoleMapping } from './single-sign-on/roles.ts';
export type { SingleSignOnContext } from './single-sign-on/single-sign-on.ts';
export type { Invitation, Member, NewPerson, PeopleStore, SignedIn } from './store.ts';
