import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoChromium } from '../support/chromium.ts';
import { type Console, offences, startConsole } from '../support/console.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';

const reason = whyNoChromium();

describe.skipIf(reason)(`what stands around the pages${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const everything = new AsyncDisposableStack();
  let console: Console;

  beforeAll(async () => {
    console = everything.use(await startConsole());
    await postJobs(console.platen, console.tenant, JSON.stringify(jobEvent()));
  });
  afterAll(() => everything.disposeAsync());

  it('goes to pages and actions by the keyboard alone', async () => {
    const { page, open } = console;
    await open('');
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Go to or do' });
    await palette.getByRole('option', { name: 'Overview' }).waitFor();
    expect(await offences(page)).toEqual([]);
    await page.keyboard.type('nothing of the kind');
    await palette.getByText('Nothing is called that.').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('job');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor();
    await palette.waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await page.keyboard.type('s');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await palette.getByRole('option', { selected: true }).textContent()).toContain('Subscription');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Subscription', exact: true }).waitFor();
    await palette.waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await page.keyboard.type('open inc');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Open an incident' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('changes the colours', async () => {
    const { page } = console;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('dark');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await page.getByRole('button', { name: 'Colours' }).click();
    expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'As the system' }).check();
    await page.keyboard.press('Escape');
  });

  it('saves a picture of the jobs, which is drawn in the colours that are seen', async () => {
    const { page, open } = console;
    await open('/jobs?range=day');
    await page.getByRole('img', { name: 'Submitted jobs over time' }).locator('canvas').waitFor();
    const drawn = () => page.evaluate<string>("document.querySelector('canvas').toDataURL()");
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await drawn();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(drawn).not.toBe(light);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'PNG' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/^jobs-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.png$/);
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(600);
  });

  it('tells the status as it changes, and says so', async () => {
    const { page, open, platen } = console;
    await open('/status');
    await page.getByRole('status').getByText('Live').waitFor();
    await page.getByText('No incident is reported.').waitFor();
    // Asking every now and then, a minute apart, would be too late for this.
    await platen.operator.call('createIncident', {
      body: {
        name: 'Fax is down',
        impact: 'major',
        regions: ['eu'],
        component_ids: ['fax'],
        body: 'We look.',
      },
    });
    await page.getByRole('heading', { name: 'Fax is down' }).waitFor({ timeout: 30_000 });
    expect(console.complaints).toEqual([]);
  });

  it('says when what is shown is not told any more', async () => {
    const { page, platen } = console;
    await platen[Symbol.asyncDispose]();
    await page.getByRole('status').getByText('Reconnecting…').waitFor();
    await page.getByRole('heading', { name: 'Fax is down' }).waitFor();
  });
});
