import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placesWith } from '../support/database.ts';
import { ada, askAs, cookiesOf, post, sessionTokenOf, setUpAda, signIn } from '../support/people.ts';
import { type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { totp } from '../support/totp.ts';

let platen: Platen;
let secret: string;
let backupCodes: readonly string[];
beforeAll(async () => {
  platen = await startPlaten();
  await setUpAda(platen);
});
afterAll(() => platen[Symbol.asyncDispose]());

const { email, password } = ada;
const me = async (cookie: string) => (await askAs(platen, '/v1/me', cookie)).status;

/** Signs in as far as the second factor. */
async function challenge(): Promise<string> {
  const response = await post(platen, '/auth/sign-in/email', { email, password });
  expect(await response.json()).toEqual({ twoFactorRedirect: true, twoFactorMethods: ['totp'] });
  return cookiesOf(response);
}
const prove = (cookie: string, code: string, way = 'totp') =>
  post(platen, `/auth/two-factor/verify-${way}`, { code }, { cookie });

describe('a second factor', () => {
  it('is made by the password, and counts once a code of it was shown', async () => {
    const cookie = await signIn(platen, ada);
    const enable = (given: string) =>
      post(platen, '/auth/two-factor/enable', { password: given }, { cookie });
    await problemOf(await enable('not it at all, no'), 'invalid_request');
    const made = (await (await enable(password)).json()) as { totpURI: string; backupCodes: string[] };
    const uri = new URL(made.totpURI);
    expect(decodeURIComponent(uri.pathname)).toBe(`/Platen:${email}`);
    secret = uri.searchParams.get('secret') ?? '';
    ({ backupCodes } = made);
    expect(await placesWith(platen, backupCodes[0] ?? 'none')).toEqual([]);
    expect(await placesWith(platen, secret)).toEqual([]);
    expect(await me(await signIn(platen, ada))).toBe(200);
    await problemOf(await prove(cookie, '000000'), 'sign_in_refused');
    const proven = await prove(cookie, totp(secret));
    expect(proven.status).toBe(200);
    expect(await me(cookiesOf(proven))).toBe(200);
    expect(await me(cookie)).toBe(401);
  });

  it('is wanted after the password, before which nobody is signed in', async () => {
    const cookie = await challenge();
    expect(sessionTokenOf(cookie)).toBe('');
    await problemOf(await askAs(platen, '/v1/me', cookie), 'key_missing');
    await problemOf(await prove(cookie, '000000'), 'sign_in_refused');
    const signedIn = await prove(cookie, totp(secret));
    expect(signedIn.status).toBe(200);
    expect(await me(cookiesOf(signedIn))).toBe(200);
    await problemOf(await prove(cookie, totp(secret)), 'sign_in_refused');
  });

  it('may be a code of those that were written down, each once', async () => {
    const [code = ''] = backupCodes;
    const first = await prove(await challenge(), code, 'backup-code');
    expect(await me(cookiesOf(first))).toBe(200);
    expect((await prove(await challenge(), code, 'backup-code')).ok).toBe(false);
  });

  it('is guessed by nobody: a challenge takes five codes, a person ten', async () => {
    await using guessed = await startPlaten();
    await setUpAda(guessed);
    const cookie = await signIn(guessed, ada);
    const enabled = await post(guessed, '/auth/two-factor/enable', { password }, { cookie });
    const { totpURI } = (await enabled.json()) as { totpURI: string };
    const right = () => totp(new URL(totpURI).searchParams.get('secret') ?? '');
    await post(guessed, '/auth/two-factor/verify-totp', { code: right() }, { cookie });
    for (let round = 0; round < 3; round++) {
      const begun = cookiesOf(await post(guessed, '/auth/sign-in/email', { email, password }));
      for (let guess = 0; guess < 6; guess++)
        await post(guessed, '/auth/two-factor/verify-totp', { code: '000000' }, { cookie: begun });
    }
    const begun = cookiesOf(await post(guessed, '/auth/sign-in/email', { email, password }));
    const locked = await post(guessed, '/auth/two-factor/verify-totp', { code: right() }, { cookie: begun });
    expect(locked.ok).toBe(false);
    guessed.clock.advance(16 * 60);
    const again = cookiesOf(await post(guessed, '/auth/sign-in/email', { email, password }));
    const passed = await post(guessed, '/auth/two-factor/verify-totp', { code: right() }, { cookie: again });
    expect(passed.status).toBe(200);
  });

  it('is given up by the password, and stands in the audit, without what is secret of it', async () => {
    const cookie = cookiesOf(await prove(await challenge(), totp(secret)));
    const off = await post(platen, '/auth/two-factor/disable', { password }, { cookie });
    expect(off.status).toBe(200);
    expect(await me(await signIn(platen, ada))).toBe(200);
    const { data } = await platen.operator.call('listAllAudit', { query: { limit: 100 } });
    const actions = data.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['second_factor.made', 'second_factor.removed']));
    for (const hidden of [secret, ...backupCodes]) expect(JSON.stringify(data)).not.toContain(hidden);
  });
});
