import { statusNames } from '@platen/contract';
import { type Html, html } from '../../kit/html.ts';
import { historyDays, type PageComponent, type RegionPage } from '../../status/index.ts';
import { ownSite, pageUrl } from '../links.ts';
import type { Site } from '../public-form.ts';
import { isOver } from '../words.ts';
import { mark } from './mark.ts';
import { incidentCard, maintenanceCard } from './notices.ts';
import { pastDays } from './past-days.ts';
import { regionShell } from './shell.ts';
import { subscribeForm } from './subscribe-form.ts';
import { time } from './time.ts';
import { uptimeBars } from './uptime-bars.ts';

/** How the region is: its status, what goes on, its components, what was and what will be. HTML. */
export function statusPage(page: RegionPage, site: Site): string {
  const own = ownSite(site);
  return regionShell(page, site, own, {
    title: `${statusNames[page.status]} · ${page.name}`,
    description: page.summary,
    path: '',
    main: html`<h1>${page.name}</h1>
${overall(page)}
${activeIncidents(page, own)}${comingMaintenance(page, own)}
<section aria-labelledby="components">
<h2 id="components">Components</h2>
${
  page.components.length > 0
    ? html`<ul class="components">${page.components.map(componentItem)}</ul>`
    : html`<p class="soft">No components are listed for this region.</p>`
}
</section>
<section aria-labelledby="past">
<h2 id="past">Past incidents</h2>
${pastDays(page, own)}
<p><a href="${pageUrl(page, own)}/history">The last ${historyDays} days</a></p>
</section>${site.subscribing ? subscribeForm(page, own, site.subscribing) : ''}`,
  });
}

function overall(page: RegionPage): Html {
  const { status, summary, since, observedAt, stale } = page;
  const lastReport =
    observedAt === null ? 'There has been no report yet.' : html`Last report: ${time(observedAt)}.`;
  return html`<section class="overall ${status}" aria-labelledby="overall">
<h2 id="overall">${mark(status)}</h2>
<p>${summary}</p>
${since === null ? '' : html`<p class="soft small">Since ${time(since)}</p>`}
${stale ? html`<p class="soft small">Some sources have not reported in time. ${lastReport}</p>` : ''}
</section>`;
}

function activeIncidents(page: RegionPage, own: Site): Html | '' {
  const active = page.incidents.filter((incident) => !isOver(incident));
  if (active.length === 0) return '';
  return html`<section aria-labelledby="active">
<h2 id="active">Active incidents</h2>
${active.map((incident) => incidentCard(incident, page, own))}
</section>
`;
}

/** What is in progress first, then what comes soonest. */
function comingMaintenance(page: RegionPage, own: Site): Html | '' {
  const coming = page.maintenance
    .filter(({ status }) => status !== 'completed')
    .toSorted((a, b) => a.startsAt - b.startsAt);
  if (coming.length === 0) return '';
  return html`<section aria-labelledby="maintenance">
<h2 id="maintenance">Maintenance</h2>
${coming.map((maintenance) => maintenanceCard(maintenance, page, own))}
</section>
`;
}

function componentItem(component: PageComponent): Html {
  const { name, description, status, reason, uptime } = component;
  return html`<li>
<div class="row"><h3>${name}</h3>${mark(status)}</div>
${description === null ? '' : html`<p class="soft">${description}</p>`}
${reason === null ? '' : html`<p class="soft small">${reason}</p>`}
${uptimeBars(uptime, name)}
</li>`;
}
