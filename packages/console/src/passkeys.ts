import type { PasskeyChallenge, PasskeyCreate } from '@platen/contract';
import { type LoginFailure, loginFailure, post } from './session.ts';

/** A browser takes passkeys on pages that it reached safely, and by a name. */
export const canUsePasskeys =
  'PublicKeyCredential' in window &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  !/^[\d.]+$|^\[/.test(location.hostname);

/** Asks the reader for one, and logs in by it. Undefined: it went well; `cancelled`: the reader chose none. */
export async function logInByPasskey(): Promise<LoginFailure | 'cancelled' | undefined> {
  const asked = await post('/auth/passkey/options', {});
  if (!asked?.ok) return 'unreachable';
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await asked.json());
  const credential = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) return 'cancelled';
  return loginFailure(await post('/auth/sign-in/passkey', { credential: credential.toJSON() }));
}

/** Has the browser make one. Undefined: the reader, or the device, did not want to. */
export async function makePasskey({
  options,
}: PasskeyChallenge): Promise<PasskeyCreate['credential'] | undefined> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as PublicKeyCredentialCreationOptionsJSON,
  );
  const credential = await navigator.credentials.create({ publicKey }).catch(() => null);
  return credential instanceof PublicKeyCredential
    ? (credential.toJSON() as PasskeyCreate['credential'])
    : undefined;
}
