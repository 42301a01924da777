import type { Role } from '@platen/contract';

/** Who belongs to the organization, and who runs the deployment. */
export const people = {
  title: 'People',
  lead: 'Who may look at this organization, and what each of them may do.',
  members: 'Members',
  noMembers:
    'Nobody has been given this organization yet; operators see it all the same. Invite its first owner.',
  alone:
    'One person is here so far. Invite a second owner, so that somebody can help when the first is away.',
  name: 'Name',
  role: 'Role',
  since: 'Since',
  roles: { viewer: 'Viewer', admin: 'Admin', owner: 'Owner' } satisfies Record<Role, string>,
  roleOf: (name: string) => `Role of ${name}`,
  rolesWhat: {
    viewer: 'Looks at everything, and changes nothing.',
    admin: 'Also makes keys, rules and channels, and takes alerts on.',
    owner: 'Also invites people, and gives them their roles.',
  } satisfies Record<Role, string>,
  invite: 'Invite somebody',
  email: 'E-mail address',
  send: 'Invite',
  invited: 'Invited',
  mailed: (email: string) => `The invitation is on its way to ${email}. It works once, for seven days.`,
  passOn:
    'This server sends no mail. Pass the link on safely: it is shown this once, works once, for seven days, and whoever opens it comes in.',
  link: 'Link',
  invitations: 'Invitations',
  noInvitations: 'None is open. Whoever is invited stands here until they have come.',
  until: (when: string) => `until ${when}`,
  takeBack: 'Take back',
  remove: 'Take out',
  removeWhat: 'It counts from their next click on. They can be invited again.',
  operators: 'Operators',
  operatorsWhat: 'They run this server, and may do everything in every organization of it.',
  inviteOperator: 'Invite an operator',
  onlyOperator:
    'There is one operator. A second one can make them a link when they have forgotten their password.',
  removeOperator: 'Run it no more',
  removeOperatorWhat: 'They keep the roles that they were given in organizations.',
  passwordLink: 'Link to set a password',
  passwordLinkWhat:
    'For whoever has forgotten theirs. Whoever has the link becomes this person: make sure whom you give it to.',
  makeLink: 'Make the link',
  linkLasts: 'It works once, for an hour, and logs them out everywhere. It is shown this once.',
};
