import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smtpServer } from '../../packages/server/src/net/smtp.fixture.ts';
import { whyNoChromium } from '../support/chromium.ts';
import { type Console, offences, startConsole, wrongs } from '../support/console.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { ada, signIn } from '../support/people.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';

const reason = whyNoChromium();

describe.skipIf(reason)(`how people come into the console${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let provider: IdentityProvider;
  let smtp: Awaited<ReturnType<typeof smtpServer>>;
  let console: Console;

  beforeAll(async () => {
    provider = await startIdentityProvider();
    smtp = await smtpServer();
    console = await startConsole({
      PLATEN_SMTP_URL: smtp.url,
      PLATEN_OIDC_ISSUER: provider.issuer,
      PLATEN_OIDC_CLIENT_ID: provider.clientId,
      PLATEN_OIDC_CLIENT_SECRET: provider.clientSecret,
      PLATEN_OIDC_LABEL: 'Log in with Lindenhof',
    });
    provider.serve(`${console.platen.url}/auth/single-sign-on/callback`);
  });
  afterAll(async () => {
    await console?.[Symbol.asyncDispose]();
    await smtp?.[Symbol.asyncDispose]();
    await provider?.[Symbol.asyncDispose]();
  });

  it('is by single sign-on, to where they wanted to be', async () => {
    const { platen, tenant } = console;
    await platen.operator.call('createInvitation', {
      params: { org_id: tenant.orgId },
      body: { email: 'grace@clinic.example', role: 'viewer' },
    });
    provider.accounts.set('g-1', { email: 'grace@clinic.example', email_verified: true, name: 'Grace' });
    provider.accounts.set('x-1', { email: 'x@clinic.example', email_verified: true });
    const page = await console.other();
    const path = `/console/${tenant.orgId}/jobs`;
    provider.comes = 'x-1';
    await page.goto(platen.url + path);
    await page.getByRole('link', { name: 'Log in with Lindenhof' }).click();
    await page.getByText('nobody has invited you here').waitFor();
    await page.context().clearCookies();
    provider.comes = 'g-1';
    await page.goto(platen.url + path);
    await page.getByRole('link', { name: 'Log in with Lindenhof' }).waitFor();
    expect(await offences(page)).toEqual([]);
    await page.getByRole('link', { name: 'Log in with Lindenhof' }).click();
    await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
  });

  it.each(['not_invited', 'unverified', 'no_email', 'cancelled', 'late', 'provider', 'else'])(
    'is explained to whom single sign-on did not let in: %s',
    async (why) => {
      const page = await console.other();
      await page.goto(`${console.platen.url}/console/not-signed-in/${why}`);
      await page.getByRole('heading', { name: 'You are not logged in' }).waitFor();
      await page.getByRole('link', { name: 'Log in' }).waitFor();
      expect(await wrongs(page)).toEqual([]);
    },
  );

  it('is what their owners and operators make of it: roles, invitations, links', async () => {
    const { page } = console;
    await console.open('/people');
    await page.getByRole('heading', { name: 'Operators' }).waitFor();
    await page.getByText('There is one operator.').waitFor();
    expect(await wrongs(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    const dialog = page.getByRole('dialog');

    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await dialog.getByLabel('E-mail address').fill('late@clinic.example');
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    await dialog.getByText('The invitation is on its way to late@clinic.example.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Take back: late@clinic.example' }).click();
    await page.getByText('None is open.').waitFor();

    await page.getByRole('combobox', { name: 'Role of Grace' }).selectOption('Owner');
    await page.getByRole('button', { name: 'Link to set a password: Grace' }).click();
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    await dialog.getByText('/console/password/').waitFor();
    expect(await wrongs(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Take out: Grace' }).click();
    await dialog.getByRole('button', { name: 'Take out' }).click();
    await dialog.getByText('would be without an owner').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Invite an operator' }).click();
    await dialog.getByLabel('E-mail address').fill('joan@clinic.example');
    expect(await wrongs(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Take back: joan@clinic.example' }).click();
    await page.getByRole('list', { name: 'Invitations' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: `Run it no more: ${ada.name}` }).click();
    await dialog.getByRole('button', { name: 'Run it no more' }).click();
    await dialog.getByText('Nobody would run the deployment.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  it('may take a second factor, which they turn on and off, and another password', async () => {
    const { page } = console;
    await console.open('/account');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Turn it on' }).click();
    await dialog.getByLabel('Your password').fill(ada.password);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByRole('img', { name: 'The secret as a picture for the app' }).waitFor();
    expect(await wrongs(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    const secret = (await dialog.locator('pre').first().textContent()) ?? '';
    await dialog.getByLabel('Six digits that the app shows now').fill(totp(secret));
    await dialog.getByRole('button', { name: 'Turn it on' }).click();
    await page.getByRole('button', { name: 'Turn it off' }).click();
    await dialog.getByLabel('Your password').fill('not it at all, no');
    await dialog.getByRole('button', { name: 'Turn it off' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Your password').fill(ada.password);
    await dialog.getByRole('button', { name: 'Turn it off' }).click();
    await page.getByRole('button', { name: 'Turn it on' }).waitFor();

    await page.getByLabel('Present password').fill(ada.password);
    await page.getByLabel('New password').fill('eight loud tins of paint');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('It is changed.').waitFor();
    await page.getByRole('button', { name: 'Log out there' }).waitFor({ state: 'detached' });
    await signIn(console.platen, { ...ada, password: 'eight loud tins of paint' });
  });

  it('takes no passkey of who logged in long ago, and leads them to log in again', async () => {
    // Browsers bind passkeys to a name, so this is done at localhost.
    const page = await console.other();
    const { platen, tenant } = console;
    const url = platen.url.replace('127.0.0.1', 'localhost');
    await page.goto(`${url}/console/login?back=${encodeURIComponent(`/console/${tenant.orgId}/account`)}`);
    await page.getByLabel('E-mail address').fill(ada.email);
    await page.getByLabel('Password').fill('eight loud tins of paint');
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByRole('heading', { name: 'My account' }).waitFor();
    platen.clock.advance(3_600);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Laptop');
    await dialog.getByRole('button', { name: 'Add a passkey' }).click();
    await dialog.getByRole('link', { name: 'Log in again' }).waitFor();
    expect(await wrongs(page)).toEqual([]);
    await dialog.getByRole('link', { name: 'Log in again' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  });

  it('is by a new password, which is set by a link that was mailed', async () => {
    const page = await console.other();
    await page.goto(`${console.platen.url}/console/login`);
    await page.getByRole('link', { name: 'I do not know my password' }).click();
    await page.getByRole('heading', { name: 'A new password' }).waitFor();
    await page.getByLabel('E-mail address').fill(ada.email);
    expect(await wrongs(page)).toEqual([]);
    const before = smtp.mails.length;
    await page.getByRole('button', { name: 'Mail me a link' }).click();
    await page.getByText('a link is on its way').waitFor();
    await until(async () => smtp.mails.length > before);
    const [link = ''] = /http\S+\/console\/password\/\S+/.exec(smtp.mails[before]?.text ?? '') ?? [];
    await page.goto(link);
    await page.getByLabel('New password').fill('seven loud tins of paint');
    expect(await wrongs(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set it' }).click();
    await page.getByLabel('E-mail address').fill(ada.email);
    await page.getByLabel('Password').fill('seven loud tins of paint');
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.goto(link);
    await page.getByLabel('New password').fill('eight loud tins of paint');
    await page.getByRole('button', { name: 'Set it' }).click();
    await page.getByText('The link cannot be used any more').waitFor();
  });

  it('gives the browser nothing to complain of, but for what was rightly refused', () => {
    expect(console.complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
  });
});
