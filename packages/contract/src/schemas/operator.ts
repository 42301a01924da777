import { type Static, Type } from 'typebox';
import { Email } from './person.ts';
import { Closed, Instant, Nullable } from './primitives.ts';

const OperatorInvitationFields = {
  id: Type.String({ examples: ['ivt_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
  email: Email,
  invited_by: Type.String({ description: 'The id of the person or the key that did it.' }),
  created_at: Instant,
  expires_at: Instant,
};

const invitation = {
  id: 'ivt_01kay3gq6xj4f8h2t0v9w7c5nd',
  email: 'joan@clinic.example',
  invited_by: 'usr_01kay3gq6xj4f8h2t0v9w7c5nd',
  created_at: '2026-11-23T08:00:00Z',
  expires_at: '2026-11-30T08:00:00Z',
};

/** To run the deployment, beside those who do. */
export const OperatorInvitation = Closed(OperatorInvitationFields, {
  title: 'OperatorInvitation',
  examples: [invitation],
});
export type OperatorInvitation = Static<typeof OperatorInvitation>;

export const OperatorInvitationWithLink = Closed(
  {
    ...OperatorInvitationFields,
    link: Nullable(
      Type.String({
        description: '`null` when it was mailed. Else pass it on: it is shown this once, and works once.',
      }),
    ),
  },
  {
    title: 'OperatorInvitationWithLink',
    examples: [
      {
        ...invitation,
        link: 'https://platen.example/console/invitation/q7ZfT0mYx3Kc8VbN1sJw5RdL2hGp9XuA4eQoI6tBvCk',
      },
    ],
  },
);
export type OperatorInvitationWithLink = Static<typeof OperatorInvitationWithLink>;

export const OperatorInvitationCreate = Closed(
  { email: Email },
  { title: 'OperatorInvitationCreate', examples: [{ email: 'joan@clinic.example' }] },
);
export type OperatorInvitationCreate = Static<typeof OperatorInvitationCreate>;
