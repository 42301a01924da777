import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../kit/instant.ts';
import type { RegionPage } from '../../status/index.ts';
import { aBusyRegionPage } from '../busy-region-page.fixture.ts';
import {
  aPageIncident,
  aPageMaintenance,
  aPageUpdate,
  aRegionPage,
  at,
  site,
} from '../region-page.fixture.ts';
import { all, parseXml, textOf } from '../xml.fixture.ts';
import { atomFeed } from './atom.ts';
import { rssFeed } from './rss.ts';

const atom = '{http://www.w3.org/2005/Atom}';
const readAtom = (page: RegionPage) => parseXml(atomFeed(page, site));
const entries = (page: RegionPage) => all(readAtom(page), `${atom}entry`);
const items = (page: RegionPage) => {
  const [channel] = parseXml(rssFeed(page, site)).children;
  return channel ? all(channel, 'item') : [];
};

/** With characters that end tags, and some that XML cannot carry in any form. */
const hostile = 'A & B <script>alert("1")</script> ]]> \u0000\u0008\u001b\ufffe \ud800 ü 🖨';
const carried = 'A & B <script>alert("1")</script> ]]> \ufffd\ufffd\ufffd\ufffd \ufffd ü 🖨';

describe('the Atom feed', () => {
  const page = aBusyRegionPage();
  const feed = readAtom(page);

  it('has what RFC 4287 wants of a feed', () => {
    expect(feed.name).toBe(`${atom}feed`);
    expect(textOf(feed, `${atom}id`)).toMatch(uuid);
    expect(textOf(feed, `${atom}title`)).toBe('Europe: system status');
    expect(textOf(feed, `${atom}updated`)).toBe('2026-11-23T08:31:00Z');
    expect(all(feed, `${atom}author`).map((author) => textOf(author, `${atom}name`))).toEqual(['Europe']);
    expect(links(feed)).toEqual([
      ['self', 'application/atom+xml', 'https://status.example/status/eu/history.atom'],
      ['alternate', 'text/html', 'https://status.example/status/eu'],
    ]);
  });

  it('has what RFC 4287 wants of each entry', () => {
    for (const entry of all(feed, `${atom}entry`)) {
      expect(textOf(entry, `${atom}id`)).toMatch(uuid);
      expect(textOf(entry, `${atom}title`)).not.toBe('');
      const [published, updated] = ['published', 'updated'].map((name) =>
        parseInstant(textOf(entry, `${atom}${name}`)),
      );
      expect(published).toBeLessThanOrEqual(updated ?? Number.NaN);
      expect(links(entry)).toEqual([['alternate', 'text/html', expect.stringMatching(/^https:\/\//)]]);
      expect(all(entry, `${atom}content`).map(({ attributes }) => attributes.type)).toEqual(['html']);
    }
  });

  it('tells incidents and maintenance, what was first told last first', () => {
    const told = all(feed, `${atom}entry`).map((entry) => [
      textOf(entry, `${atom}published`),
      all(entry, `${atom}category`)[0]?.attributes.term,
      textOf(entry, `${atom}title`),
    ]);
    expect(told).toEqual([
      ['2026-11-23T08:02:11Z', 'incident', 'Scan to cloud is failing for some devices'],
      ['2026-11-21T12:00:00Z', 'maintenance', 'Maintenance: Storage upgrade'],
      ['2026-11-21T12:00:00Z', 'maintenance', 'Maintenance: Mail relay moves'],
      ['2026-11-21T06:00:00Z', 'incident', 'Fax lines are down'],
      ['2026-11-20T10:00:00Z', 'advisory', 'Certificates of the print servers change on 1 December'],
      ['2026-11-19T14:00:00Z', 'incident', 'Printing was slow'],
      ['2026-11-10T12:00:00Z', 'maintenance', 'Maintenance: New firmware of the gateways'],
      ['2026-10-02T20:47:00Z', 'incident', 'No printing at all'],
    ]);
  });

  it('carries all updates of an incident, their line breaks, and what was corrected', () => {
    const [first] = all(feed, `${atom}entry`);
    expect(first && textOf(first, `${atom}content`)).toBe(
      '<p>Major impact · Scan to cloud · Login at the device</p>' +
        '<p><strong>Identified</strong> (23 Nov 2026, 08:31 UTC)</p>' +
        '<p>Tokens of one storage provider are refused.<br>We are renewing them.</p>' +
        '<p>Scans to mail are not affected.</p>' +
        '<p><strong>Investigating</strong> (23 Nov 2026, 08:02 UTC, corrected 23 Nov 2026, 08:20 UTC)</p>' +
        '<p>We are looking into failing scans.</p>',
    );
  });

  it('of a region in which nothing happened is a feed still', () => {
    expect(entries(aRegionPage())).toEqual([]);
    expect(textOf(readAtom(aRegionPage()), `${atom}updated`)).toBe('2026-11-20T10:00:00Z');
  });

  it('keeps its ids wherever the server is reached, and whatever else changes', () => {
    const ids = (text: string) => [...text.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id);
    const moved = { ...page, name: 'EU', updatedAt: page.updatedAt + 1 };
    expect(ids(atomFeed(moved, { url: 'https://elsewhere.example' }))).toEqual(ids(atomFeed(page, site)));
    expect(new Set(ids(atomFeed(page, site))).size).toBe(9);
  });

  it('tells what another region sees of an incident by an id of its own', () => {
    const id = (region: string) => {
      const [entry] = entries(aRegionPage({ id: region, incidents: [aPageIncident()] }));
      return entry && textOf(entry, `${atom}id`);
    };
    expect(id('eu')).not.toBe(id('us'));
  });

  it('never says that an entry was changed before it was published', () => {
    const [entry] = entries(
      aRegionPage({ incidents: [aPageIncident({ createdAt: at('2026-11-23T10:00:00Z') })] }),
    );
    expect(entry && textOf(entry, `${atom}updated`)).toBe('2026-11-23T10:00:00Z');
  });

  it('carries hostile words as words', () => {
    const page = hostilePage();
    const [entry] = entries(page);
    expect(entry && textOf(entry, `${atom}title`)).toBe(carried);
    const content = entry ? textOf(entry, `${atom}content`) : '';
    expect(content).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(content).not.toContain('<script');
    expect(entry && links(entry)[0]?.[2]).toBe('https://lines.example/?a=1&b="2"');
  });
});

describe('the RSS feed', () => {
  const rss = parseXml(rssFeed(aBusyRegionPage(), site));
  const [channel = rss] = rss.children;

  it('has what RSS 2.0 wants of a channel, and says where it is itself', () => {
    expect([rss.name, rss.attributes.version]).toEqual(['rss', '2.0']);
    expect(textOf(channel, 'title')).toBe('Europe: system status');
    expect(textOf(channel, 'link')).toBe('https://status.example/status/eu');
    expect(textOf(channel, 'description')).toBe('Incidents and maintenance of Europe');
    expect(textOf(channel, 'lastBuildDate')).toBe('Mon, 23 Nov 2026 08:31:00 GMT');
    expect(all(channel, `${atom}link`).map(({ attributes }) => attributes)).toEqual([
      {
        rel: 'self',
        type: 'application/rss+xml',
        href: 'https://status.example/status/eu/history.rss',
      },
    ]);
  });

  it('tells the same as the Atom feed, in the same order and by the same ids', () => {
    const page = aBusyRegionPage();
    const ofRss = items(page).map((item) =>
      ['title', 'guid', 'link', 'description'].map((name) => textOf(item, name)),
    );
    const ofAtom = entries(page).map((entry) => [
      textOf(entry, `${atom}title`),
      textOf(entry, `${atom}id`),
      links(entry)[0]?.[2],
      textOf(entry, `${atom}content`),
    ]);
    expect(ofRss).toEqual(ofAtom);
  });

  it('gives each item an id that is no link, and a date of RFC 822', () => {
    for (const item of all(channel, 'item')) {
      expect(all(item, 'guid')[0]?.attributes).toEqual({ isPermaLink: 'false' });
      expect(textOf(item, 'pubDate')).toMatch(
        /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/,
      );
    }
  });

  it('carries hostile words as words', () => {
    const [item] = items(hostilePage());
    expect(item && textOf(item, 'title')).toBe(carried);
    expect(item && textOf(item, 'description')).not.toContain('<script');
  });
});

function hostilePage(): RegionPage {
  return aRegionPage({
    name: hostile,
    incidents: [
      aPageIncident({
        name: hostile,
        url: 'https://lines.example/?a=1&b="2"',
        updates: [aPageUpdate({ body: hostile })],
      }),
    ],
    maintenance: [aPageMaintenance({ name: hostile })],
  });
}

const uuid = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function links(element: Parameters<typeof all>[0]) {
  return all(element, `${atom}link`).map(({ attributes: { rel, type, href } }) => [rel, type, href]);
}
