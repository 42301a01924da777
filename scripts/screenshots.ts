import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OrganizationScope } from '@platen/contract';
import { PlatenClient } from '@platen/sdk';
import { type Browser, chromium, type Page } from 'playwright-core';
import { readConfig, serve, startDemo } from '../packages/server/src/index.ts';

interface Picture {
  readonly path: string;
  /** What is done before it is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

/**
 * Takes pictures of the pages of the Admin Console, as it is built, from the demo: in light and dark, into
 * docs/images/console. `npm run screenshots -- jobs status` takes those of these pages alone.
 */
const pictures: Readonly<Record<string, Picture>> = {
  overview: { path: '' },
  jobs: { path: '/jobs?range=week&compare=true' },
  status: { path: '/status' },
  subscription: { path: '/subscription' },
  alerts: {
    path: '/alerts',
    act: (page) =>
      page
        .getByRole('button', { name: /^Course/ })
        .first()
        .click(),
  },
  rules: { path: '/alerts?part=rules' },
  'rule-tried': { path: '/alerts?part=rules&open=new', act: tryRule },
  channels: {
    path: '/alerts?part=channels',
    act: (page) => page.getByRole('button', { name: 'Send a test' }).click(),
  },
  keys: { path: '/keys' },
  integrations: { path: '/integrations' },
  settings: { path: '/settings' },
  people: { path: '/people', act: inviteGrace },
  account: { path: '/account' },
  audit: { path: '/audit' },
  developer: { path: '/developer' },
  palette: { path: '', act: (page) => page.keyboard.press('Control+k') },
};
const themes = ['light', 'dark'] as const;
const folder = new URL('../docs/images/console', import.meta.url).pathname;
const size = { width: 1280, height: 860 };
/** Of WebP: the words stay sharp, and a picture has some 40 kB. */
const quality = 75;
const settleMs = 800;

const asked = process.argv.slice(2);
await using running = new AsyncDisposableStack();
const { url, orgId, setUpLink } = await startServer();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
running.defer(() => browser.close());
const page = await signIn(browser);
await mkdir(folder, { recursive: true });
for (const [name, picture] of Object.entries(pictures)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const theme of themes) await take(name, picture, theme);
}

/** The demo, with a chat that is told and a tool that asks, on a server that ends with this script. */
async function startServer() {
  const data = await mkdtemp(join(tmpdir(), 'platen-screenshots-'));
  running.defer(() => rm(data, { recursive: true }));
  const chat = createServer((request, response) => request.resume().on('end', () => response.end('ok')));
  await new Promise<void>((resolve) => void chat.listen(0, '127.0.0.1', resolve));
  running.defer(() => void chat.close());
  const settings = {
    PLATEN_PORT: '0',
    PLATEN_DATA: data,
    PLATEN_LOG_LEVEL: 'error',
    PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8',
  };
  const server = running.use(await serve(readConfig(settings, undefined, {})));
  const demo = await startDemo(server, () => {});
  if (!demo) throw new Error('The demo could not be made.');
  running.use(demo);
  const place = { url: server.url, orgId: demo.orgId, operatorKey: server.firstOperatorKey ?? '' };
  const { port } = chat.address() as AddressInfo;
  await tellChat(place, `http://127.0.0.1:${port}/services/T000/B000/XXXX`);
  await askAsZabbix(place);
  await server.rooms.authenticator.recordUses();
  return { ...place, setUpLink: server.setUpLink ?? '' };
}

interface Place {
  readonly url: string;
  readonly orgId: string;
  readonly operatorKey: string;
}

/** Answers when the chat was told of what fires. */
async function tellChat(place: Place, chatUrl: string): Promise<void> {
  const client = new PlatenClient({ url: place.url, key: await keyWith(place, 'Automation', 'org:admin') });
  const params = { org_id: place.orgId };
  const body = { kind: 'slack', name: 'Helpdesk chat', config: { url: chatUrl } } as const;
  await client.call('createChannel', { params, body });
  for (let told = false; !told; await sleep(200)) {
    const { data } = await client.call('listDeliveries', { params });
    told = data.some(({ state }) => state === 'delivered');
  }
}

async function askAsZabbix(place: Place): Promise<void> {
  const key = await keyWith(place, 'Zabbix', 'system-status:read', 'job-stats:read', 'subscription:read');
  const headers = { authorization: `Bearer ${key}`, 'user-agent': 'Zabbix 7.0' };
  await fetch(`${place.url}/v1/orgs/${place.orgId}/system-status`, { headers });
}

async function keyWith(place: Place, name: string, ...scopes: OrganizationScope[]): Promise<string> {
  const operator = new PlatenClient({ url: place.url, key: place.operatorKey });
  const params = { org_id: place.orgId };
  return (await operator.call('createKey', { params, body: { name, scopes } })).key;
}

/** The first person, who may do everything. */
async function signIn(by: Browser): Promise<Page> {
  const context = await by.newContext({ locale: 'en', viewport: size });
  const opened = await context.newPage();
  await opened.goto(setUpLink);
  await opened.getByLabel('Your name').fill('Ada Larsen');
  await opened.getByLabel('E-mail address').fill('ada@clinic.example');
  await opened.getByLabel('Password').fill('four grey owls on a roof');
  await opened.getByRole('button', { name: 'Begin' }).click();
  await opened.getByRole('heading', { name: 'Overview' }).waitFor();
  return opened;
}

/** So that somebody is on their way. */
async function inviteGrace(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill('grace@clinic.example');
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
}

async function tryRule(opened: Page): Promise<void> {
  await opened.getByLabel('Name', { exact: true }).fill('The service is down');
  await opened.getByRole('button', { name: 'Try it on the past' }).click();
  await opened.getByText('It would have fired').waitFor();
}

async function take(name: string, { path, act }: Picture, theme: (typeof themes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.goto(`${url}/console/${orgId}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('[data-skeleton]').first().waitFor({ state: 'detached' });
  await act?.(page);
  await page.getByRole('status').getByText('Live').waitFor();
  await sleep(settleMs);
  // Playwright's own knows no WebP.
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality });
  await session.detach();
  await writeFile(join(folder, `${name}-${theme}.webp`), Buffer.from(data, 'base64'));
}
