import type { PageIncident, PageMaintenance, RegionPage } from '../status/index.ts';
import type { Site } from './public-form.ts';

/** The region's page, absolute. */
export function pageUrl(page: RegionPage, site: Site): string {
  return `${site.url}/status/${encodeURIComponent(page.id)}`;
}

/** Where the incident is told in full: elsewhere, or on this server. */
export function incidentUrl(incident: PageIncident, page: RegionPage, site: Site): string {
  return incident.url ?? `${pageUrl(page, site)}/incidents/${encodeURIComponent(incident.id)}`;
}

export function maintenanceUrl(maintenance: PageMaintenance, page: RegionPage, site: Site): string {
  return `${pageUrl(page, site)}/maintenance/${encodeURIComponent(maintenance.id)}`;
}
