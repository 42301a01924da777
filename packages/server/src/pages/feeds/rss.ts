import { html } from '../../kit/html.ts';
import type { RegionPage } from '../../status/index.ts';
import { pageUrl } from '../links.ts';
import type { Site } from '../public-form.ts';
import { xmlDocument } from '../xml.ts';
import { type Entry, entriesOf } from './entries.ts';

/** The region's incidents and maintenance as an RSS 2.0 feed. */
export function rssFeed(page: RegionPage, site: Site): string {
  return xmlDocument(html`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${page.name}: system status</title>
<link>${pageUrl(page, site)}</link>
<description>Incidents and maintenance of ${page.name}</description>
<language>en</language>
<lastBuildDate>${rfc822(page.updatedAt)}</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="${pageUrl(page, site)}/history.rss"/>
${entriesOf(page, site).map(itemElement)}</channel>
</rss>`);
}

function itemElement({ id, kind, title, url, publishedAt, content }: Entry) {
  return html`<item>
<title>${title}</title>
<link>${url}</link>
<guid isPermaLink="false">${id}</guid>
<pubDate>${rfc822(publishedAt)}</pubDate>
<category>${kind}</category>
<description>${content.text}</description>
</item>
`;
}

/** RFC 822 as RFC 1123 mends it: four digits of a year. */
function rfc822(ms: number): string {
  return new Date(ms).toUTCString();
}
