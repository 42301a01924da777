import type { Route } from '../route.ts';
import * as passkey from '../schemas/passkey.ts';
import * as link from '../schemas/password-link.ts';
import { Person } from '../schemas/person.ts';
import { Closed } from '../schemas/primitives.ts';
import { SignInWays } from '../schemas/sign-in-ways.ts';
import { Id } from './parts.ts';

const passkeyParams = Closed({ passkey_id: Id('The `id` of the passkey.') });

/** How a person signs in. Signing in itself is below `/auth`. */
export const signInRoutes = {
  getSignInWays: {
    method: 'GET',
    path: '/v1/sign-in-ways',
    tag: 'People',
    summary: 'How people may sign in here',
    for: 'anyone',
    scopes: [],
    status: 200,
    response: SignInWays,
    problems: [],
  },
  listPasskeys: {
    method: 'GET',
    path: '/v1/me/passkeys',
    tag: 'People',
    summary: 'My passkeys',
    for: 'person',
    scopes: [],
    status: 200,
    response: passkey.Passkeys,
    problems: [],
  },
  createPasskeyChallenge: {
    method: 'POST',
    path: '/v1/me/passkeys/challenge',
    tag: 'People',
    summary: 'Begin to make a passkey',
    description:
      'The session must have begun within the hour: what is added here lets its holder in for good.',
    for: 'person',
    scopes: [],
    status: 201,
    response: passkey.PasskeyChallenge,
    problems: ['sign_in_again', 'conflict'],
  },
  createPasskey: {
    method: 'POST',
    path: '/v1/me/passkeys',
    tag: 'People',
    summary: 'Keep the passkey that the browser made',
    for: 'person',
    scopes: [],
    body: passkey.PasskeyCreate,
    status: 201,
    response: passkey.Passkey,
    problems: ['sign_in_again', 'conflict'],
  },
  removePasskey: {
    method: 'DELETE',
    path: '/v1/me/passkeys/{passkey_id}',
    tag: 'People',
    summary: 'Give a passkey up',
    for: 'person',
    scopes: [],
    params: passkeyParams,
    status: 200,
    response: passkey.Passkey,
    problems: ['not_found'],
  },
  requestPasswordLink: {
    method: 'POST',
    path: '/v1/password-links',
    tag: 'People',
    summary: 'Have a link mailed by which to set a new password',
    description:
      'The answer is the same whether there is a person of that address or not. Each address has five a day, and has to wait between further ones.',
    for: 'anyone',
    scopes: [],
    body: link.PasswordLinkRequest,
    status: 202,
    response: link.PasswordLinkRequested,
    problems: ['conflict', 'too_many_attempts'],
  },
  setPassword: {
    method: 'POST',
    path: '/v1/password-links/use',
    tag: 'People',
    summary: 'Set a new password, by the link',
    description:
      'It works once, and ends all sessions of the person and their other links. A second factor stays as it is. Sign in next.',
    for: 'anyone',
    scopes: [],
    body: link.PasswordSet,
    status: 200,
    response: Person,
    problems: ['link_unusable'],
  },
  createPasswordLink: {
    method: 'POST',
    path: '/v1/people/{person_id}/password-link',
    tag: 'People',
    summary: 'Make a link by which a person sets a new password',
    description:
      'For whoever has forgotten it where the deployment sends no mail. Whoever has the link becomes the person: so it takes all that an operator may do.',
    scopes: ['operator:*'],
    params: Closed({ person_id: Id('The `id` of the person.') }),
    status: 201,
    response: link.PasswordLink,
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
