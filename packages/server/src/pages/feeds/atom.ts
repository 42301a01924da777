import { html } from '../../kit/html.ts';
import { formatInstant } from '../../kit/instant.ts';
import type { RegionPage } from '../../status/index.ts';
import { pageUrl } from '../links.ts';
import type { Site } from '../public-form.ts';
import { xmlDocument } from '../xml.ts';
import { type Entry, entriesOf, uriOf } from './entries.ts';

/** The region's incidents and maintenance as an Atom feed (RFC 4287). */
export function atomFeed(page: RegionPage, site: Site): string {
  return xmlDocument(html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${uriOf(page.id)}</id>
<title>${page.name}: system status</title>
<updated>${formatInstant(page.updatedAt)}</updated>
<author><name>${page.name}</name></author>
<link rel="self" type="application/atom+xml" href="${pageUrl(page, site)}/history.atom"/>
<link rel="alternate" type="text/html" href="${pageUrl(page, site)}"/>
${entriesOf(page, site).map(entryElement)}</feed>`);
}

function entryElement({ id, kind, title, url, publishedAt, updatedAt, content }: Entry) {
  return html`<entry>
<id>${id}</id>
<title>${title}</title>
<published>${formatInstant(publishedAt)}</published>
<updated>${formatInstant(updatedAt)}</updated>
<link rel="alternate" type="text/html" href="${url}"/>
<category term="${kind}"/>
<content type="html">${content.text}</content>
</entry>
`;
}
