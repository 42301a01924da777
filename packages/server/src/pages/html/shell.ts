import type { StatusCode } from '@platen/contract';
import { Html, html } from '../../kit/html.ts';
import type { RegionPage } from '../../status/index.ts';
import { pageUrl } from '../links.ts';
import type { Site } from '../public-form.ts';
import { tabIcon } from './mark.ts';
import { style } from './style.ts';

interface Document {
  readonly title: string;
  /** One sentence for what shows the page as a link. */
  readonly description: string;
  /** Where it is best linked to; undefined where it should not be. */
  readonly url?: string;
  readonly status: StatusCode;
  readonly header: Html;
  readonly main: Html;
  readonly footer: Html;
  /** What else stands in the head. */
  readonly head?: Html;
}

/** A whole page: no script, one style of its own, nothing from elsewhere. */
export function shell({ title, description, url, status, header, main, footer, head }: Document): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<meta name="description" content="${description}">
${
  url === undefined
    ? ''
    : html`<link rel="canonical" href="${url}">
`
}<link rel="icon" href="${tabIcon(status)}">
${head ?? ''}<style>${new Html(style)}</style>
</head>
<body>
<header>${header}</header>
<main>
${main}
</main>
<footer>${footer}</footer>
</body>
</html>
`.text;
}

/** A page about something of one region. */
export function regionShell(
  page: RegionPage,
  site: Site,
  own: Site,
  { title, description, path, main }: { title: string; description: string; path: string; main: Html },
): string {
  const [absolute, here] = [pageUrl(page, site), pageUrl(page, own)];
  return shell({
    title,
    description,
    url: `${absolute}${path}`,
    status: page.status,
    head: html`<link rel="alternate" type="application/atom+xml" title="${page.name}: Atom" href="${here}/history.atom">
<link rel="alternate" type="application/rss+xml" title="${page.name}: RSS" href="${here}/history.rss">
`,
    header: html`<nav aria-label="Where this page is"><ul><li><a href="${own.url}/status">All regions</a></li>${
      path === '' ? '' : html`<li><a href="${here}">${page.name}</a></li>`
    }</ul></nav>`,
    main,
    footer: html`<nav aria-label="Other forms of this page"><ul>
<li><a href="${here}/history">History</a></li>
<li><a href="${here}/history.atom">Atom</a></li>
<li><a href="${here}/history.rss">RSS</a></li>
<li><a href="${here}/api/v2/summary.json">JSON</a></li>
<li><a href="${here}/badge.svg">Badge</a></li>
</ul></nav>
<p>All times are in UTC.</p>`,
  });
}
