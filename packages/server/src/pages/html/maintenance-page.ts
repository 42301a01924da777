import type { PageMaintenance, RegionPage } from '../../status/index.ts';
import type { Site } from '../public-form.ts';
import { shell } from './shell.ts';

/** One maintenance with all that was said of it. HTML. */
export function maintenancePage(maintenance: PageMaintenance, page: RegionPage, site: Site): string {
  return shell(maintenance.name, page, site);
}
