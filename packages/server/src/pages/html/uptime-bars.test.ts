import { describe, expect, it } from 'vitest';
import { aBusyRegionPage } from '../busy-region-page.fixture.ts';
import { anUptime, aPageComponent, aRegionPage, site } from '../region-page.fixture.ts';
import { wordsOf } from './html.fixture.ts';
import { statusPage } from './status-page.ts';

const busy = aBusyRegionPage();

describe('uptime', () => {
  const section = (uptime = anUptime()) =>
    statusPage(aRegionPage({ components: [aPageComponent({ uptime })] }), site);
  const label = (page: string) => /role="img" aria-label="(.*?)"/.exec(page)?.[1]?.replaceAll('\u00a0', ' ');

  it('has a bar a day, and says the same in words', () => {
    const page = section(anUptime({ '2026-11-19': [0.98765, 1, 'partial_outage'] }));
    expect(page.match(/<rect /g)).toHaveLength(90);
    expect(page).toContain('<title>19 Nov 2026: Partial Outage, 98.76\u00a0% uptime</title>');
    expect(label(page)).toBe('Scan to cloud, 99.98 % uptime over 90 days, 1 day with trouble or maintenance');
    expect(wordsOf(page)).toContain('19 Nov 2026\nPartial Outage\n98.76 %');
  });

  it('is never rounded up to a whole', () => {
    expect(wordsOf(section(anUptime({}, { ratio: 0.999999 })))).toContain('99.99 % uptime');
    expect(wordsOf(section(anUptime({}, { ratio: 1 })))).toContain('100 % uptime');
    expect(wordsOf(section(anUptime({}, { ratio: 0 })))).toContain('0 % uptime');
    expect(wordsOf(section(anUptime({}, { ratio: 0.57 })))).toContain('57 % uptime');
  });

  it('has no table when every day was good', () => {
    expect(section()).not.toContain('<details>');
  });

  it('says how much of the time is known, and which days are not', () => {
    const blind = [null, 0, 'unknown'] as const;
    const page = section(anUptime({ '2026-11-10': blind, '2026-11-11': blind, '2026-11-14': blind }));
    expect(label(page)).toBe('Scan to cloud, 100 % uptime, 96.66 % known over 90 days, 3 days without data');
    expect(wordsOf(page)).toContain('14 Nov 2026\nNo data\n10 Nov 2026 – 11 Nov 2026\nNo data');
  });

  it('without data is told from a good one, in the picture and in words', () => {
    const page = section(busy.components.at(-1)?.uptime);
    expect(page).not.toContain('<rect class="operational"');
    expect(page).toContain('<title>26 Aug 2026: no data</title>');
    expect(label(page)).toBe('Scan to cloud, No data over 90 days, 90 days without data');
  });

  it('that is not kept at all is left out', () => {
    expect(section({ ratio: null, known: 0, days: [] })).not.toContain('class="bars"');
  });
});
