import type { Route } from '../route.ts';
import * as passkey from '../schemas/passkey.ts';
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
} as const satisfies Record<string, Route>;
