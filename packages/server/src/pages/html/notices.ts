import type { StatusCode } from '@platen/contract';
import { type Html, html } from '../../kit/html.ts';
import {
  type PageIncident,
  type PageMaintenance,
  type RegionPage,
  statusOfImpact,
} from '../../status/index.ts';
import { incidentUrl, maintenanceUrl } from '../links.ts';
import { duration } from '../moment.ts';
import type { Site } from '../public-form.ts';
import { impactName, maintenanceStatusNames } from '../words.ts';
import { time, times } from './time.ts';
import { incidentTimeline, maintenanceTimeline } from './timeline.ts';

/** An incident that goes on, with all that was said of it. */
export function incidentCard(incident: PageIncident, page: RegionPage, own: Site): Html {
  return html`<article class="card ${toneOf(incident)}">
<h3>${incidentLink(incident, page, own)}</h3>
<p class="soft small">${[impactName(incident), ...names(incident, page)].join(' · ')} · since ${time(incident.startedAt)}</p>
${incidentTimeline(incident.updates)}
</article>`;
}

/** A maintenance in progress or to come. */
export function maintenanceCard(maintenance: PageMaintenance, page: RegionPage, own: Site): Html {
  const { status, startsAt, endsAt } = maintenance;
  return html`<article class="card under_maintenance">
<h3>${maintenanceLink(maintenance, page, own)}</h3>
<p class="soft small">${[maintenanceStatusNames[status], ...names(maintenance, page)].join(' · ')} · ${between(startsAt, endsAt)}</p>
${maintenanceTimeline(maintenance.updates)}
</article>`;
}

export function incidentLink(incident: PageIncident, page: RegionPage, own: Site): Html {
  return html`<a href="${incidentUrl(incident, page, own)}">${incident.name}</a>`;
}

export function maintenanceLink(maintenance: PageMaintenance, page: RegionPage, own: Site): Html {
  return html`<a href="${maintenanceUrl(maintenance, page, own)}">${maintenance.name}</a>`;
}

/** From when to when, and how long; a part that is not known is not said. */
export function between(from: number, to: number | null): Html {
  return to === null ? html`since ${time(from)}` : html`${times(from, to)} (${duration(to - from)})`;
}

/** The components of this region that it names; the region itself when it names none. */
export function names({ componentIds }: { readonly componentIds: readonly string[] }, page: RegionPage) {
  const named = page.components.filter(({ id }) => componentIds.includes(id)).map(({ name }) => name);
  return named.length > 0 ? named : [`All of ${page.name}`];
}

function toneOf({ impact }: PageIncident): StatusCode {
  return impact === 'none' ? 'unknown' : statusOfImpact[impact];
}
