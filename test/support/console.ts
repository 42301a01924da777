import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { startChromium } from './chromium.ts';
import { ada, setUpToken } from './people.ts';
import { type Platen, startPlaten, type Tenant } from './platen.ts';

const root = join(import.meta.dirname, '../..');

/** The pages as they are built for the product, and not for tests. They are gone with what is answered. */
export async function buildConsole(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-console-'));
  const vite = ['vite', 'build', 'packages/console', '--configLoader', 'native', '--outDir', folder];
  const env = { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '--conditions=source' };
  await promisify(execFile)('npx', vite, { cwd: root, env });
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

/** The console of a real server, in a real browser: of the first person, who is an operator. */
export interface Console extends AsyncDisposable {
  readonly platen: Platen;
  readonly tenant: Tenant;
  readonly page: Page;
  /** A page of somebody else. */
  other(): Promise<Page>;
  /** What the browser complained of. */
  readonly complaints: readonly string[];
  /** Opens a page of the organization, such as `/jobs`. */
  open(path: string): Promise<void>;
}

export async function startConsole(settings: Readonly<Record<string, string>> = {}): Promise<Console> {
  await using starting = new AsyncDisposableStack();
  const { folder } = starting.use(await buildConsole());
  const all = { PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8', ...settings };
  const platen = starting.use(await startPlaten({ consoleFolder: folder, settings: all }));
  const tenant = await platen.organization();
  const browser = await startChromium();
  starting.defer(() => browser.close());
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(`${platen.url}/console/setup/${setUpToken(platen)}`);
  await page.getByLabel('Your name').fill(ada.name);
  await page.getByLabel('E-mail address').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  const started = starting.move();
  return {
    platen,
    tenant,
    page,
    other: async () => (await browser.newContext({ locale: 'en' })).newPage(),
    complaints,
    async open(path) {
      await page.goto(`${platen.url}/console/${tenant.orgId}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/** What keeps people out of what is shown, by axe: none is right. */
export async function offences(page: Page): Promise<string[]> {
  // Put in past the policy of the page, which rightly lets no script of others in.
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Whether it is wider than the screen. */
function overflows(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
}

/** What is wrong with what is shown, in light and dark, on a phone and a desk: nothing, if all is well. */
export async function wrongs(page: Page): Promise<object[]> {
  const found: object[] = [];
  // The stream stays open, so the network is never idle.
  await page.locator('[data-skeleton]').first().waitFor({ state: 'detached' });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const seen = { offences: await offences(page), overflows: await overflows(page) };
      if (seen.offences.length > 0 || seen.overflows) found.push({ colorScheme, width, ...seen });
    }
  }
  return found;
}
