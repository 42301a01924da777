import { type Html, html } from '../../kit/html.ts';
import type { PageIncident, PageUpdate, RegionPage } from '../../status/index.ts';
import { ownSite } from '../links.ts';
import { duration } from '../moment.ts';
import { paragraphs } from '../paragraphs.ts';
import type { Site } from '../public-form.ts';
import { impactName, incidentStatusNames } from '../words.ts';
import { names } from './notices.ts';
import { regionShell } from './shell.ts';
import { time } from './time.ts';
import { incidentTimeline } from './timeline.ts';

/** One incident with all that was said of it. HTML. */
export function incidentPage(incident: PageIncident, page: RegionPage, site: Site): string {
  const postMortems = incident.updates.filter(({ status }) => status === 'postmortem');
  const updates = incident.updates.filter(({ status }) => status !== 'postmortem');
  return regionShell(page, site, ownSite(site), {
    title: `${incident.name} · ${page.name}`,
    description: `${incidentStatusNames[incident.status]}: ${incident.name}`,
    path: `/incidents/${encodeURIComponent(incident.id)}`,
    main: html`<h1>${incident.name}</h1>
${facts(incident, page)}
${postMortems.map(postMortem)}
<section aria-labelledby="updates">
<h2 id="updates">Updates</h2>
${incidentTimeline(updates)}
</section>`,
  });
}

function facts(incident: PageIncident, page: RegionPage): Html {
  const { status, startedAt, resolvedAt } = incident;
  return html`<dl class="facts">
<dt>Status</dt><dd>${status === 'postmortem' ? 'Resolved, with a post-mortem' : incidentStatusNames[status]}</dd>
<dt>Impact</dt><dd>${impactName(incident)}</dd>
<dt>Affected</dt><dd>${names(incident, page).join(', ')}</dd>
<dt>Began</dt><dd>${time(startedAt)}</dd>
${resolvedAt === null ? '' : html`<dt>Ended</dt><dd>${time(resolvedAt)}, after ${duration(resolvedAt - startedAt)}</dd>`}
</dl>`;
}

function postMortem({ id, at, body, correctedAt }: PageUpdate): Html {
  return html`<section class="postmortem" aria-labelledby="${id}">
<h2 id="${id}">Post-mortem</h2>
<p class="soft small">${time(at)}${correctedAt === null ? '' : html` · corrected ${time(correctedAt)}`}</p>
${paragraphs(body)}
</section>`;
}
