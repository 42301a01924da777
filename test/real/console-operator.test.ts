import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoChromium } from '../support/chromium.ts';
import { type Console, startConsole, wrongs } from '../support/console.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';

const reason = whyNoChromium();

describe.skipIf(reason)(`the console of an operator${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const everything = new AsyncDisposableStack();
  let console: Console;

  beforeAll(async () => {
    console = everything.use(await startConsole());
    await postJobs(console.platen, console.tenant, JSON.stringify(jobEvent()));
  });
  afterAll(() => everything.disposeAsync());

  it('runs an incident: opens it, tells news of it, and resolves it', async () => {
    const { page, open, platen } = console;
    await open('/status');
    await page.getByText('No incident is reported.').waitFor();
    await page.getByRole('button', { name: 'Open an incident' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open an incident' });
    await dialog.getByLabel('What is wrong, in a line').fill('Scans fail');
    await dialog.getByRole('checkbox', { name: 'Scan to cloud' }).check();
    await dialog.getByLabel('What people should know').fill('Scans to the cloud fail. Printing works.');
    await dialog.getByRole('button', { name: 'Open an incident' }).click();
    await page.getByRole('heading', { name: 'Scans fail' }).waitFor();
    await page.getByText('Partial Outage').first().waitFor();

    await page.getByRole('button', { name: 'Tell news' }).click();
    expect(await wrongs(page)).toEqual([]);
    await page.getByLabel('Where it stands').selectOption('Identified');
    await page.getByRole('checkbox', { name: 'Fax gateway' }).check();
    await page.getByLabel('What people should know').fill('A disk is full.');
    await page.getByRole('button', { name: 'Tell news' }).click();
    await page.getByText('A disk is full.').waitFor();
    const { data } = await platen.operator.call('listIncidents', {});
    expect(data).toMatchObject([
      { status: 'identified', impact: 'major', regions: ['eu'], component_ids: ['fax', 'scan'] },
    ]);

    await page.getByRole('button', { name: 'Tell news' }).click();
    await page.getByLabel('Where it stands').selectOption('Resolved');
    await page.getByLabel('What people should know').fill('Scans arrive again.');
    await page.getByRole('button', { name: 'Tell news' }).click();
    await page.getByText('No incident is reported.').waitFor();
  });

  it('leaves what an incident touches in other regions as it is', async () => {
    const { page, open, platen } = console;
    await platen.operator.call('putComponent', {
      params: { region: 'us', component_id: 'mail' },
      body: { name: 'Scan to mail', job_types: ['scan'], status_code: 'operational' },
    });
    const { id: incident_id } = await platen.operator.call('createIncident', {
      body: {
        name: 'Mails are late',
        impact: 'minor',
        regions: ['eu', 'us'],
        component_ids: ['scan', 'mail'],
        body: 'We look into it.',
      },
    });
    await open('/status');
    await page.getByRole('heading', { name: 'Mails are late' }).waitFor();
    await page.getByRole('button', { name: 'Tell news' }).click();
    await page.getByLabel('What people should know').fill('A relay is slow.');
    await page.getByRole('button', { name: 'Tell news' }).click();
    await page.getByText('A relay is slow.').waitFor();
    const params = { incident_id };
    expect(await platen.operator.call('getIncident', { params })).toMatchObject({
      impact: 'minor',
      regions: ['eu', 'us'],
      component_ids: expect.arrayContaining(['scan', 'mail']),
    });
    await platen.operator.call('addIncidentUpdate', {
      params,
      body: { status: 'resolved', body: 'Mails are in time.' },
    });
  });

  it('plans maintenance by the clock of the organization, and calls it off', async () => {
    const { page, open, platen } = console;
    await open('/status?open=maintenance');
    const dialog = page.getByRole('dialog', { name: 'Schedule maintenance' });
    await dialog.getByLabel('What is done').fill('Storage upgrade');
    await dialog.getByLabel('Begins').fill('2026-11-28T22:00');
    await dialog.getByLabel('Ends').fill('2026-11-29T02:00');
    await dialog.getByLabel('What people should know').fill('Scans may arrive late.');
    await dialog.getByRole('button', { name: 'Schedule maintenance' }).click();
    const planned = page.getByRole('listitem').filter({ hasText: 'Storage upgrade' });
    await planned.getByText('To come').waitFor();
    const { data } = await platen.operator.call('listMaintenance', {});
    expect(data).toMatchObject([{ starts_at: '2026-11-28T22:00:00Z', ends_at: '2026-11-29T02:00:00Z' }]);
    await planned.getByRole('button', { name: 'Call it off' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Call it off' }).click();
    await planned.waitFor({ state: 'detached' });
  });

  it('sets the zone and the patience of the organization', async () => {
    const { page, open, platen, tenant } = console;
    await open('/settings');
    await page.getByLabel('Time zone').fill('Europe/Nowhere');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByRole('alert').getByText('body.time_zone', { exact: true }).waitFor();
    await page.getByLabel('Time zone').fill('Europe/Berlin');
    await page.getByLabel('Patience, in seconds').fill('90');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('It is saved.').waitFor();
    const found = await platen.operator.call('getOrganization', { params: { org_id: tenant.orgId } });
    expect(found).toMatchObject({ time_zone: 'Europe/Berlin', patience_seconds: 90 });
  });

  it('declares what a source can see, and retires it', async () => {
    const { page, open, tenant } = console;
    await open('/settings');
    await page.getByRole('button', { name: 'Declare a source' }).click();
    const dialog = page.getByRole('dialog', { name: 'Declare a source' });
    await dialog.getByLabel('Source', { exact: true }).fill('fax-02');
    await dialog.getByRole('checkbox', { name: 'Print' }).uncheck();
    await dialog.getByRole('checkbox', { name: 'Fax' }).check();
    await dialog.getByLabel('Reports at least every').fill('15');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const source = page.getByRole('listitem').filter({ hasText: 'fax-02' });
    await source.getByText('every 15 min').waitFor();
    expect(await sources()).toMatchObject({
      'fax-02': { declared: true, types: ['fax'], outcomes: ['completed'], interval_seconds: 900 },
    });
    await source.getByRole('button', { name: 'Change fax-02' }).click();
    const change = page.getByRole('dialog', { name: 'Change fax-02' });
    await change.getByRole('checkbox', { name: 'Failed' }).check();
    expect(await wrongs(page)).toEqual([]);
    await change.getByRole('button', { name: 'Save' }).click();
    await source.getByText('Completed, Failed').waitFor();
    await source.getByRole('button', { name: 'Retire: fax-02' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
    await source.waitFor({ state: 'detached' });

    async function sources() {
      const { data } = await tenant.client.call('listSources', { params: { org_id: tenant.orgId } });
      return Object.fromEntries(data.map((each) => [each.source, each]));
    }
  });

  it('says which days are not ordinary ones, and shows what comes of it', async () => {
    const { page, open, tenant } = console;
    await open('/settings');
    await page.getByLabel('Public holidays of').selectOption('Germany');
    await page.getByLabel('Part of the country').fill('by');
    await page.getByRole('button', { name: 'Add days on which it is closed' }).click();
    const closure = page.getByRole('group', { name: 'Closed' });
    await closure.getByLabel('Name').fill('Stocktaking');
    await closure.getByLabel('First day').fill('2026-12-28');
    await page.getByRole('button', { name: 'Add a calendar' }).click();
    const feed = page.getByRole('group', { name: 'Calendars of others' });
    await feed.getByLabel('Name', { exact: true }).fill('School');
    await feed
      .getByLabel('Or its text')
      .fill(
        'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270330\nSUMMARY:Easter holidays\nEND:VEVENT\nEND:VCALENDAR',
      );
    expect(await wrongs(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).last().click();
    await page.getByText('It is saved.').waitFor();
    for (const name of ['Stocktaking', 'Easter holidays', /Christmas/])
      await page.getByRole('region', { name: 'Ahead' }).getByText(name).first().waitFor();
    const saved = await tenant.client.call('getCalendar', { params: { org_id: tenant.orgId } });
    expect(saved).toMatchObject({
      country: 'DE',
      subdivision: 'BY',
      closures: [{ name: 'Stocktaking', from: '2026-12-28', to: '2026-12-28' }],
      ics: [{ name: 'School', day_type: 'closure', only: null, url: null }],
    });

    await page.getByRole('button', { name: 'Remove: Stocktaking' }).click();
    await page.getByRole('button', { name: 'Save' }).last().click();
    const ahead = page.getByRole('region', { name: 'Ahead' });
    await ahead.getByText('Stocktaking').first().waitFor({ state: 'detached' });
  });

  it('tells of each tool when it was last seen', async () => {
    const { page, open, platen, tenant } = console;
    const key = await tenant.keyWith('system-status:read');
    const headers = { authorization: `Bearer ${key}`, 'user-agent': 'Zabbix 7.0' };
    await fetch(`${platen.url}/v1/orgs/${tenant.orgId}/system-status`, { headers });
    await platen.tidy();
    await open('/integrations');
    const zabbix = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'Zabbix' }) })
      .last();
    await zabbix.getByText(/last seen|stopped/).waitFor();
    await zabbix.getByText(`${platen.url}/v1/orgs/${tenant.orgId}/system-status`).waitFor();
  });

  it('left nothing that the browser complained of', () => {
    expect(console.complaints.filter((complaint) => !complaint.includes('400'))).toEqual([]);
  });
});
