import { type Static, Type } from 'typebox';
import { Email, LinkToken, Password } from './person.ts';
import { Closed, Instant } from './primitives.ts';

const token = 'q7ZfT0mYx3Kc8VbN1sJw5RdL2hGp9XuA4eQoI6tBvCk';

export const PasswordLinkRequest = Closed(
  { email: Email },
  { title: 'PasswordLinkRequest', examples: [{ email: 'ada@clinic.example' }] },
);
export type PasswordLinkRequest = Static<typeof PasswordLinkRequest>;

export const PasswordLinkRequested = Closed(
  {
    lasts_seconds: Type.Integer({
      description: 'For how long the link works, if there is a person to mail it to.',
    }),
  },
  { title: 'PasswordLinkRequested', examples: [{ lasts_seconds: 3600 }] },
);
export type PasswordLinkRequested = Static<typeof PasswordLinkRequested>;

export const PasswordLink = Closed(
  {
    link: Type.String({ description: 'Pass it on safely: it is shown this once, and works once.' }),
    expires_at: Instant,
  },
  {
    title: 'PasswordLink',
    examples: [
      { link: `https://platen.example/console/password/${token}`, expires_at: '2026-11-23T09:00:00Z' },
    ],
  },
);
export type PasswordLink = Static<typeof PasswordLink>;

export const PasswordSet = Closed(
  { token: LinkToken, password: Password },
  { title: 'PasswordSet', examples: [{ token, password: 'four grey owls on a roof' }] },
);
export type PasswordSet = Static<typeof PasswordSet>;
