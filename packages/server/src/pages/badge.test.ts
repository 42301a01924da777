import { statusCodes, statusNames } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { componentBadge, regionBadge } from './badge.ts';
import { aPageComponent, aRegionPage } from './region-page.fixture.ts';
import { all, parseXml, textOf } from './xml.fixture.ts';

const svg = '{http://www.w3.org/2000/svg}';
const words = (text: string) => {
  const [, , , letters] = parseXml(text).children;
  return letters ? all(letters, `${svg}text`).map((word) => word.text) : [];
};

describe('a badge', () => {
  it.each(statusCodes)('of a region that is %s says so in words', (status) => {
    const text = regionBadge(aRegionPage({ status }));
    const picture = parseXml(text);
    expect(picture.attributes).toMatchObject({ role: 'img', 'aria-label': `Europe: ${statusNames[status]}` });
    expect(textOf(picture, `${svg}title`)).toBe(`Europe: ${statusNames[status]}`);
    expect(words(text)).toEqual(['Europe', statusNames[status]]);
  });

  it('of a component names it and its region', () => {
    const component = aPageComponent({ status: 'partial_outage' });
    expect(words(componentBadge(component, aRegionPage()))).toEqual([
      'Europe · Scan to cloud',
      'Partial Outage',
    ]);
  });

  it.each(statusCodes)('that is %s can be read: 4.5 to 1', (status) => {
    const fills = [...regionBadge(aRegionPage({ status })).matchAll(/fill="(#[0-9a-f]{6})"/g)].map(
      ([, color = '']) => color,
    );
    expect(fills).toHaveLength(2);
    for (const fill of fills) expect(contrastWithWhite(fill)).toBeGreaterThan(4.5);
  });

  it('has room for its words, whatever they are, and shortens a long name', () => {
    for (const name of ['i', 'WWWWWW', '欧州', 'x'.repeat(120)]) {
      const text = regionBadge(aRegionPage({ name }));
      const { width, viewBox } = parseXml(text).attributes;
      expect(viewBox).toBe(`0 0 ${width} 22`);
      expect(Number(width)).toBeLessThan(500);
      expect(words(text)[0]?.length).toBeLessThanOrEqual(48);
    }
    expect(words(regionBadge(aRegionPage({ name: 'x'.repeat(120) })))[0]).toMatch(/^x{47}…$/);
  });

  it('carries a hostile name as a name', () => {
    const text = regionBadge(aRegionPage({ name: '<a href="x">&\u0007' }));
    expect(words(text)[0]).toBe('<a href="x">&\ufffd');
    expect(parseXml(text).attributes['aria-label']).toBe('<a href="x">&\ufffd: Operational');
  });
});

/** By WCAG 2. */
function contrastWithWhite(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((i) => {
    const share = Number.parseInt(color.slice(i, i + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
