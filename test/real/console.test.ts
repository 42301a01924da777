import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtDue } from '../../packages/server/src/alerts/index.ts';
import { keepAnomaly } from '../support/anomalies.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { buildConsole, offences, wrongs } from '../support/console.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { ada, addMember, post, setUpToken, signIn } from '../support/people.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { totp } from '../support/totp.ts';

const reason = whyNoChromium();

const pages = [
  '',
  '/jobs',
  '/status',
  '/status?open=incident',
  '/status?open=maintenance',
  '/subscription',
  '/alerts',
  '/alerts?part=rules',
  '/alerts?part=rules&open=new',
  '/alerts?part=channels',
  '/alerts?part=channels&open=new',
  '/alerts?part=routes',
  '/alerts?part=routes&open=new',
  '/alerts?part=silences',
  '/alerts?part=deliveries',
  '/keys',
  '/integrations',
  '/settings',
  '/audit',
  '/developer',
  '/people',
  '/account',
];

const everything = new AsyncDisposableStack();
let folder: string;
let platen: Platen;
let tenant: Tenant;

beforeAll(async () => {
  ({ folder } = everything.use(await buildConsole()));
  platen = everything.use(await startPlaten({ consoleFolder: folder }));
  tenant = await platen.organization();
  await postJobs(platen, tenant, JSON.stringify(jobEvent()));
  await keepAnomaly(platen, tenant.orgId);
  await platen.operator.call('createIncident', {
    body: {
      name: 'Scans fail',
      impact: 'major',
      regions: ['eu'],
      component_ids: ['scan'],
      body: 'We look into it.',
    },
  });
  await platen.operator.call('putSubscription', {
    params: { org_id: tenant.orgId },
    body: { plan: 'Hive', start_date: '2026-01-01', end_date: '2026-12-20' },
  });
  const channel = await tenant.client.call('createChannel', {
    params: { org_id: tenant.orgId },
    body: { kind: 'email', name: 'Procurement', config: { to: ['procurement@school.example'] } },
  });
  await tenant.client.call('testChannel', { params: { org_id: tenant.orgId, channel_id: channel.id } });
  await lookAtDue(platen.server.rooms.alerts);
});
afterAll(() => everything.disposeAsync());

describe('the files of the console', () => {
  it('load at most 180 kB of gzipped script at first', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    const first = [...html.matchAll(/assets\/[\w-]+\.js/g)].map(([file]) => file);
    const overview = readdirSync(join(folder, 'assets')).filter((file) =>
      /^(overview|texts)-.*\.js$/.test(file),
    );
    const files = new Set([...first, ...overview.map((file) => `assets/${file}`)]);
    const bytes = [...files].map((file) => gzipSync(readFileSync(join(folder, file))).length);
    expect(first.length).toBeGreaterThan(0);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(180_000);
  });

  it('are kept by browsers where their names tell their content, and asked for anew where not', async () => {
    const page = await fetch(`${platen.url}/console/${tenant.orgId}/jobs`);
    const html = await page.text();
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    const script = await fetch(`${platen.url}${/\/console\/assets\/[\w-]+\.js/.exec(html)?.[0]}`);
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const etag = page.headers.get('etag') ?? '';
    const again = await fetch(`${platen.url}/console/`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it('that are not there are not found, and nothing outside of their folder is', async () => {
    for (const path of ['assets/missing.js', 'assets/..%2f..%2fpackage.json'])
      expect((await fetch(`${platen.url}/console/${path}`)).status).toBe(404);
  });
});

describe.skipIf(reason)(`the console in a real browser${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await startChromium();
    page = await (
      await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 } })
    ).newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
  });
  afterAll(() => browser?.close());

  it('leads from the set-up link to a key that answers, and sees it used', async () => {
    await page.goto(`${platen.url}/console/setup/${setUpToken(platen)}`);
    await page.getByLabel('Your name').fill(ada.name);
    await page.getByLabel('E-mail address').fill(ada.email);
    await page.getByLabel('Password').fill(ada.password);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/${tenant.orgId}`);
    await page.getByText('Partial Outage').first().waitFor();

    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click();
    const shown = page.getByRole('dialog', { name: 'Your new key' }).locator('pre');
    const key = (await shown.first().textContent()) ?? '';
    const [first] = ((await shown.nth(1).textContent()) ?? '').split('\n');
    expect(first).toBe(
      `curl -s -H "Authorization: Bearer ${key}" ${platen.url}/v1/orgs/${tenant.orgId}/system-status`,
    );
    expect((await ask(platen, `/v1/orgs/${tenant.orgId}/system-status`, key)).status).toBe(200);
    await platen.server.rooms.authenticator.recordUses();
    await page.getByText('It works: used').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Dashboards and scripts').waitFor();
  });

  it('takes on an alert, and shows what a channel really answered', async () => {
    await page.goto(`${platen.url}/console/${tenant.orgId}/subscription`);
    expect(await page.getByLabel('What is being done').inputValue()).toBe('Renewal in progress');
    await page.getByRole('button', { name: 'I take it on' }).click();
    await page.getByText(/^Renewal in progress · taken on/).waitFor();
    await page.goto(`${platen.url}/console/${tenant.orgId}/alerts`);
    const alert = page.getByRole('listitem').filter({ hasText: 'The subscription ends' });
    await alert.getByText('Renewal in progress').waitFor();
    await alert.getByText('Acknowledged').waitFor();
    await page.getByText('Channels').click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('It did not arrive.').waitFor();
    await page.getByText('PLATEN_SMTP_URL').first().waitFor();
  });

  it.each(pages)('%s is open to everybody, in light and dark, on a phone and a desk', async (path) => {
    await page.goto(`${platen.url}/console/${tenant.orgId}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await wrongs(page)).toEqual([]);
  });

  it('tells what was unusual about jobs, and asks what that was worth', async () => {
    const time = 'from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z';
    await page.goto(`${platen.url}/console/${tenant.orgId}/jobs?${time}`);
    await page.getByText(/^Print jobs on office-mfp: No job has come since 10:00/).waitFor();
    await page.getByRole('button', { name: 'Expected', pressed: false }).click();
    await page.getByRole('button', { name: 'Expected', pressed: true }).waitFor();
    const { data } = await tenant.client.call('listAnomalies', { params: { org_id: tenant.orgId } });
    expect(data).toMatchObject([{ feedback: { opinion: 'expected' } }]);
    expect(await wrongs(page)).toEqual([]);
  });

  it('has logged whoever logs out out, and lets them in again to where they were', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${platen.url}/console/${tenant.orgId}/keys`);
    await page.getByRole('button', { name: 'Account, colours, language, log out' }).click();
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.goto(`${platen.url}/console/${tenant.orgId}/jobs`);
    await page.getByLabel('E-mail address').fill(ada.email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('The address or the password is wrong.').waitFor();
    await page.getByLabel('Password').fill(ada.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor();
  });

  it('asks for the code of a second factor, where there is one', async () => {
    const session = await signIn(platen, ada);
    const { password } = ada;
    const made = await post(platen, '/auth/two-factor/enable', { password }, { cookie: session });
    const { totpURI } = (await made.json()) as { totpURI: string };
    const secret = new URL(totpURI).searchParams.get('secret') ?? '';
    const code = totp(secret);
    expect((await post(platen, '/auth/two-factor/verify-totp', { code }, { cookie: session })).ok).toBe(true);
    await page.getByRole('button', { name: 'Account, colours, language, log out' }).click();
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await page.goto(`${platen.url}/console/${tenant.orgId}/jobs`);
    await page.getByLabel('E-mail address').fill(ada.email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByLabel('Code from your app').fill('000000');
    expect(await offences(page)).toEqual([]);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('The code is wrong').waitFor();
    await page.getByLabel('Code from your app').fill(totp(secret));
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor();
  });

  it('logs in by a passkey that was made here, and lets it go', async () => {
    // Browsers bind passkeys to a name, so this is done at localhost.
    const url = platen.url.replace('127.0.0.1', 'localhost');
    const context = await browser.newContext({ locale: 'en' });
    const device = await context.newPage();
    const cdp = await context.newCDPSession(device);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const { email, password } = await addMember(platen, tenant.orgId, 'admin');
    await device.goto(`${url}/console/login`);
    await device.getByLabel('E-mail address').fill(email);
    await device.getByLabel('Password').fill(password);
    await device.getByRole('button', { name: 'Log in', exact: true }).click();
    await device.getByRole('button', { name: 'Account, colours' }).click();
    await device.getByRole('link', { name: 'My account' }).click();
    await device.getByText('You have none yet.').waitFor();
    await device.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = device.getByRole('dialog', { name: 'Add a passkey' });
    await dialog.getByLabel('Name').fill('Front desk');
    expect(await offences(device)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add a passkey' }).click();
    await device.getByText('Front desk').waitFor();
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials.map(({ rpId, isResidentCredential }) => [rpId, isResidentCredential])).toEqual([
      ['localhost', true],
    ]);

    await context.clearCookies();
    await device.goto(`${url}/console/${tenant.orgId}/account`);
    await device.getByRole('button', { name: 'Log in with a passkey' }).click();
    await device.getByText('Front desk').waitFor();
    await device.getByRole('button', { name: 'Log out everywhere else' }).click();
    await device.getByRole('button', { name: 'Log out there' }).waitFor({ state: 'detached' });
    await device.getByRole('button', { name: 'Remove: Front desk' }).click();
    await device.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await device.getByText('You have none yet.').waitFor();

    await context.clearCookies();
    await device.goto(`${url}/console/login`);
    await device.getByRole('button', { name: 'Log in with a passkey' }).click();
    await device.getByText('This passkey is not known here any more.').waitFor();
    await context.close();
  });

  it('invites people, and lets them in by the link that is shown once', async () => {
    await page.goto(`${platen.url}/console/${tenant.orgId}/people`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail address').fill('grace@clinic.example');
    await dialog.getByRole('radio', { name: 'Viewer' }).check();
    expect(await wrongs(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = (await dialog.locator('pre').textContent()) ?? '';
    expect(await wrongs(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Take back: grace@clinic.example' }).waitFor();
    const invited = await (await browser.newContext({ locale: 'en' })).newPage();
    await invited.goto(link);
    await invited.getByText('You are invited as grace@clinic.example').waitFor();
    await invited.getByLabel('Your name').fill('Grace Moreau');
    await invited.getByLabel('Password').fill('seven loud tins of paint');
    expect(await offences(invited)).toEqual([]);
    await invited.getByRole('button', { name: 'Accept' }).click();
    await invited.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(invited.url()).pathname).toBe(`/console/${tenant.orgId}`);
  });

  it('speaks German, and remembers it', async () => {
    await page.goto(`${platen.url}/console/${tenant.orgId}/jobs`);
    await page.getByRole('button', { name: 'Account, colours, language, log out' }).click();
    await page.getByRole('radio', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Aufträge', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Aufträge', exact: true }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
  });

  it('had no complaint of the browser, but for the answers 401 to those who are not logged in', () => {
    expect(complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  });
});
