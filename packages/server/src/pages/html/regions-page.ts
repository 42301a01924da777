import { html } from '../../kit/html.ts';
import { type RegionPage, worstOf } from '../../status/index.ts';
import { ownSite, pageUrl } from '../links.ts';
import type { Site } from '../public-form.ts';
import { mark } from './mark.ts';
import { shell } from './shell.ts';

/** The regions whose pages are public, with the status of each. HTML. */
export function regionsPage(pages: readonly RegionPage[], site: Site): string {
  const own = ownSite(site);
  return shell({
    title: 'System status',
    description: 'The regions of the service and how they are',
    url: `${site.url}/status`,
    status: pages.length > 0 ? worstOf(pages.map(({ status }) => status)) : 'unknown',
    header: html``,
    main: html`<h1>System status</h1>
${
  pages.length > 0
    ? html`<ul class="regions">${pages.map(
        (page) =>
          html`<li><a href="${pageUrl(page, own)}"><span class="name">${page.name}</span>${mark(page.status)}<p class="soft">${page.summary}</p></a></li>`,
      )}</ul>`
    : html`<p class="soft">No region is shown to the public.</p>`
}`,
    footer: html`<p>All times are in UTC.</p>`,
  });
}
