import {
  invalidField,
  type Passkey as PasskeyBody,
  type PasskeyChallenge,
  type PasskeyCreate,
  Refusal,
} from '@platen/contract';
import type { VerifiedRegistrationResponse } from '@simplewebauthn/server';
import { auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { formatInstant } from '../kit/instant.ts';
import { keepChallenge, takeChallenge } from './challenge.ts';
import { challengeIn } from './client-data.ts';
import { requireFresh } from './fresh.ts';
import { relyingParty } from './relying-party.ts';
import type { AuditOf, Condition, Row } from './rows.ts';
import type { PeopleContext, SignedIn } from './store.ts';

export interface PasskeysContext extends PeopleContext {
  /** Without a slash at the end. Known only once the server listens. */
  publicUrl(): string;
}

const mostPasskeys = 20;
/** EdDSA, ES256 and RS256: what every device has one of. Left to itself the library tries what Node calls experimental. */
const algorithms = [-8, -7, -257];

/** Oldest first. */
export async function listPasskeys(
  people: PeopleContext,
  signedIn: SignedIn,
): Promise<{ data: PasskeyBody[] }> {
  return { data: (await passkeysOf(people, signedIn)).map(passkeyBody) };
}

/** @throws Refusal `sign_in_again`, or `conflict` where passkeys cannot be used, or the person has enough of them */
export async function createPasskeyChallenge(
  people: PasskeysContext,
  signedIn: SignedIn,
): Promise<PasskeyChallenge> {
  requireFresh(people, signedIn);
  const { id, name, email } = signedIn.person;
  const party = relyingParty(people.publicUrl());
  const known = await passkeysOf(people, signedIn);
  if (known.length >= mostPasskeys)
    throw new Refusal('conflict', `You have ${mostPasskeys} passkeys. Remove one that you do not use.`);
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const options = await generateRegistrationOptions({
    rpName: 'Platen',
    rpID: party.id,
    userID: new TextEncoder().encode(id),
    userName: email,
    userDisplayName: name,
    excludeCredentials: known.map((row) => ({ id: String(row.credential_id) })),
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(people, options.challenge, id);
  return { options };
}

/** @throws Refusal `sign_in_again`, `conflict`, or `invalid_request` of what was not made for this, or not now */
export async function createPasskey(
  people: PasskeysContext,
  signedIn: SignedIn,
  { name, credential }: PasskeyCreate,
): Promise<PasskeyBody> {
  requireFresh(people, signedIn);
  const { person } = signedIn;
  const { registrationInfo } = await verify(people, person.id, credential);
  if (!registrationInfo) throw unusable('it proves nothing');
  const { store, clock } = people;
  const now = clock.now();
  const made = registrationInfo.credential;
  const row = {
    id: newId('psk', now),
    person_id: person.id,
    name,
    public_key: Buffer.from(made.publicKey).toString('base64url'),
    credential_id: made.id,
    counter: made.counter,
    device_type: registrationInfo.credentialDeviceType,
    backed_up: registrationInfo.credentialBackedUp ? 1 : 0,
    transports: made.transports?.join(',') ?? null,
    aaguid: registrationInfo.aaguid,
    created_at: now,
  };
  const same: Condition = { column: 'credential_id', is: '=', value: made.id };
  if ((await store.rows.count('passkey', [[same]])) > 0)
    throw new Refusal('conflict', 'This passkey is known already.');
  await store.rows.insert('passkey', row, auditAs(people, signedIn, 'passkey.added'));
  return passkeyBody(row);
}

/** @throws Refusal `not_found` */
export async function removePasskey(
  people: PeopleContext,
  signedIn: SignedIn,
  id: string,
): Promise<PasskeyBody> {
  const which: Condition = { column: 'id', is: '=', value: id };
  const audit = auditAs(people, signedIn, 'passkey.removed');
  const where = [[ofPerson(signedIn), which]];
  const [removed] = await people.store.rows.remove('passkey', where, true, audit);
  if (!removed) throw new Refusal('not_found', `You have no passkey ${id}.`);
  return passkeyBody(removed);
}

async function verify(
  people: PasskeysContext,
  personId: string,
  credential: PasskeyCreate['credential'],
): Promise<VerifiedRegistrationResponse> {
  const { id, origin } = relyingParty(people.publicUrl());
  const challenge = challengeIn(credential.response.clientDataJSON) ?? '';
  if ((await takeChallenge(people, challenge, personId)) === undefined)
    throw unusable('it answers nothing that was asked of you in the last five minutes');
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { clientDataJSON, attestationObject, transports = [] } = credential.response;
  return verifyRegistrationResponse({
    response: {
      id: credential.id,
      rawId: credential.id,
      type: 'public-key',
      response: { clientDataJSON, attestationObject, transports },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    supportedAlgorithmIDs: algorithms,
  }).catch((error: Error) => {
    throw unusable(error.message);
  });
}

function unusable(why: string): Refusal {
  return invalidField(
    'body.credential',
    `was refused: ${why}`,
    'Begin again, at the address of this server.',
  );
}

const oldestFirst = { orderBy: { column: 'id', direction: 'asc' } } as const;

function passkeysOf({ store }: PeopleContext, signedIn: SignedIn): Promise<Row[]> {
  return store.rows.find('passkey', [[ofPerson(signedIn)]], oldestFirst);
}

function ofPerson({ person }: SignedIn): Condition {
  return { column: 'person_id', is: '=', value: person.id };
}

function auditAs({ clock }: PeopleContext, { person }: SignedIn, action: string): AuditOf {
  return (rows) =>
    rows.map(({ id, name }) =>
      auditEntry({ name: person.id }, clock.now(), {
        orgId: null,
        action,
        target: String(id),
        detail: { name: String(name) },
      }),
    );
}

function passkeyBody(row: Row): PasskeyBody {
  return {
    id: String(row.id),
    name: String(row.name),
    is_synced: row.backed_up === 1,
    created_at: formatInstant(Number(row.created_at)),
  };
}
