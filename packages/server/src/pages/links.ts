import type { PageIncident, PageMaintenance, RegionPage } from '../status/index.ts';
import type { Site } from './public-form.ts';

/** The region's page, absolute. */
export function pageUrl(page: RegionPage, site: Site): string {
  return `${site.url}/status/${encodeURIComponent(page.id)}`;
}

/** Where the incident is told in full: elsewhere, or on this server. */
export function incidentUrl(incident: PageIncident, page: RegionPage, site: Site): string {
  // What others' feeds say must not become a link that runs something.
  const elsewhere = incident.url !== null && /^https?:\/\//i.test(incident.url) ? incident.url : undefined;
  return elsewhere ?? `${pageUrl(page, site)}/incidents/${encodeURIComponent(incident.id)}`;
}

export function maintenanceUrl(maintenance: PageMaintenance, page: RegionPage, site: Site): string {
  return `${pageUrl(page, site)}/maintenance/${encodeURIComponent(maintenance.id)}`;
}

/**
 * The same site as seen from its own pages: links without a host stay with whichever name the reader came by.
 */
export function ownSite(site: Site): Site {
  return { url: new URL(site.url).pathname.replace(/\/$/, '') };
}
