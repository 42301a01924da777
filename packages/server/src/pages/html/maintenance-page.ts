import { html } from '../../kit/html.ts';
import type { PageMaintenance, RegionPage } from '../../status/index.ts';
import { ownSite } from '../links.ts';
import { duration } from '../moment.ts';
import type { Site } from '../public-form.ts';
import { maintenanceStatusNames } from '../words.ts';
import { names } from './notices.ts';
import { regionShell } from './shell.ts';
import { time } from './time.ts';
import { maintenanceTimeline } from './timeline.ts';

/** One maintenance with all that was said of it. HTML. */
export function maintenancePage(maintenance: PageMaintenance, page: RegionPage, site: Site): string {
  const { id, name, status, startsAt, endsAt, updates } = maintenance;
  return regionShell(page, site, ownSite(site), {
    title: `${name} · ${page.name}`,
    description: `${maintenanceStatusNames[status]}: ${name}`,
    path: `/maintenance/${encodeURIComponent(id)}`,
    main: html`<h1>${name}</h1>
<dl class="facts">
<dt>Status</dt><dd>Maintenance, ${maintenanceStatusNames[status].toLowerCase()}</dd>
<dt>Affected</dt><dd>${names(maintenance, page).join(', ')}</dd>
<dt>Begins</dt><dd>${time(startsAt)}</dd>
<dt>Ends</dt><dd>${time(endsAt)}, after ${duration(endsAt - startsAt)}</dd>
</dl>
<section aria-labelledby="updates">
<h2 id="updates">Updates</h2>
${maintenanceTimeline(updates)}
</section>`,
  });
}
