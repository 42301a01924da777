import { type Html, html } from '../../kit/html.ts';
import { historyDays, type RegionPage } from '../../status/index.ts';
import { ownSite } from '../links.ts';
import { dateOf, monthAndYear } from '../moment.ts';
import type { Site } from '../public-form.ts';
import { impactName, incidentStatusNames, maintenanceStatusNames } from '../words.ts';
import { between, incidentLink, maintenanceLink, names } from './notices.ts';
import { regionShell } from './shell.ts';

/** What happened in the region within the history, by month. HTML. */
export function historyPage(page: RegionPage, site: Site): string {
  const own = ownSite(site);
  const lines = linesOf(page, own);
  return regionShell(page, site, own, {
    title: `History · ${page.name}`,
    description: `Incidents and maintenance of ${page.name} in the last ${historyDays} days`,
    path: '/history',
    main: html`<h1>History</h1>
<p class="soft">Incidents and maintenance of ${page.name} in the last ${historyDays} days</p>
${monthsOf(page, lines).map((month) => monthSection(month, lines))}`,
  });
}

interface Line {
  readonly at: number;
  readonly text: Html;
}

function linesOf(page: RegionPage, own: Site): readonly Line[] {
  const line = (at: number, link: Html, facts: readonly string[], when: Html) => ({
    at,
    text: html`<li><article><h3>${link}</h3><p class="soft small">${facts.join(' · ')} · ${when}</p></article></li>`,
  });
  const incidents = page.incidents.map((one) =>
    line(
      one.startedAt,
      incidentLink(one, page, own),
      [impactName(one), ...names(one, page), incidentStatusNames[one.status]],
      between(one.startedAt, one.resolvedAt),
    ),
  );
  const maintenance = page.maintenance.map((one) =>
    line(
      one.startsAt,
      maintenanceLink(one, page, own),
      ['Maintenance', ...names(one, page), maintenanceStatusNames[one.status]],
      between(one.startsAt, one.endsAt),
    ),
  );
  return [...incidents, ...maintenance].toSorted((a, b) => b.at - a.at);
}

/** YYYY-MM of every month of the history and of what lies outside of it, the latest first. */
function monthsOf(page: RegionPage, lines: readonly Line[]): readonly string[] {
  const months = [...page.uptime.days.map(({ date }) => date), ...lines.map(({ at }) => dateOf(at))];
  return [...new Set(months.map((date) => date.slice(0, 7)))].toSorted().toReversed();
}

function monthSection(month: string, lines: readonly Line[]): Html {
  const its = lines.filter(({ at }) => dateOf(at).startsWith(month));
  return html`<section aria-labelledby="m${month}">
<h2 id="m${month}">${monthAndYear(month)}</h2>
${
  its.length > 0
    ? html`<ol class="days">${its.map(({ text }) => text)}</ol>`
    : html`<p class="soft">No incidents and no maintenance.</p>`
}
</section>`;
}
