import { type StatusCode, statusNames } from '@platen/contract';
import { html } from '../kit/html.ts';
import type { PageComponent, RegionPage } from '../status/index.ts';
import { xmlDocument } from './xml.ts';

/** The region's status as a small picture, for a README or a wiki. SVG. */
export function regionBadge(page: RegionPage): string {
  return badge(page.name, page.status);
}

/** The status of one component of the region as a small picture. SVG. */
export function componentBadge(component: PageComponent, page: RegionPage): string {
  return badge(`${page.name} · ${component.name}`, component.status);
}

const fontSize = 11;
const padding = 8;
const height = 22;

function badge(name: string, status: StatusCode): string {
  const label = shortened(name);
  const value = statusNames[status];
  const [labelWidth, valueWidth] = [widthOf(label), widthOf(value)];
  const split = labelWidth + 2 * padding;
  const width = split + valueWidth + 2 * padding;
  const word = (text: string, x: number, textWidth: number) =>
    html`<text x="${x}" y="15" textLength="${textWidth}" lengthAdjust="spacingAndGlyphs">${text}</text>`;
  return xmlDocument(html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}: ${value}">
<title>${name}: ${value}</title>
<rect width="${width}" height="${height}" rx="4" fill="#2f353d"/>
<path d="M${split} 0h${width - split - 4}a4 4 0 0 1 4 4v${height - 8}a4 4 0 0 1-4 4h${4 + split - width}z" fill="${colors[status]}"/>
<g fill="#fff" font-family="system-ui, Verdana, 'DejaVu Sans', sans-serif" font-size="${fontSize}">${word(label, padding, labelWidth)}${word(value, split + padding, valueWidth)}</g>
</svg>`);
}

/** White on each of these, and each on the label's, can be read: at least 4.5 to 1 for the words. */
const colors = {
  major_outage: '#b3261e',
  partial_outage: '#a8470a',
  degraded_performance: '#855600',
  under_maintenance: '#2457b3',
  operational: '#1a7340',
  unknown: '#5b6270',
} as const satisfies Record<StatusCode, string>;

const longest = 48;

function shortened(text: string): string {
  const letters = [...text];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : text;
}

/** About as wide as the word is in most fonts; what it is drawn in is made to fit. */
function widthOf(text: string): number {
  return Math.ceil([...text].reduce((sum, letter) => sum + emsOf(letter), 0) * fontSize);
}

function emsOf(letter: string): number {
  if (/[\u{2e80}-\u{ffff}\u{1f000}-\u{3ffff}]/u.test(letter)) return 1;
  if (/[iIjl.,:;'|!· ]/.test(letter)) return 0.33;
  if (/[mwMW@%]/.test(letter)) return 0.9;
  return /[A-Z0-9]/.test(letter) ? 0.66 : 0.57;
}
