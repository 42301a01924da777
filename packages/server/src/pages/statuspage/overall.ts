import type { StatusCode } from '@platen/contract';
import type { RegionPage } from '../../status/index.ts';
import { instant } from './instant.ts';

/** What every document begins with. */
export function pageObject(page: RegionPage, url: string) {
  return {
    id: page.id,
    name: page.name,
    url,
    time_zone: 'Etc/UTC',
    updated_at: instant(page.updatedAt),
  };
}

/** The status of the whole in Statuspage's words. */
export function statusObject(page: RegionPage) {
  return { indicator: indicators[page.status], description: description(page) };
}

/** Statuspage has no word for unknown. What nobody knows of must not pass for healthy. */
const indicators = {
  major_outage: 'critical',
  partial_outage: 'major',
  degraded_performance: 'minor',
  under_maintenance: 'maintenance',
  operational: 'none',
  unknown: 'minor',
} as const satisfies Record<StatusCode, string>;

function description(page: RegionPage): string {
  switch (page.status) {
    case 'major_outage':
      return 'Major System Outage';
    case 'partial_outage':
      return 'Partial System Outage';
    case 'degraded_performance':
      return page.components.every(({ status }) => status === 'degraded_performance')
        ? 'Degraded System Service'
        : 'Partially Degraded Service';
    case 'under_maintenance':
      return 'Service Under Maintenance';
    case 'operational':
      return 'All Systems Operational';
    case 'unknown':
      return 'Status Unknown';
  }
}
