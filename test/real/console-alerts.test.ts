import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatchDue, lookAtDue } from '../../packages/server/src/alerts/index.ts';
import { whyNoChromium } from '../support/chromium.ts';
import { type Console, startConsole, wrongs } from '../support/console.ts';
import { fakeZendesk } from '../support/services/zendesk.ts';
import { until } from '../support/until.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const reason = whyNoChromium();

describe.skipIf(reason)(`alerts in the console${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const everything = new AsyncDisposableStack();
  let console: Console;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    console = everything.use(await startConsole());
    receiver = everything.use(await startWebhookReceiver());
    const desk = everything.use(await fakeZendesk());
    const { platen, tenant } = console;
    await tenant.client.call('createChannel', {
      params: { org_id: tenant.orgId },
      body: { kind: 'zendesk', name: 'Helpdesk', config: { ...desk.config } },
    });
    await platen.operator.call('createIncident', {
      body: {
        name: 'Scans fail',
        impact: 'major',
        regions: ['eu'],
        component_ids: ['scan'],
        body: 'We look.',
      },
    });
    const { alerts } = platen.server.rooms;
    while ((await lookAtDue(alerts)) > 0);
    while ((await dispatchDue(alerts)) > 0);
  });
  afterAll(() => everything.disposeAsync());

  it('tell their course, and the ticket that each owns', async () => {
    const { page, open } = console;
    await open('/alerts');
    const alert = page.getByRole('listitem').filter({ hasText: 'Partial Outage in eu' }).first();
    await alert.getByRole('button', { name: 'Course and tickets' }).click();
    await alert.getByText('Helpdesk').waitFor();
    expect(await alert.getByRole('link', { name: /^Ticket \d+/ }).getAttribute('href')).toMatch(/^http/);
    await alert.getByText('Open', { exact: true }).waitFor();
    expect(page.url()).toMatch(/open=alt_/);
    expect(await wrongs(page)).toEqual([]);
  });

  it('come of rules, which are tried on the past before they are saved', async () => {
    const { page, open, platen } = console;
    platen.clock.advance(3_600);
    await open('/alerts?part=rules');
    await page.getByRole('button', { name: 'Watch something' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Scans are down');
    await page.getByRole('checkbox', { name: 'Scan to cloud' }).check();
    await page.getByLabel('Severity').selectOption('Critical');
    await page.getByLabel('Bad for, in minutes').fill('5');
    await page.getByRole('button', { name: 'Add a time' }).click();
    await page.getByRole('button', { name: 'Try it on the past' }).click();
    await page.getByText('It would have fired once.').waitFor();
    await page.getByRole('img', { name: 'When it would have fired: It would have fired once.' }).waitFor();
    expect(await wrongs(page)).toEqual([]);
    await page.getByLabel('Bad for, in minutes').fill('90');
    await page.getByRole('button', { name: 'Try it on the past' }).click();
    await page.getByText('It would not have fired.').waitFor();

    await page.getByRole('button', { name: 'Save' }).click();
    const rule = page.getByRole('listitem').filter({ hasText: 'Scans are down' });
    await rule.getByText('Critical').waitFor();
    await rule.getByRole('button', { name: 'Change: Scans are down' }).click();
    expect(await page.getByRole('checkbox', { name: 'Scan to cloud' }).isChecked()).toBe(true);
    expect(await page.getByLabel('Bad for, in minutes').inputValue()).toBe('90');
    expect(await page.getByRole('checkbox', { name: 'Sat' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'A count, a rate or a wait crosses a limit.' }).check();
    await page.getByLabel('What is counted').selectOption('Jobs failed');
    await page.getByLabel('Bad when more than').fill('10');
    await page.getByRole('button', { name: 'Save' }).click();
    await rule.getByText('Jobs failed').waitFor();
    const [saved] = await rules('Scans are down');
    expect(saved).toMatchObject({
      severity: 'critical',
      enabled: true,
      condition: { type: 'jobs', metric: 'failed', above: 10, window_seconds: 3_600 },
      for_seconds: 5_400,
      mute: [{ days: ['sat', 'sun'], from: '00:00', to: '00:00' }],
    });
  });

  it('come of rules that can be switched off, and be brought back when they were removed', async () => {
    const { page, open } = console;
    await open('/alerts?part=rules');
    const rule = page.getByRole('listitem').filter({ hasText: 'Scans are down' });
    await rule.getByRole('switch').click();
    await expect.poll(() => rules('Scans are down')).toMatchObject([{ enabled: false }]);
    await rule.getByRole('button', { name: 'Remove: Scans are down' }).click();
    await rule.waitFor({ state: 'detached' });
    expect(await rules('Scans are down')).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await rule.waitFor();
    expect(await rules('Scans are down')).toMatchObject([
      { enabled: false, severity: 'critical', condition: { metric: 'failed', above: 10 } },
    ]);
  });

  it('go to channels, whose secrets are kept when all else of them is changed', async () => {
    const { page, open } = console;
    await open('/alerts?part=channels');
    await page.getByRole('button', { name: 'Add a channel' }).click();
    await page.getByLabel('Kind').selectOption('Webhook');
    await page.getByLabel('Name', { exact: true }).fill('Automation');
    await page.getByLabel('Address').fill(receiver.config.url);
    const secrets = page.getByLabel('Secrets to sign with');
    expect(await secrets.inputValue()).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    await secrets.fill(receiver.config.secrets.join(', '));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('It arrived.').waitFor();
    expect(receiver.taken).toHaveLength(1);
    expect(await wrongs(page)).toEqual([]);

    await page.getByLabel('Name', { exact: true }).fill('Robots');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Change: Robots' }).waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    // What was said of the first test may still stand there.
    await until(async () => receiver.taken.length === 2);
    await page.getByText('It arrived.').waitFor();
  });

  it('go where routes lead them, in their order', async () => {
    const { page, open, tenant } = console;
    const params = { org_id: tenant.orgId };
    const channels = (await tenant.client.call('listChannels', { params })).data;
    const robots = channels.find(({ name }) => name === 'Robots')?.id;
    await open('/alerts?part=routes');
    await page.getByText('every channel is told of every alert.').last().waitFor();
    await page.getByRole('button', { name: 'Add a route' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a route' });
    await dialog.getByLabel('This severe or more').selectOption('Error');
    await dialog.getByRole('checkbox', { name: 'The subscription comes to its end.' }).check();
    await dialog.getByRole('checkbox', { name: 'Robots' }).check();
    await dialog.getByLabel('Tell again after').fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const route = page.getByRole('listitem').filter({ hasText: '→ Robots' });
    await route.getByRole('button', { name: 'Change: Route 1' }).click();
    const change = page.getByRole('dialog', { name: 'Change: Route 1' });
    await change.getByLabel('Try the routes after it, too').check();
    await change.getByRole('button', { name: 'Save' }).click();
    await route.getByText('Try the routes after it, too').waitFor();
    const made = {
      position: 1,
      match: { severity_at_least: 'error', conditions: ['subscription'] },
      channel_ids: [robots],
      group_interval_seconds: 300,
      repeat_interval_seconds: null,
      continue: true,
    };
    const routes = async () => (await tenant.client.call('listAlertRoutes', { params })).data;
    expect(await routes()).toMatchObject([made]);

    await route.getByRole('button', { name: 'Remove: Route 1' }).click();
    await page.getByText('Route 1 is gone.').waitFor();
    expect(await routes()).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await route.waitFor();
    expect(await routes()).toMatchObject([made]);
    await route.getByRole('button', { name: 'Remove: Route 1' }).click();
    await route.waitFor({ state: 'detached' });
  });

  it('go to channels that can be switched off, and are removed after a question', async () => {
    const { page, open, tenant } = console;
    await open('/alerts?part=channels');
    const channel = page.getByRole('listitem').filter({ hasText: 'Robots' });
    await channel.getByRole('switch').click();
    await channel.getByText('Off', { exact: true }).waitFor();
    await channel.getByRole('button', { name: 'Remove: Robots' }).click();
    await page
      .getByRole('dialog', { name: 'Remove “Robots”?' })
      .getByRole('button', { name: 'Remove' })
      .click();
    await channel.waitFor({ state: 'detached' });
    const { data } = await tenant.client.call('listChannels', { params: { org_id: tenant.orgId } });
    expect(data.map(({ name }) => name)).toEqual(['Helpdesk']);
  });

  it('are silenced for a while, of one rule or all, and told again at once', async () => {
    const { page, open, tenant } = console;
    await open('/alerts?part=silences');
    await page.getByLabel('What', { exact: true }).selectOption('Scans are down');
    await page.getByLabel('Why nobody is to be told').fill('The scan servers are moved');
    await page.getByRole('button', { name: 'Silence', exact: true }).click();
    const silence = page.getByRole('listitem').filter({ hasText: 'The scan servers are moved' });
    await silence.getByText('Scans are down').waitFor();
    const { data } = await tenant.client.call('listSilences', { params: { org_id: tenant.orgId } });
    expect(data[0]?.match.rule_ids).toHaveLength(1);
    await silence.getByRole('button', { name: 'End it now' }).click();
    await silence.waitFor({ state: 'detached' });
  });

  it('are in the list of deliveries, each attempt with what was answered, and can be sent again', async () => {
    const { page, open } = console;
    await open('/alerts?part=deliveries');
    const delivery = page.getByRole('listitem').filter({ hasText: 'Partial Outage in eu' }).first();
    await delivery.getByRole('button', { name: /1 attempt/ }).click();
    await delivery.getByText(/· \d+ ms/).waitFor();
    expect(await wrongs(page)).toEqual([]);
    await delivery.getByRole('button', { name: 'Send again' }).click();
    await delivery.getByText('On its way').waitFor();
  });

  it('left nothing that the browser complained of', () => {
    expect(console.complaints).toEqual([]);
  });

  async function rules(name: string) {
    const { client, orgId } = console.tenant;
    const { data } = await client.call('listAlertRules', {
      params: { org_id: orgId },
      query: { limit: 100 },
    });
    return data.filter((rule) => rule.name === name);
  }
});
