import { describe, expect, it } from 'vitest';
import { aBusyRegionPage } from '../busy-region-page.fixture.ts';
import { publicForms } from '../public-forms.ts';
import {
  aMaintenanceUpdate,
  aPageComponent,
  aPageIncident,
  aPageMaintenance,
  aPageUpdate,
  aRegionPage,
  site,
} from '../region-page.fixture.ts';
import { historyPage } from './history-page.ts';
import { wordsOf } from './html.fixture.ts';
import { incidentPage } from './incident-page.ts';
import { maintenancePage } from './maintenance-page.ts';
import { regionsPage } from './regions-page.ts';
import { statusPage } from './status-page.ts';

const busy = aBusyRegionPage();

describe('the history page', () => {
  it('tells everything by month, the latest first, quiet months too', () => {
    const text = wordsOf(historyPage(busy, site));
    expect(text.match(/^\w+ 2026$/gm)).toEqual([
      'November 2026',
      'October 2026',
      'September 2026',
      'August 2026',
    ]);
    expect(text).toContain(
      'October 2026\nNo printing at all\nCritical impact · All of Europe · Resolved · 2 Oct 2026, 20:47 – 22:10 UTC (1 h 23 min)',
    );
    expect(text).toContain('September 2026\nNo incidents and no maintenance.');
    expect(text.indexOf('Storage upgrade')).toBeLessThan(text.indexOf('Printing was slow'));
  });
});

describe('the page of an incident', () => {
  const [, , , slow = aPageIncident()] = busy.incidents;
  const text = wordsOf(incidentPage(slow, busy, site));

  it('has its facts, and its post-mortem apart from the updates', () => {
    expect(text).toContain(
      'Status\nResolved, with a post-mortem\nImpact\nMinor impact\nAffected\nCloud print',
    );
    expect(text).toContain('Ended\n19 Nov 2026, 16:14 UTC, after 2 h 14 min');
    expect(text).toContain(
      'Post-mortem\n21 Nov 2026, 09:00 UTC · corrected 21 Nov 2026, 10:00 UTC\nA queue was read by one worker only.\n- It now has four.',
    );
    const updates = text.split('Updates\n')[1] ?? '';
    expect(updates).toMatch(/^Resolved 19 Nov .*\nMonitoring 19 Nov .*\nInvestigating 19 Nov /s);
    expect(updates).not.toContain('one worker');
  });

  it('that goes on has no end', () => {
    const page = wordsOf(incidentPage(aPageIncident(), aRegionPage(), site));
    expect(page).toContain('Status\nInvestigating');
    expect(page).not.toContain('Ended');
  });
});

describe('the page of a maintenance', () => {
  it('has its times, and everything said of it', () => {
    const updates = [aMaintenanceUpdate({ status: 'completed', body: 'Done.' }), aMaintenanceUpdate()];
    const text = wordsOf(maintenancePage(aPageMaintenance({ updates }), busy, site));
    expect(text).toContain('Status\nMaintenance, completed\nAffected\nScan to cloud');
    expect(text).toContain('Begins\n28 Nov 2026, 22:00 UTC\nEnds\n29 Nov 2026, 02:00 UTC, after 4 h');
    expect(text).toMatch(/Updates\nCompleted .*\nDone\.\nScheduled .*\nScans may arrive late\./);
  });
});

describe('the page of the regions', () => {
  it('lists each with its status, in the order given', () => {
    const us = aRegionPage({ id: 'us', name: 'United States', status: 'unknown', summary: 'Nobody knows.' });
    const page = regionsPage([busy, us], site);
    expect(wordsOf(page)).toContain('EuropePartial OutageScan to cloud is failing for some devices');
    expect(wordsOf(page)).toContain('United StatesUnknownNobody knows.');
    expect(page).toContain('<a href="/status/us">');
    expect(tabIconOf(page)).toBe(tabIconOf(statusPage(busy, site)));
    expect(tabIconOf(regionsPage([], site))).toBe(tabIconOf(statusPage(us, site)));
    expect(wordsOf(regionsPage([], site))).toContain('No region is shown to the public.');
  });
});

describe('every page', () => {
  const hostile = "\"><script>alert(1)</script><img src=x onerror='alert(1)'> & \u2028";
  const nasty = aRegionPage({
    id: 'eu',
    name: hostile,
    summary: hostile,
    components: [aPageComponent({ name: hostile, description: hostile, reason: hostile })],
    incidents: [
      aPageIncident({ name: hostile, url: 'javascript:alert(1)', updates: [aPageUpdate({ body: hostile })] }),
    ],
    maintenance: [aPageMaintenance({ name: hostile, updates: [aMaintenanceUpdate({ body: hostile })] })],
  });
  const [incident = aPageIncident()] = nasty.incidents;
  const [maintenance = aPageMaintenance()] = nasty.maintenance;
  const write = (at = site) => ({
    status: statusPage(nasty, at),
    history: historyPage(nasty, at),
    incident: incidentPage(incident, nasty, at),
    maintenance: maintenancePage(maintenance, nasty, at),
    regions: regionsPage([nasty], at),
  });

  it.each(Object.entries(write()))('%s shows hostile words as words, without a script', (_, page) => {
    expect(page).not.toMatch(/<script|<img|href="javascript/i);
    expect(wordsOf(page)).toContain('<script>alert(1)</script>');
  });

  it.each(Object.entries(write()))('%s loads nothing, and tells its moments to programs', (_, page) => {
    expect(page).not.toMatch(/<(script|img|iframe|object|embed|link rel="stylesheet")|@import|url\(/);
    for (const [, datetime] of page.matchAll(/<time datetime="(.*?)"/g)) {
      expect(datetime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
  });

  it('links within its site without a host, below the path at which the site is, and says where it is itself', () => {
    const below = { url: 'https://print.example/health' };
    const page = statusPage(busy, below);
    const links = [...page.matchAll(/<a href="(.*?)"/g)].map(([, href = '']) => href);
    expect(links).toContain('/health/status/eu/incidents/inc_1');
    expect(links).toContain('https://lines.example/incidents/42?a=1&amp;b=2');
    for (const href of links) expect(href).toMatch(/^(\/health\/status|https:\/\/lines\.example\/)/);
    expect(page).toContain('<link rel="canonical" href="https://print.example/health/status/eu">');
  });

  it('of a region links to its other forms', () => {
    for (const { path } of publicForms.filter(({ path }) => /^\/(history|badge)|summary/.test(path))) {
      expect(statusPage(busy, site)).toContain(`href="/status/eu${path}"`);
    }
  });
});

function tabIconOf(page: string): string | undefined {
  return /<link rel="icon" href="(.*?)"/.exec(page)?.[1];
}
