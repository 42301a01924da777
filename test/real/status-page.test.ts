import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { startPages } from '../support/pages.ts';

const reason = whyNoChromium();

const server = await startPages();
afterAll(() => server[Symbol.asyncDispose]());

const paths = [
  '/status',
  '/status/eu',
  '/status/us',
  '/status/eu/history',
  '/status/eu/incidents/inc_slow',
  '/status/eu/maintenance/mnt_mail',
  '/status/eu/subscribers',
  '/status/eu/subscribers/token/confirm',
];

describe.skipIf(reason)(`a status page in a real browser${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());

  it.each(paths)('%s is open to everybody, in light and dark, on a phone and a desk', async (path) => {
    await using context = await open(browser);
    const page = await context.visit(path);
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [320, 1280]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        expect({ colorScheme, width, offences: await offences(page) }).toEqual({
          colorScheme,
          width,
          offences: [],
        });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
    }
  });

  it.each(paths)('%s needs no script and loads nothing', async (path) => {
    await using context = await open(browser);
    const page = await context.visit(path);
    expect(await page.locator('script').count()).toBe(0);
    expect(context.requests).toEqual([`${server.url}${path}`]);
    expect(context.complaints).toEqual([]);
  });

  it('leads to every page by its links, and back', async () => {
    await using context = await open(browser);
    const page = await context.visit('/status');
    for (const [name, path] of [
      ['Europe', '/status/eu'],
      ['Printing was slow', '/status/eu/incidents/inc_slow'],
      ['Europe', '/status/eu'],
      ['Mail relay moves', '/status/eu/maintenance/mnt_mail'],
      ['History', '/status/eu/history'],
      ['All regions', '/status'],
    ] as const) {
      await page.getByRole('link', { name }).first().click();
      expect(new URL(page.url()).pathname).toBe(path);
    }
  });

  it('can be used by keyboard alone', async () => {
    await using context = await open(browser);
    const page = await context.visit('/status/eu');
    const details = page.locator('details').first();
    const isReached = () => page.evaluate('document.activeElement.localName === "summary"');
    for (let i = 0; i < 50 && !(await isReached()); i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await details.getByRole('row').count()).toBe(4);
  });

  it('prints on white whatever the screen is like, with what is folded up on the screen', async () => {
    await using context = await open(browser);
    const page = await context.visit('/status/eu');
    await page.emulateMedia({ colorScheme: 'dark' });
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await background()).not.toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await background()).toBe('rgb(255, 255, 255)');
    expect(await page.locator('details tr').first().isVisible()).toBe(true);
  });
});

async function open(browser: Browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const [requests, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => void requests.push(request.url()));
  page.on('console', (message) => void complaints.push(message.text()));
  page.on('pageerror', (error) => void complaints.push(error.message));
  return {
    requests,
    complaints,
    async visit(path: string): Promise<Page> {
      expect((await page.goto(`${server.url}${path}`))?.status()).toBe(200);
      return page;
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** What axe finds against WCAG 2.2 AA and good practice, and what it is not sure of, with all that can be unfolded. */
async function offences(page: Page): Promise<readonly string[]> {
  // Injected by the debugger, which the page's own policy does not bind.
  await page.evaluate(axe.source);
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
  // The target's size is not asked for unless told; the parts of a picture are nothing by themselves.
  const { passes, violations, incomplete } = (await page.evaluate(
    'axe.run({ exclude: [".bars *"] }, { rules: { "target-size": { enabled: true } } })',
  )) as axe.AxeResults;
  expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'target-size']));
  return [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
