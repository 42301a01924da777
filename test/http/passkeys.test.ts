import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticator, type Place } from '../support/authenticator.ts';
import { dumpTables, placesWith } from '../support/database.ts';
import { ada, addMember, askAs, clientAs, cookiesOf, post, setUpAda, signIn } from '../support/people.ts';
import { type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

const here: Place = { origin: 'https://platen.example', rpId: 'platen.example' };
const settings = { PLATEN_PUBLIC_URL: here.origin };

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten({ settings });
  await setUpAda(platen);
});
afterAll(() => platen[Symbol.asyncDispose]());

async function challengeFor(cookie: string, at: Platen = platen): Promise<string> {
  const { options } = await clientAs(at, cookie).call('createPasskeyChallenge', {});
  return String((options as { challenge: string }).challenge);
}

/** A new passkey of whoever is signed in. */
async function addPasskey(cookie: string, at: Platen = platen): Promise<Authenticator> {
  const device = new Authenticator();
  const credential = device.create(await challengeFor(cookie, at), here);
  await clientAs(at, cookie).call('createPasskey', { body: { name: 'Laptop', credential } });
  return device;
}

async function signInChallenge(at: Platen = platen): Promise<string> {
  const answer = await post(at, '/auth/passkey/options', {});
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { challenge: string }).challenge;
}
const prove = (credential: unknown, at: Platen = platen) => post(at, '/auth/sign-in/passkey', { credential });

describe('a passkey', () => {
  it('is made for the person by the browser, named, listed, and signs them in', async () => {
    const cookie = await signIn(platen, ada);
    const client = clientAs(platen, cookie);
    const { options } = await client.call('createPasskeyChallenge', {});
    expect(options).toMatchObject({
      rp: { id: 'platen.example', name: 'Platen' },
      user: { name: ada.email, displayName: ada.name },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    });
    const device = new Authenticator();
    const { challenge } = options as { challenge: string };
    expect(await placesWith(platen, challenge)).toEqual([]);
    const credential = device.create(challenge, here);
    const made = await client.call('createPasskey', { body: { name: 'Laptop', credential } });
    expect(made).toEqual({
      id: expect.stringMatching(/^psk_/),
      name: 'Laptop',
      is_synced: false,
      created_at: '2026-11-24T09:07:00Z',
    });
    expect(await client.call('listPasskeys', {})).toEqual({ data: [made] });

    const asked = await post(platen, '/auth/passkey/options', {});
    const request = (await asked.json()) as { challenge: string };
    expect(request).toMatchObject({ rpId: 'platen.example', userVerification: 'required' });
    const proven = await prove(device.get(request.challenge, here));
    expect(proven.status).toBe(200);
    expect(proven.headers.getSetCookie()[0]).toMatch(/^__Host-platen\.session_token=.*HttpOnly; Secure/);
    const me = await clientAs(platen, cookiesOf(proven)).call('getMe', {});
    expect(me.person?.email).toBe(ada.email);
    const { data } = await clientAs(platen, cookiesOf(proven)).call('listSessions', {});
    expect(data[0]).toMatchObject({ is_this: true, from: expect.stringMatching(/127\.0\.0\.1|::1/) });
  });

  it('is excluded when another is made on the same device, and refused when it is sent again', async () => {
    const cookie = await signIn(platen, ada);
    const device = await addPasskey(cookie);
    const { options } = await clientAs(platen, cookie).call('createPasskeyChallenge', {});
    expect((options as { excludeCredentials: { id: string }[] }).excludeCredentials).toContainEqual(
      expect.objectContaining({ id: device.id }),
    );
    const credential = device.create((options as { challenge: string }).challenge, here);
    const again = await post(platen, '/v1/me/passkeys', { name: 'Again', credential }, { cookie });
    await problemOf(again, 'conflict');
  });

  it('stands in the audit by its name, when it comes and when it goes', async () => {
    const cookie = await signIn(platen, ada);
    const device = await addPasskey(cookie);
    const client = clientAs(platen, cookie);
    const [last] = (await client.call('listPasskeys', {})).data.slice(-1);
    const passkey_id = last?.id ?? '';
    expect(await client.call('removePasskey', { params: { passkey_id } })).toEqual(last);
    const { data } = await platen.operator.call('listAllAudit', { query: { limit: 2 } });
    expect(data.map(({ action, target, detail }) => [action, target, detail])).toEqual([
      ['passkey.removed', passkey_id, { name: 'Laptop' }],
      ['passkey.added', passkey_id, { name: 'Laptop' }],
    ]);
    await problemOf(await prove(device.get(await signInChallenge(), here)), 'sign_in_refused');
  });

  it('is nobody else’s to see or to remove', async () => {
    const { orgId } = await platen.organization();
    const other = await signIn(platen, await addMember(platen, orgId, 'owner'));
    const cookie = await signIn(platen, ada);
    await addPasskey(cookie);
    const [mine] = (await clientAs(platen, cookie).call('listPasskeys', {})).data;
    expect(await clientAs(platen, other).call('listPasskeys', {})).toEqual({ data: [] });
    const taken = await askAs(platen, `/v1/me/passkeys/${mine?.id}`, other, { method: 'DELETE' });
    await problemOf(taken, 'not_found');
    const challenge = await challengeFor(cookie);
    const credential = new Authenticator().create(challenge, here);
    const stolen = await post(platen, '/v1/me/passkeys', { name: 'X', credential }, { cookie: other });
    await problemOf(stolen, 'invalid_request');
  });
});

describe('no passkey is taken', () => {
  const elsewhere: readonly [string, Place][] = [
    ['of another site', { ...here, origin: 'https://platen.evil.example' }],
    ['bound to another name', { ...here, rpId: 'evil.example' }],
    ['whose device has not made sure of its holder', { ...here, isVerified: false }],
  ];

  it.each(elsewhere)('%s', async (_, place) => {
    const cookie = await signIn(platen, ada);
    const credential = new Authenticator().create(await challengeFor(cookie), place);
    const made = await post(platen, '/v1/me/passkeys', { name: 'X', credential }, { cookie });
    const problem = await problemOf(made, 'invalid_request');
    expect(problem.errors?.[0]?.location).toBe('body.credential');
    const device = await addPasskey(cookie);
    await problemOf(await prove(device.get(await signInChallenge(), place)), 'sign_in_refused');
  });

  it('twice for one challenge, nor for one that was not given, nor after five minutes', async () => {
    const cookie = await signIn(platen, ada);
    const device = await addPasskey(cookie);
    const challenge = await signInChallenge();
    expect((await prove(device.get(challenge, here))).status).toBe(200);
    await problemOf(await prove(device.get(challenge, here)), 'sign_in_refused');
    await problemOf(await prove(device.get('bm90IGdpdmVu', here)), 'sign_in_refused');
    const [late, lateToMake] = [await signInChallenge(), await challengeFor(cookie)];
    platen.clock.advance(300);
    await problemOf(await prove(device.get(late, here)), 'sign_in_refused');
    const credential = new Authenticator().create(lateToMake, here);
    const made = await post(platen, '/v1/me/passkeys', { name: 'X', credential }, { cookie });
    await problemOf(made, 'invalid_request');
  });

  it('that is a copy, which has counted less than the one it was made of', async () => {
    const device = await addPasskey(await signIn(platen, ada));
    expect((await prove(device.get(await signInChallenge(), here))).status).toBe(200);
    device.counter = 0;
    await problemOf(await prove(device.get(await signInChallenge(), here)), 'sign_in_refused');
  });

  it('when a session that was found open asks for it an hour after it began', async () => {
    await using later = await startPlaten({ settings });
    await setUpAda(later);
    const cookie = await signIn(later, ada);
    later.clock.advance(3_599);
    const challenge = await challengeFor(cookie, later);
    later.clock.advance(1);
    await problemOf(await post(later, '/v1/me/passkeys/challenge', {}, { cookie }), 'sign_in_again');
    const credential = new Authenticator().create(challenge, here);
    const made = await post(later, '/v1/me/passkeys', { name: 'X', credential }, { cookie });
    await problemOf(made, 'sign_in_again');
    expect(await clientAs(later, cookie).call('listPasskeys', {})).toEqual({ data: [] });
  });

  it('beyond the twentieth', async () => {
    await using full = await startPlaten({ settings });
    await setUpAda(full);
    const cookie = await signIn(full, ada);
    for (let n = 0; n < 20; n++) await addPasskey(cookie, full);
    await problemOf(await post(full, '/v1/me/passkeys/challenge', {}, { cookie }), 'conflict');
  });

  it.each([
    {},
    { credential: null },
    { credential: 7 },
    { credential: { id: 'x' } },
    { credential: { id: 'x', response: { clientDataJSON: '{', authenticatorData: 'x', signature: 'x' } } },
    { credential: { id: 'x', response: { clientDataJSON: 'bm8', authenticatorData: 'x', signature: 'x' } } },
  ])('of %j, and nothing changes but the count of attempts', async (body) => {
    const attempts = /^sign_in_attempts/;
    const rest = (tables: object) => Object.entries(tables).filter(([name]) => !attempts.test(name));
    const before = rest(await dumpTables(platen));
    await problemOf(await post(platen, '/auth/sign-in/passkey', body), 'sign_in_refused');
    expect(rest(await dumpTables(platen))).toEqual(before);
  });
});

describe('whoever guesses passkeys', () => {
  it('has to wait, as with passwords', async () => {
    await using guessed = await startPlaten({ settings });
    await setUpAda(guessed);
    const statuses: number[] = [];
    const device = new Authenticator();
    for (let guess = 0; guess < 6; guess++)
      statuses.push((await prove(device.get('bm90IGdpdmVu', here), guessed)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('where browsers reach the server', () => {
  it.each([
    ['http://127.0.0.1:8080', true, 'localhost'],
    ['http://localhost:8080', true, 'localhost'],
    ['http://[::1]:8080', true, 'localhost'],
    ['https://status.school.example', true, 'status.school.example'],
    ['http://status.school.example', false, ''],
    ['https://10.1.2.3', false, ''],
    ['https://[2001:db8::1]', false, ''],
  ])('by %s passkeys can be used: %s', async (url, can, name) => {
    await using reached = await startPlaten({ settings: { PLATEN_PUBLIC_URL: url } });
    const ways = await fetch(`${reached.url}/v1/sign-in-ways`);
    expect(await ways.json()).toMatchObject({ passkeys: can });
    const asked = await post(reached, '/auth/passkey/options', {});
    if (can) expect(await asked.json()).toMatchObject({ rpId: name });
    else await problemOf(asked, 'conflict');
  });
});
