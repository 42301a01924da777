import {
  createPasskey,
  createPasskeyChallenge,
  createPasswordLink,
  listPasskeys,
  removePasskey,
  requestPasswordLink,
  setPassword,
  signInWays,
} from '../../people/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { personOf } from '../person-of.ts';

/** How people sign in, and what they do who cannot. */
export function bindSignIn(bind: Bind, { people }: Edge): void {
  bind('getSignInWays', async () => signInWays(people));
  bind('listPasskeys', ({ request }) => listPasskeys(people, personOf(request)));
  bind('createPasskeyChallenge', ({ request }) => createPasskeyChallenge(people, personOf(request)));
  bind('createPasskey', ({ request, body }) => createPasskey(people, personOf(request), body));
  bind('removePasskey', ({ request, params }) => removePasskey(people, personOf(request), params.passkey_id));
  bind('requestPasswordLink', ({ request, body }) => requestPasswordLink(people, body, request.ip));
  bind('setPassword', ({ body }) => setPassword(people, body));
  bind('createPasswordLink', ({ actor, params }) => createPasswordLink(people, actor, params.person_id));
}
