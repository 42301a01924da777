import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browsing } from '../support/browsing.ts';
import { dumpTables } from '../support/database.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { ada, clientAs, post, setUpAda, signIn, tokenOf } from '../support/people.ts';
import { type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

const publicUrl = 'https://platen.example';
const begin = `${publicUrl}/auth/single-sign-on`;

let provider: IdentityProvider;
let platen: Platen;
let tenant: Tenant;
beforeAll(async () => {
  provider = await startIdentityProvider();
  provider.serve(`${begin}/callback`);
  platen = await start();
  tenant = await platen.organization();
});
afterAll(async () => {
  await platen?.[Symbol.asyncDispose]();
  await provider?.[Symbol.asyncDispose]();
});

async function start(settings: Record<string, string> = {}): Promise<Platen> {
  const started = await startPlaten({
    settings: {
      PLATEN_PUBLIC_URL: publicUrl,
      PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8',
      PLATEN_OIDC_ISSUER: provider.issuer,
      PLATEN_OIDC_CLIENT_ID: provider.clientId,
      PLATEN_OIDC_CLIENT_SECRET: provider.clientSecret,
      PLATEN_LOG_LEVEL: 'silent',
      ...settings,
    },
  });
  await setUpAda(started);
  return started;
}

const browserFor = (at: Platen) => new Browsing({ [publicUrl]: at.url });
const inConsole = (url: string) => url.startsWith(`${publicUrl}/console/`);
const atCallback = (url: string) => url.startsWith(`${begin}/callback`);

/** Where whoever the provider takes them for ends up, and as whom. */
async function come(who: string, at: Platen = platen) {
  provider.comes = who;
  const browser = browserFor(at);
  const url = await browser.goTo(begin, inConsole);
  const cookie = browser.cookies(publicUrl);
  const me = cookie.includes('session_token') ? await clientAs(at, cookie).call('getMe', {}) : undefined;
  return { path: url.slice(publicUrl.length), me };
}

async function invite(email: string, orgId: string, at: Platen = platen) {
  await at.operator.call('createInvitation', { params: { org_id: orgId }, body: { email, role: 'admin' } });
}

async function peopleIn(at: Platen) {
  const { person, person_account, person_session, person_verification, membership } = await dumpTables(at);
  return { person, person_account, person_session, person_verification, membership };
}

const refused = (why: string) => ({ path: `/console/not-signed-in/${why}`, me: undefined });

describe('single sign-on', () => {
  it('is offered by the name that was set, and sends browsers to the provider with PKCE, state and nonce', async () => {
    const ways = await (await fetch(`${platen.url}/v1/sign-in-ways`)).json();
    expect(ways).toMatchObject({ single_sign_on: { label: 'Single sign-on' } });
    const response = await browserFor(platen).ask(begin);
    expect(response.status).toBe(302);
    const to = new URL(response.headers.get('location') ?? '');
    expect(to.origin).toBe(provider.issuer);
    const { state, nonce, code_challenge, ...asked } = Object.fromEntries(to.searchParams);
    expect(asked).toEqual({
      client_id: 'platen',
      redirect_uri: `${begin}/callback`,
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
    });
    for (const secret of [state, nonce, code_challenge]) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(response.headers.getSetCookie()).toEqual([
      `__Host-platen.single_sign_on=${state}; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax`,
    ]);
  });

  it('lets in who was invited, with the role of the invitation, and knows them when their address has changed', async () => {
    await invite('grace@clinic.example', tenant.orgId);
    const grace = { email: 'Grace@Clinic.example', email_verified: true, name: 'Grace Moreau' };
    provider.accounts.set('g-1', grace);
    const { path, me } = await come('g-1');
    expect(path).toBe('/console/');
    expect(me).toMatchObject({
      person: { name: 'Grace Moreau', email: 'grace@clinic.example' },
      is_operator: false,
      memberships: [{ org_id: tenant.orgId, role: 'admin' }],
    });
    provider.accounts.set('g-1', { ...grace, email: 'grace.larsen@clinic.example', email_verified: false });
    expect((await come('g-1')).me).toEqual(me);
    const { data } = await platen.operator.call('listAllAudit', { query: { limit: 4 } });
    expect(data.map(({ action }) => action)).toEqual([
      'session.begun',
      'session.begun',
      'member.joined',
      'person.created',
    ]);
  });

  it('leaves people free to have a password too, by a link', async () => {
    await invite('joan@clinic.example', tenant.orgId);
    provider.accounts.set('j-1', { email: 'joan@clinic.example', email_verified: true });
    const { me } = await come('j-1');
    const params = { person_id: me?.person?.id ?? '' };
    const token = tokenOf(await platen.operator.call('createPasswordLink', { params }));
    const { password } = ada;
    expect((await post(platen, '/v1/password-links/use', { token, password })).status).toBe(200);
    await signIn(platen, { email: 'joan@clinic.example', password });
    expect((await come('j-1')).me).toEqual(me);
  });

  it('lets in who has a password here, if the provider has verified their address', async () => {
    for (const email_verified of [false, 'false'] as const) {
      provider.accounts.set('a-1', { email: ada.email, email_verified });
      expect(await come('a-1')).toEqual(refused('unverified'));
    }
    provider.accounts.set('a-1', { email: ada.email, email_verified: 'true', name: 'Somebody' });
    const { me } = await come('a-1');
    expect(me).toMatchObject({ person: { name: ada.name, email: ada.email }, is_operator: true });
    await signIn(platen, ada);
  });

  it('leads to where they wanted to be, inside of the console and nowhere else', async () => {
    provider.accounts.set('a-1', { email: ada.email, email_verified: true });
    provider.comes = 'a-1';
    for (const [back, to] of [
      ['/console/4725fffa/jobs?range=week', '/console/4725fffa/jobs?range=week'],
      ['https://evil.example/console/', '/console/'],
      ['//evil.example', '/console/'],
      ['/console/\r\nX: y', '/console/'],
      ['/console/../auth/sign-out', '/console/'],
    ] as const) {
      const browser = browserFor(platen);
      const came = await browser.goTo(`${begin}?${new URLSearchParams({ back })}`, inConsole);
      expect(came.slice(publicUrl.length)).toBe(to);
    }
  });
});

describe('nobody is let in', () => {
  it('whom nobody has invited, or of whom no address is told', async () => {
    const before = await peopleIn(platen);
    provider.accounts.set('x-1', { email: 'mallory@elsewhere.example', email_verified: true });
    expect(await come('x-1')).toEqual(refused('not_invited'));
    for (const email of [undefined, '', 'no address', 'x@y <z@w>', `${'x'.repeat(250)}@y.de`]) {
      provider.accounts.set('x-2', {
        name: 'No Body',
        email_verified: true,
        ...(email === undefined ? {} : { email }),
      });
      expect(await come('x-2')).toEqual(refused('no_email'));
    }
    expect(await peopleIn(platen)).toEqual(before);
  });

  it('who did not want to', async () => {
    provider.comes = undefined;
    const url = await browserFor(platen).goTo(begin, inConsole);
    expect(url).toBe(`${publicUrl}/console/not-signed-in/cancelled`);
  });

  it('by what another browser began, what came before, or what took more than ten minutes', async () => {
    provider.accounts.set('a-1', { email: ada.email, email_verified: true });
    provider.comes = 'a-1';
    const browser = browserFor(platen);
    const callback = await browser.goTo(begin, atCallback);
    const late = `${publicUrl}/console/not-signed-in/late`;
    expect(await browserFor(platen).goTo(callback, inConsole)).toBe(late);
    expect(await browser.goTo(callback, inConsole)).toBe(`${publicUrl}/console/`);
    const held = browserFor(platen);
    const slow = await held.goTo(begin, atCallback);
    platen.clock.advance(600);
    expect(await held.goTo(slow, inConsole)).toBe(late);
    expect(await browserFor(platen).goTo(`${begin}/callback`, inConsole)).toBe(late);
  });

  it('by a code that was given to another browser', async () => {
    provider.accounts.set('a-1', { email: ada.email, email_verified: true });
    provider.comes = 'a-1';
    const code = new URL(await browserFor(platen).goTo(begin, atCallback)).searchParams.get('code');
    const browser = browserFor(platen);
    const mine = new URL(await browser.goTo(begin, atCallback));
    mine.searchParams.set('code', code ?? '');
    expect(await browser.goTo(mine.href, inConsole)).toBe(`${publicUrl}/console/not-signed-in/provider`);
    expect(browser.cookies(publicUrl)).toBe('');
  });

  it.each([
    ['cannot be reached', { PLATEN_OIDC_ISSUER: 'http://127.0.0.1:9' }],
    ['is in a network that was not allowed', { PLATEN_ALLOWED_PRIVATE_NETWORKS: '' }],
    ['does not know us', { PLATEN_OIDC_CLIENT_SECRET: 'another' }],
  ])('when the provider %s', async (_, settings) => {
    await using lost = await start(settings);
    provider.accounts.set('a-1', { email: ada.email, email_verified: true });
    expect(await come('a-1', lost)).toEqual(refused('provider'));
  });

  it('where no provider is set', async () => {
    await using none = await startPlaten();
    expect(await (await fetch(`${none.url}/v1/sign-in-ways`)).json()).toMatchObject({ single_sign_on: null });
    await problemOf(await fetch(`${none.url}/auth/single-sign-on`), 'not_found');
  });
});

describe('whoever runs it may', () => {
  it('let in everybody whom the provider knows', async () => {
    await using open = await start({ PLATEN_OIDC_ADMITS: 'anyone' });
    provider.accounts.set('n-1', { email: 'new@clinic.example', email_verified: true });
    const { me } = await come('n-1', open);
    expect(me).toMatchObject({
      person: { name: 'new@clinic.example', email: 'new@clinic.example' },
      is_operator: false,
      memberships: [],
    });
  });

  it('see names of one line, however the provider writes them', async () => {
    await using open = await start({ PLATEN_OIDC_ADMITS: 'anyone' });
    for (const [who, name, shown] of [
      ['n-2', ' Joan\r\nof Arc ', 'Joan of Arc'],
      ['n-3', 'x'.repeat(200), 'x'.repeat(120)],
      ['n-4', '\n', 'n-4@clinic.example'],
    ] as const) {
      provider.accounts.set(who, { email: `${who}@clinic.example`, email_verified: true, name });
      expect((await come(who, open)).me?.person?.name).toBe(shown);
    }
  });

  it('believe addresses that the provider has not verified', async () => {
    await using trusting = await start({ PLATEN_OIDC_TRUSTS_EMAIL: 'any' });
    provider.accounts.set('a-2', { email: ada.email });
    expect((await come('a-2', trusting)).me?.person?.email).toBe(ada.email);
  });

  it('have groups give roles, which go with them, but for that of the last owner', async () => {
    const [clinic, school] = ['4725fffa', '5836aaab'];
    const rules = [
      `Print admins=${clinic}:admin`,
      `Staff=${clinic}:viewer`,
      `Heads=${clinic}:owner`,
      `Staff=${school}:viewer`,
      'Heads=00000000:owner',
    ];
    await using mapped = await start({
      PLATEN_OIDC_ROLES: `groups: ${rules.join(', ')}`,
      PLATEN_OIDC_SCOPES: 'openid email profile groups',
    });
    for (const org_id of [clinic, school])
      await mapped.operator.call('createOrganization', { body: { org_id, name: org_id, region: 'eu' } });
    const rolesWith = async (who: string, groups: readonly string[]) => {
      provider.accounts.set(who, { email: `${who}@clinic.example`, email_verified: true, groups });
      const { path, me } = await come(who, mapped);
      return me ? me.memberships.map(({ org_id, role }) => `${org_id} ${role}`) : path;
    };
    expect(await rolesWith('m-1', ['Guests'])).toBe('/console/not-signed-in/not_invited');
    expect(await rolesWith('m-1', ['Print admins', 'Staff'])).toEqual([
      `${clinic} admin`,
      `${school} viewer`,
    ]);
    for (const _ of ['first', 'again'])
      expect(await rolesWith('m-1', ['Staff'])).toEqual([`${clinic} viewer`, `${school} viewer`]);
    expect(await rolesWith('m-1', ['Guests'])).toEqual([]);
    expect(await rolesWith('m-1', ['Heads'])).toEqual([`${clinic} owner`]);
    expect(await rolesWith('m-1', [])).toEqual([`${clinic} owner`]);
    expect(await rolesWith('m-2', ['Heads'])).toEqual([`${clinic} owner`]);
    expect(await rolesWith('m-1', [])).toEqual([]);
    const { data } = await mapped.operator.call('listAudit', { params: { org_id: clinic } });
    const changes = data.filter(({ action }) => action.startsWith('member.'));
    const by = 'single_sign_on';
    expect(changes.map(({ action, detail }) => [action, detail])).toEqual([
      ['member.removed', { was: 'owner', role: null, by }],
      ['member.joined', { was: null, role: 'owner', by }],
      ['member.joined', { was: null, role: 'owner', by }],
      ['member.removed', { was: 'viewer', role: null, by }],
      ['member.changed', { was: 'admin', role: 'viewer', by }],
      ['member.joined', { was: null, role: 'admin', by }],
    ]);
    expect((await dumpTables(mapped)).membership?.filter((row) => row.includes('00000000'))).toEqual([]);
  });
});
