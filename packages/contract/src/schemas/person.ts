import { type Static, Type } from 'typebox';
import { Closed, Instant, Line, Nullable, OneOf, OrgId } from './primitives.ts';

/** What a person may do in an organization, from least to most. */
export const roles = ['viewer', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

const roleTexts =
  '`viewer` reads; `admin` also administers the organization and acknowledges alerts; `owner` also manages its people.';
export const AnyRole = OneOf(roles, { description: roleTexts, examples: ['admin'] });

export const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: '^[^\\s<>@\\u0000-\\u001f\\u007f]+@[^\\s<>@\\u0000-\\u001f\\u007f]+$',
  description: 'An address of mail. Capitals and small letters are the same.',
  examples: ['ada@clinic.example'],
});

export const Password = Type.String({
  minLength: 12,
  maxLength: 128,
  description:
    '12 characters or more, of which 6 differ, without the name of the address. It is stored as a salted scrypt hash alone.',
  examples: ['four grey owls on a roof'],
});

const personId = 'usr_01kay3gq6xj4f8h2t0v9w7c5nd';

export const Person = Closed(
  { id: Type.String({ examples: [personId] }), name: Line(120), email: Email },
  { title: 'Person', examples: [{ id: personId, name: 'Ada Larsen', email: 'ada@clinic.example' }] },
);
export type Person = Static<typeof Person>;

export const Me = Closed(
  {
    person: Nullable(Person),
    is_operator: Type.Boolean({ description: 'May run the deployment, and see every organization of it.' }),
    memberships: Type.Array(
      Closed({
        org_id: OrgId,
        name: Type.String(),
        region: Type.String(),
        time_zone: Type.String(),
        role: Nullable(AnyRole),
      }),
      { description: 'The organizations that were given to the person, by their ids.' },
    ),
  },
  {
    title: 'Me',
    description: 'Who is asking, and where they belong. Of a key there is no person and no role.',
    examples: [
      {
        person: { id: personId, name: 'Ada Larsen', email: 'ada@clinic.example' },
        is_operator: false,
        memberships: [
          {
            org_id: '4725fffa',
            name: 'Lindenhof Clinic',
            region: 'eu',
            time_zone: 'Europe/Berlin',
            role: 'owner',
          },
        ],
      },
    ],
  },
);
export type Me = Static<typeof Me>;

const linkToken = 'q7ZfT0mYx3Kc8VbN1sJw5RdL2hGp9XuA4eQoI6tBvCk';
export const LinkToken = Type.String({
  minLength: 1,
  maxLength: 128,
  description: 'The last part of the link.',
});

export const SetUp = Closed(
  { token: LinkToken, name: Line(120), email: Email, password: Password },
  {
    title: 'SetUp',
    examples: [
      {
        token: linkToken,
        name: 'Ada Larsen',
        email: 'ada@clinic.example',
        password: 'four grey owls on a roof',
      },
    ],
  },
);
export type SetUp = Static<typeof SetUp>;

const sessionExample = {
  id: 'ses_01kay3gq6xj4f8h2t0v9w7c5nd',
  is_this: true,
  created_at: '2026-11-23T08:00:00Z',
  expires_at: '2026-11-30T08:00:00Z',
  from: '203.0.113.7',
  agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};

export const Session = Closed(
  {
    id: Type.String({ examples: ['ses_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    is_this: Type.Boolean({ description: 'The session that asks.' }),
    created_at: Instant,
    expires_at: Instant,
    from: Nullable(Type.String({ description: 'The address that it was begun from.' })),
    agent: Nullable(Type.String({ description: 'The `User-Agent` that it was begun by.' })),
  },
  {
    title: 'Session',
    examples: [sessionExample],
  },
);
export type Session = Static<typeof Session>;

export const Sessions = Closed(
  { data: Type.Array(Session) },
  { title: 'Sessions', description: 'Newest first.', examples: [{ data: [sessionExample] }] },
);
