import type { PageIncident, RegionPage } from '../../status/index.ts';
import type { Site } from '../public-form.ts';
import { shell } from './shell.ts';

/** One incident with all that was said of it. HTML. */
export function incidentPage(incident: PageIncident, page: RegionPage, site: Site): string {
  return shell(incident.name, page, site);
}
