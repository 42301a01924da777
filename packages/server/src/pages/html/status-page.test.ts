import { statusCodes, statusNames } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { aBusyRegionPage } from '../busy-region-page.fixture.ts';
import {
  aPageIncident,
  aPageMaintenance,
  aPageUpdate,
  aRegionPage,
  at,
  site,
} from '../region-page.fixture.ts';
import { wordsOf } from './html.fixture.ts';
import { statusPage } from './status-page.ts';

const busy = aBusyRegionPage();
const words = (page = busy) => wordsOf(statusPage(page, site));

describe('the status page', () => {
  it.each(statusCodes)('of a region that is %s says so in a word beside the sign', (status) => {
    const page = aRegionPage({ status });
    expect(statusPage(page, site)).toMatch(
      new RegExp(
        `<h2 id="overall"><span class="mark ${status}"><svg .*</svg>${statusNames[status]}</span></h2>`,
      ),
    );
    expect(statusPage(page, site)).toContain(`<title>${statusNames[status]} · Europe</title>`);
  });

  it('says since when, and is silent about it when nobody knows', () => {
    expect(words(aRegionPage())).toContain('Since 20 Nov 2026, 10:00 UTC');
    expect(words(aRegionPage({ since: null }))).not.toContain('Since');
  });

  it('says that sources are late, and when the last of them spoke, but not that all is as it should be', () => {
    const late = 'Some sources have not reported in time.';
    expect(words(aRegionPage({ stale: true }))).toContain(`${late} Last report: 23 Nov 2026, 08:30 UTC.`);
    expect(words(aRegionPage({ stale: true, observedAt: null }))).toContain(
      `${late} There has been no report yet.`,
    );
    // Heard again and again, a page in which nothing changed must stay the same.
    expect(statusPage(aRegionPage({ observedAt: 1 }), site)).toBe(statusPage(aRegionPage(), site));
  });

  it('shows what goes on with all updates, their line breaks and corrections', () => {
    expect(words()).toContain(
      [
        'Active incidents',
        'Scan to cloud is failing for some devices',
        'Major impact · Scan to cloud · Login at the device · since 23 Nov 2026, 08:02 UTC',
        'Identified 23 Nov 2026, 08:31 UTC',
        'Tokens of one storage provider are refused.',
        'We are renewing them.',
        'Scans to mail are not affected.',
        'Investigating 23 Nov 2026, 08:02 UTC · corrected 23 Nov 2026, 08:20 UTC',
        'We are looking into failing scans.',
        'Certificates of the print servers change on 1 December',
        'Advisory · All of Europe · since 20 Nov 2026, 10:00 UTC',
      ].join('\n'),
    );
    const section = words().slice(0, words().indexOf('Maintenance\n'));
    expect(section).not.toContain('Printing was slow');
    expect(words(aRegionPage())).not.toContain('Active incidents');
  });

  it('does not color an advisory as if it said that all is well', () => {
    const advisories = busy.incidents.filter(({ kind }) => kind === 'advisory');
    expect(statusPage(aRegionPage({ incidents: advisories }), site)).toContain(
      '<article class="card unknown">',
    );
  });

  it('shows the maintenance in progress, then what comes soonest', () => {
    const later = aPageMaintenance({ id: 'mnt_2', name: 'Later', startsAt: at('2026-12-01T00:00:00Z') });
    const text = words({ ...busy, maintenance: [later, ...busy.maintenance] });
    const section = text.slice(text.indexOf('Maintenance\n'), text.indexOf('Components\n'));
    expect(
      [...section.matchAll(/^(Mail relay moves|Storage upgrade|Later)$/gm)].map(([name]) => name),
    ).toEqual(['Mail relay moves', 'Storage upgrade', 'Later']);
    expect(section).toContain('In progress · Scan to mail · 23 Nov 2026, 08:00 – 10:00 UTC (2 h)');
    expect(section).toContain(
      'Scheduled · Scan to cloud · 28 Nov 2026, 22:00 UTC – 29 Nov 2026, 02:00 UTC (4 h)',
    );
    expect(section).not.toContain('New firmware');
  });

  it('shows the components in the order of the operator, with why one is unknown', () => {
    const section = words().split('Components\n')[1] ?? '';
    const positions = busy.components.map(({ name, status }) =>
      section.indexOf(`${name}\n${statusNames[status]}`),
    );
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(positions).not.toContain(-1);
    expect(section).toContain('Copy accounting\nUnknown\nNothing heard since 22 Nov 2026, 23:10 UTC.');
    expect(section).toContain('Jobs from computers and phones to any printer of the organization.');
    expect(words(aRegionPage())).toContain('No components are listed for this region.');
  });

  it('tells the past fourteen days, quiet ones together, and never calls a day quiet on which something was', () => {
    const past = words().split('Past incidents\n')[1]?.split('The last 90 days')[0];
    expect(past?.trim()).toBe(
      [
        '23 November',
        'Ongoing: Scan to cloud is failing for some devices',
        'Ongoing: Fax lines are down',
        '21 – 22 November',
        'Ongoing: Fax lines are down',
        '20 November',
        'No incidents.',
        '19 November',
        'Printing was slow',
        'Minor impact · Cloud print · 19 Nov 2026, 14:00 – 16:14 UTC (2 h 14 min)',
        'Resolved',
        'Jobs are printed within seconds again.',
        'Post-mortem of Printing was slow',
        '15 – 18 November',
        'No incidents.',
        '14 November',
        'New firmware of the gateways',
        'Maintenance · All of Europe · 14 Nov 2026, 22:00 UTC – 15 Nov 2026, 01:00 UTC (3 h)',
        '10 – 13 November',
        'No incidents.',
      ].join('\n'),
    );
  });

  it('says of a day into which an incident reached that it went on', () => {
    const night = aPageIncident({
      updates: [
        aPageUpdate({ status: 'resolved', at: at('2026-11-22T01:00:00Z') }),
        aPageUpdate({ at: at('2026-11-21T23:00:00Z') }),
      ],
    });
    expect(words(aRegionPage({ incidents: [night] }))).toContain(
      `22 November\nWent on: ${night.name}\n21 November`,
    );
  });
});
