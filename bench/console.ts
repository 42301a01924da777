import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import type { Result } from './support/result.ts';

const rounds = 5;
/** As Lighthouse slows a desk's processor down to a phone's. */
const slowdown = 4;
const quietMs = 1_500;
const plottedPoints = 100_000;
const platen = new URL('../packages/cli/dist/platen.js', import.meta.url).pathname;
/** As the console has it. */
const ofConsole = createRequire(new URL('../packages/console/package.json', import.meta.url));
const uPlot = ofConsole.resolve('uplot').replace(/[^/]+$/, 'uPlot.iife.min.js');

/** One load of the overview, with nothing of it known to the browser, on a slow processor. */
interface Load {
  readonly scriptKb: number;
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
  /** When everything was there and the last long task was over: from then on it answers at once. */
  readonly interactiveMs: number;
  /** What tasks took beyond 50 ms each. */
  readonly blockedMs: number;
  readonly shift: number;
}

/** What somebody waits for who opens the console. */
export async function benchConsole(): Promise<Result> {
  await using demo = await startDemo();
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  demo.defer(() => browser.close());
  const { page, overview } = await signIn(browser, demo.setUpLink);
  const loads: Load[] = [];
  for (let round = 0; round < rounds; round++) loads.push(await load(page, overview));
  const median = (of: (load: Load) => number) => loads.map(of).sort((a, b) => a - b)[(rounds - 1) / 2] ?? 0;
  const drawMs = await draw(page);
  const interactive = median(({ interactiveMs }) => interactiveMs);
  const script = median(({ scriptKb }) => scriptKb);
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  return {
    tables: [
      {
        title: `The overview of the demo, nothing cached, the processor ${slowdown}x slowed: median of ${rounds} loads`,
        head: ['', ''],
        rows: [
          ['script, gzipped', `${script.toFixed(0)} kB`],
          ['first contentful paint', ms(median(({ firstPaintMs }) => firstPaintMs))],
          ['largest contentful paint', ms(median(({ largestPaintMs }) => largestPaintMs))],
          ['interactive', ms(interactive)],
          ['total blocking time', ms(median(({ blockedMs }) => blockedMs))],
          ['cumulative layout shift', median(({ shift }) => shift).toFixed(3)],
          [`drawing ${plottedPoints.toLocaleString('en')} points, not slowed`, ms(drawMs)],
        ],
      },
    ],
    verdicts: [
      {
        what: 'script of the first load',
        measured: `${script.toFixed(0)} kB`,
        limit: '<= 180 kB',
        kept: script <= 180,
      },
      {
        what: 'interactive, slowed',
        measured: ms(interactive),
        limit: '< 1500 ms',
        kept: interactive < 1_500,
      },
    ],
    notes: [
      'Interactive is when all of the overview was there and the last task of more than 50 ms was over. Chromium of Debian, without a window.',
    ],
  };
}

async function startDemo() {
  await using starting = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  starting.defer(() => rm(folder, { recursive: true }));
  const child = spawn(process.execPath, [platen, 'serve', '--demo', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  starting.defer(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  let text = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += chunk;
    const setUpLink = /http:\S+\/console\/setup\/\S+/.exec(text)?.[0];
    if (setUpLink && text.includes('Demo key')) return Object.assign(starting.move(), { setUpLink });
  }
  throw new Error('The server ended before it listened.');
}

async function signIn(browser: Browser, setUpLink: string) {
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  await page.goto(setUpLink);
  await page.getByLabel('Your name').fill('Ada Larsen');
  await page.getByLabel('E-mail address').fill('ada@clinic.example');
  await page.getByLabel('Password').fill('four grey owls on a roof');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  return { page, overview: page.url() };
}

/** Notes in the page what the browser tells of painting, moving and long tasks. */
const observe = `
  window.told = { paints: {}, tasks: [], shift: 0 };
  const on = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('paint', ({ name, startTime }) => { told.paints[name] = startTime; });
  on('largest-contentful-paint', ({ startTime }) => { told.paints.largest = startTime; });
  on('longtask', ({ startTime, duration }) => { told.tasks.push({ end: startTime + duration, duration }); });
  on('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) told.shift += value; });
`;

interface Told {
  readonly paints: Readonly<Record<string, number>>;
  readonly tasks: readonly { readonly end: number; readonly duration: number }[];
  readonly shift: number;
  readonly now: number;
}

async function load(signedIn: Page, overview: string): Promise<Load> {
  const page = await signedIn.context().newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(observe);
  const scripts = countScripts(session);
  await page.goto(overview);
  await page.getByText('Open alerts').waitFor();
  await page.locator('[data-skeleton]').first().waitFor({ state: 'detached' });
  const thereMs = await page.evaluate<number>('performance.now()');
  await sleep(quietMs);
  const told = await page.evaluate<Told>('({ ...told, now: performance.now() })');
  await page.close();
  return {
    scriptKb: scripts.bytes() / 1_000,
    firstPaintMs: told.paints['first-contentful-paint'] ?? 0,
    largestPaintMs: told.paints.largest ?? 0,
    interactiveMs: Math.max(thereMs, ...told.tasks.map(({ end }) => end)),
    blockedMs: told.tasks.reduce((sum, { duration }) => sum + duration - 50, 0),
    shift: told.shift,
  };
}

/** What comes over the wire of scripts, compressed as it is sent. */
function countScripts(session: CDPSession) {
  const ids = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && ids.add(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (ids.has(requestId)) bytes += encodedDataLength;
  });
  return { bytes: () => bytes };
}

/** How long the plots' library takes from so many points to a picture, in the console's page. */
async function draw(page: Page): Promise<number> {
  await page.evaluate(readFileSync(uPlot, 'utf8').replace('var uPlot', 'window.uPlot'));
  return await page.evaluate<number>(`new Promise((resolve) => {
    const xs = Array.from({ length: ${plottedPoints} }, (_, i) => 1.7e9 + i * 900);
    const ys = xs.map((x, i) => 50 + 40 * Math.sin(i / 50) + 10 * Math.sin(i));
    const began = performance.now();
    new uPlot({ width: 1200, height: 300, series: [{}, { stroke: 'green' }] }, [xs, ys], document.body);
    requestAnimationFrame(() => resolve(performance.now() - began));
  })`);
}
