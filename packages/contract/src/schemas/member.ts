import { type Static, Type } from 'typebox';
import { AnyRole, Email, LinkToken, Password, Person, roles } from './person.ts';
import { Closed, Instant, Line, Nullable, OneOf, OrgId } from './primitives.ts';

const person = { id: 'usr_01kay3gq6xj4f8h2t0v9w7c5nd', name: 'Ada Larsen', email: 'ada@clinic.example' };

export const Member = Closed(
  { person: Person, role: AnyRole, since: Instant },
  { title: 'Member', examples: [{ person, role: 'owner', since: '2026-11-23T08:00:00Z' }] },
);
export type Member = Static<typeof Member>;

export const MemberPut = Closed({ role: AnyRole }, { title: 'MemberPut', examples: [{ role: 'admin' }] });
export type MemberPut = Static<typeof MemberPut>;

const InvitationFields = {
  id: Type.String({ examples: ['ivt_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
  org_id: OrgId,
  email: Email,
  role: AnyRole,
  invited_by: Type.String({ description: 'The id of the person or the key that did it.' }),
  created_at: Instant,
  expires_at: Instant,
};

const invitation = {
  id: 'ivt_01kay3gq6xj4f8h2t0v9w7c5nd',
  org_id: '4725fffa',
  email: 'grace@clinic.example',
  role: 'viewer',
  invited_by: person.id,
  created_at: '2026-11-23T08:00:00Z',
  expires_at: '2026-11-30T08:00:00Z',
};

export const Invitation = Closed(InvitationFields, { title: 'Invitation', examples: [invitation] });
export type Invitation = Static<typeof Invitation>;

const link = 'https://platen.example/console/invitation/q7ZfT0mYx3Kc8VbN1sJw5RdL2hGp9XuA4eQoI6tBvCk';

export const InvitationWithLink = Closed(
  {
    ...InvitationFields,
    link: Nullable(
      Type.String({
        description: '`null` when it was mailed. Else pass it on: it is shown this once, and works once.',
      }),
    ),
  },
  { title: 'InvitationWithLink', examples: [{ ...invitation, link }] },
);
export type InvitationWithLink = Static<typeof InvitationWithLink>;

export const InvitationCreate = Closed(
  { email: Email, role: AnyRole },
  { title: 'InvitationCreate', examples: [{ email: 'grace@clinic.example', role: 'viewer' }] },
);
export type InvitationCreate = Static<typeof InvitationCreate>;

export const InvitationToken = Closed(
  { token: LinkToken },
  { title: 'InvitationToken', examples: [{ token: link.slice(-43) }] },
);

/** What the page at the end of the link shows. */
export const InvitationShown = Closed(
  {
    org_id: Nullable(OrgId),
    org_name: Nullable(
      Type.String({ description: '`null`, as is `org_id`, where it is to run the whole deployment.' }),
    ),
    email: Email,
    role: OneOf([...roles, 'operator']),
    is_known: Type.Boolean({
      description: 'There is a person of that address, who is to sign in before they accept.',
    }),
  },
  {
    title: 'InvitationShown',
    examples: [
      {
        org_id: '4725fffa',
        org_name: 'Lindenhof Clinic',
        email: 'grace@clinic.example',
        role: 'viewer',
        is_known: false,
      },
    ],
  },
);
export type InvitationShown = Static<typeof InvitationShown>;

export const InvitationAccept = Closed(
  {
    token: LinkToken,
    name: Type.Optional(Line(120, { description: 'Of a person who is new.' })),
    password: Type.Optional(Password),
  },
  {
    title: 'InvitationAccept',
    examples: [
      { token: link.slice(-43), name: 'Grace Moreau', password: 'seven loud tins of paint' },
      { token: link.slice(-43) },
    ],
  },
);
export type InvitationAccept = Static<typeof InvitationAccept>;
