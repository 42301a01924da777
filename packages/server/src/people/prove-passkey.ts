import { Refusal } from '@platen/contract';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { keepChallenge, takeChallenge } from './challenge.ts';
import { challengeIn } from './client-data.ts';
import type { PasskeysContext } from './passkeys.ts';
import { relyingParty } from './relying-party.ts';
import type { Row } from './rows.ts';

const purpose = 'sign-in';

/** For a browser to ask its reader for any passkey of this deployment. @throws Refusal `conflict` where there are none */
export async function signInChallenge(
  people: PasskeysContext,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { id } = relyingParty(people.publicUrl());
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const options = await generateAuthenticationOptions({ rpID: id, userVerification: 'required' });
  await keepChallenge(people, options.challenge, purpose);
  return options;
}

/**
 * Whose passkey answered, by the id of the person. The device has made sure of its holder, so it stands for both factors.
 *
 * @throws Refusal `sign_in_refused`
 */
export async function provePasskey(people: PasskeysContext, credential: unknown): Promise<string> {
  const answer = readAnswer(credential);
  const found = { column: 'credential_id', is: '=', value: answer.id } as const;
  const [passkey] = await people.store.rows.find('passkey', [[found]]);
  const challenge = challengeIn(answer.response.clientDataJSON) ?? '';
  const wasAsked = (await takeChallenge(people, challenge, purpose)) !== undefined;
  if (!passkey || !wasAsked) throw refused();
  const counter = await verify(people, answer, passkey, challenge);
  // Of two that come by the same state of it at once one is a copy.
  const before = { column: 'counter', is: '=', value: Number(passkey.counter) } as const;
  const set = { counter };
  const changed = await people.store.rows.update(
    'passkey',
    [[found, before]],
    { set, add: {}, one: true },
    () => [],
  );
  if (changed.length === 0) throw refused();
  return String(passkey.person_id);
}

interface Answer {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
  };
}

function readAnswer(credential: unknown): Answer {
  const { id, response } = (credential ?? {}) as Partial<Record<'id' | 'response', unknown>>;
  const { clientDataJSON, authenticatorData, signature } = (response ?? {}) as Record<string, unknown>;
  const isWhole = [id, clientDataJSON, authenticatorData, signature].every(
    (part) => typeof part === 'string' && /^[\w-]{1,8192}$/.test(part),
  );
  if (!isWhole) throw refused();
  return { id, response: { clientDataJSON, authenticatorData, signature } } as Answer;
}

/** The counter of the device, as it is since. */
async function verify(
  people: PasskeysContext,
  { id, response }: Answer,
  passkey: Row,
  challenge: string,
): Promise<number> {
  const party = relyingParty(people.publicUrl());
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id,
      publicKey: new Uint8Array(Buffer.from(String(passkey.public_key), 'base64url')),
      counter: Number(passkey.counter),
    },
  }).catch((cause: unknown) => {
    throw refused(cause);
  });
  if (!verified) throw refused();
  return authenticationInfo.newCounter;
}

function refused(cause?: unknown): Refusal {
  return new Refusal('sign_in_refused', 'The passkey is not known here, or its answer came too late.', {
    cause,
  });
}
