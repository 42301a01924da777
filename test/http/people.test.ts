import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpTables, placesWith } from '../support/database.ts';
import {
  ada,
  askAs,
  clientAs,
  cookiesOf,
  post,
  sessionTokenOf,
  setUpAda,
  setUpToken,
  signIn,
} from '../support/people.ts';
import { ask, type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

const someone = { name: 'Grace', email: 'grace@clinic.example', password: 'seven loud tins of paint' };

describe('the set-up link', () => {
  it('makes the first person, once, of several who come by it at the same moment', async () => {
    await using platen = await startPlaten();
    const token = setUpToken(platen);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await placesWith(platen, token)).toEqual([]);
    const comers = [ada, someone, ada].map((who) => post(platen, '/v1/set-up', { token, ...who }));
    const answers = await Promise.all(comers);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 410, 410]);
    const late = await post(platen, '/v1/set-up', { token, ...someone });
    await problemOf(late, 'link_unusable');
    const { data } = await platen.operator.call('listAllAudit', { query: { limit: 1 } });
    const first = answers.find(({ ok }) => ok) ?? late;
    const { id, email } = (await first.json()) as { id: string; email: string };
    expect(data[0]).toMatchObject({ actor: id, action: 'person.set_up', target: id, detail: { email } });
  });

  it('works for a day, and for nobody who guesses', async () => {
    await using platen = await startPlaten();
    const before = await dumpTables(platen);
    const guess = await post(platen, '/v1/set-up', { token: `${setUpToken(platen)}x`, ...ada });
    await problemOf(guess, 'link_unusable');
    platen.clock.advance(86_400);
    const late = await post(platen, '/v1/set-up', { token: setUpToken(platen), ...ada });
    await problemOf(late, 'link_unusable');
    expect(await dumpTables(platen)).toEqual(before);
  });

  it.each([
    ['aaaaaaaaaaaaaaaa', 'has fewer than 6 different characters'],
    ['Lindenhof-1 ada-lovelace', 'has the name of the address in it'],
  ])('takes no password that is easy to guess, such as %s', async (password, why) => {
    await using platen = await startPlaten();
    const body = { token: setUpToken(platen), name: 'Ada', email: 'ada-lovelace@clinic.example', password };
    const problem = await problemOf(await post(platen, '/v1/set-up', body), 'invalid_request');
    expect(problem.errors).toMatchObject([{ location: 'body.password', message: why }]);
    expect(JSON.stringify(problem)).not.toContain(password);
  });

  it('makes the owner of the organizations of the demo, and of no other', async () => {
    await using platen = await startPlaten();
    const call = (name: string, demo: boolean) =>
      platen.operator.call('createOrganization', { body: { name, region: 'eu', demo } });
    const [demo] = [await call('Clinic', true), await call('Contoso', false)];
    await setUpAda(platen);
    const me = await clientAs(platen, await signIn(platen, ada)).call('getMe', {});
    expect(me).toEqual({
      person: { id: expect.stringMatching(/^usr_/), name: ada.name, email: ada.email },
      is_operator: true,
      memberships: [{ org_id: demo.org_id, name: 'Clinic', region: 'eu', time_zone: 'UTC', role: 'owner' }],
    });
  });
});

describe('a person', () => {
  let platen: Platen;
  beforeAll(async () => {
    platen = await startPlaten();
    await setUpAda(platen);
  });
  afterAll(() => platen[Symbol.asyncDispose]());

  it('signs in by their password, however they write their address, and out again', async () => {
    const cookie = await signIn(platen, { ...ada, email: 'ADA@Clinic.example' });
    expect((await askAs(platen, '/v1/me', cookie)).status).toBe(200);
    const out = await askAs(platen, '/auth/sign-out', cookie, { method: 'POST' });
    expect(out.status).toBe(200);
    await problemOf(await askAs(platen, '/v1/me', cookie), 'session_ended');
  });

  it('has a session in a cookie that no script and no other site gets, and in no answer', async () => {
    const response = await post(platen, '/auth/sign-in/email', ada);
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^platen\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = sessionTokenOf(cookiesOf(response));
    expect(token).toMatch(/^\w{32}$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).not.toContain(token);
    const session = await askAs(platen, '/auth/get-session', cookiesOf(response));
    const text = await session.text();
    expect(text).toContain(ada.email);
    expect(text).not.toContain(token);
    expect(await placesWith(platen, token)).toEqual([]);
    expect(await placesWith(platen, ada.password)).toEqual([]);
  });

  it('gets a cookie that is for this very host and https, where the public finds it by https', async () => {
    await using safe = await startPlaten({ settings: { PLATEN_PUBLIC_URL: 'https://platen.example' } });
    await setUpAda(safe);
    const response = await post(safe, '/auth/sign-in/email', ada);
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-platen\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const cookie = cookiesOf(response);
    expect((await askAs(safe, '/v1/me', cookie)).status).toBe(200);
    await problemOf(await askAs(safe, '/v1/me', cookie.replace('__Host-', '')), 'key_missing');
  });

  it('is signed out after seven days', async () => {
    await using later = await startPlaten();
    await setUpAda(later);
    const cookie = await signIn(later, ada);
    later.clock.advance(7 * 86_400 - 1);
    expect((await askAs(later, '/v1/me', cookie)).status).toBe(200);
    later.clock.advance(1);
    await problemOf(await askAs(later, '/v1/me', cookie), 'session_ended');
  });

  it('changes their password by the old one, to none that is easy to guess', async () => {
    await using changing = await startPlaten();
    await setUpAda(changing);
    const cookie = await signIn(changing, ada);
    const change = (currentPassword: string, newPassword: string) =>
      post(
        changing,
        '/auth/change-password',
        { currentPassword, newPassword, revokeOtherSessions: true },
        { cookie },
      );
    const weak = await problemOf(await change(ada.password, 'aaaaaaaaaaaaaaaa'), 'invalid_request');
    expect(weak.errors?.[0]?.location).toBe('body.newPassword');
    expect((await change('not it at all, no', someone.password)).ok).toBe(false);
    const done = await change(ada.password, someone.password);
    expect(done.status).toBe(200);
    await problemOf(await askAs(changing, '/v1/me', cookie), 'session_ended');
    expect((await askAs(changing, '/v1/me', cookiesOf(done))).status).toBe(200);
    await problemOf(await post(changing, '/auth/sign-in/email', ada), 'sign_in_refused');
    await signIn(changing, { ...ada, password: someone.password });
    const { data } = await changing.operator.call('listAllAudit', { query: { limit: 9 } });
    expect(data.map(({ action }) => action)).toContain('person.password_changed');
    expect(JSON.stringify(data)).not.toMatch(/scrypt|"password":"/);
  });

  it('is told nothing of whether an address or a password was wrong', async () => {
    const wrong = [
      { ...ada, password: 'not it at all, no' },
      { ...ada, email: 'nobody@clinic.example' },
    ];
    const answers = await Promise.all(wrong.map((who) => post(platen, '/auth/sign-in/email', who)));
    const [one, other] = await Promise.all(answers.map((answer) => problemOf(answer, 'sign_in_refused')));
    expect(one?.detail).toBe(other?.detail);
  });

  it.each([
    '/auth/sign-up/email',
    '/auth/list-sessions',
    '/auth/ok',
    '/auth/',
    '/auth/../v1/me',
    '/auth/error',
  ])('finds nothing at %s', async (path) => {
    await problemOf(
      await post(platen, path, someone),
      path.endsWith('me') ? 'method_not_allowed' : 'not_found',
    );
  });

  it.each([
    {},
    { email: 7 },
    { email: ada.email },
    { email: ada.email, password: { $ne: '' } },
    { email: 'x', password: 'y' },
  ])('is refused with %j', async (body) => {
    const answer = await post(platen, '/auth/sign-in/email', body);
    expect(answer.status).toBe(400);
    await problemOf(answer, 'invalid_request');
  });
});

describe('who guesses', () => {
  const wrong = { ...ada, password: 'not it at all, no' };

  it('has to wait longer and longer, though they come all at once, and with the right password too', async () => {
    await using platen = await startPlaten();
    await setUpAda(platen);
    const guesses = Array.from({ length: 9 }, () => post(platen, '/auth/sign-in/email', wrong));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status).toSorted();
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429, 429]);
    const waits: number[] = [];
    for (let failure = 0; failure < 10; failure++) {
      const answer = await post(platen, '/auth/sign-in/email', ada);
      await problemOf(answer, 'too_many_attempts');
      waits.push(Number(answer.headers.get('retry-after')));
      platen.clock.advance(waits.at(-1) ?? 0);
      await problemOf(await post(platen, '/auth/sign-in/email', wrong), 'sign_in_refused');
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900]);
    platen.clock.advance(900);
    await signIn(platen, ada);
    await problemOf(await post(platen, '/auth/sign-in/email', wrong), 'sign_in_refused');
    await signIn(platen, ada);
  });
});

describe('a session', () => {
  it('may do what its role says, and its person stands in the audit', async () => {
    await using platen = await startPlaten();
    await setUpAda(platen);
    const { orgId } = await platen.organization();
    const client = clientAs(platen, await signIn(platen, ada));
    const params = { org_id: orgId };
    const key = await client.call('createKey', {
      params,
      body: { name: 'Poller', scopes: ['job-stats:read'] },
    });
    const { data } = await client.call('listAudit', { params });
    expect(data[0]).toMatchObject({ actor: 'usr_00000000000000000000000000', target: key.id });
    expect((await client.call('getSystemStatus', { params })).org_id).toBe(orgId);
  });

  it('changes nothing for another site, whatever the browser is like', async () => {
    await using platen = await startPlaten();
    await setUpAda(platen);
    const { orgId } = await platen.organization();
    const cookie = await signIn(platen, ada);
    const before = await dumpTables(platen);
    const body = JSON.stringify({ name: 'Poller', scopes: ['job-stats:read'] });
    const send = (headers: Record<string, string>) =>
      fetch(`${platen.url}/v1/orgs/${orgId}/keys`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body,
      });
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', origin: platen.url },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      await problemOf(await send(headers), 'cross_site_request');
      const signing = { ...headers, cookie };
      const { email, password } = ada;
      const init = { method: 'POST', headers: { 'content-type': 'application/json', ...signing } };
      const again = { ...init, body: JSON.stringify({ email, password }) };
      await problemOf(await fetch(`${platen.url}/auth/sign-in/email`, again), 'cross_site_request');
    }
    expect(await dumpTables(platen)).toEqual(before);
    expect((await send({ 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    const known = await send({ origin: new URL(platen.server.url).origin });
    if (!platen.engines) expect(known.status).toBe(201);
  });

  it('counts for nothing where a key is sent', async () => {
    await using platen = await startPlaten();
    await setUpAda(platen);
    const { key, orgId } = await platen.organization();
    const cookie = await signIn(platen, ada);
    const headers = { cookie };
    const mine = await ask(platen, '/v1/me', key, { headers });
    expect(await mine.json()).toEqual({
      person: null,
      is_operator: false,
      memberships: [{ org_id: orgId, name: 'Lindenhof Clinic', region: 'eu', time_zone: 'UTC', role: null }],
    });
    await problemOf(await ask(platen, '/v1/orgs', key, { headers }), 'scope_missing');
    await problemOf(await askAs(platen, '/v1/whoami', cookie), 'key_missing');
  });
});
