import type { PageMaintenance, PageMaintenanceUpdate, RegionPage } from '../../status/index.ts';
import { maintenanceUrl } from '../links.ts';
import type { Site } from '../public-form.ts';
import { namedComponentObjects } from './component.ts';
import { instant } from './instant.ts';
import { updateObjects } from './update.ts';

/** A maintenance as Statuspage writes it. Like there, `started_at` is when it was announced. */
export function maintenanceObject(maintenance: PageMaintenance, page: RegionPage, site: Site) {
  const completed = maintenance.updates.find(({ status }) => status === 'completed');
  return {
    id: maintenance.id,
    name: maintenance.name,
    status: maintenance.status,
    created_at: instant(maintenance.createdAt),
    updated_at: instant(maintenance.updatedAt),
    monitoring_at: null,
    resolved_at: completed ? instant(completed.at) : null,
    impact: 'maintenance',
    shortlink: maintenanceUrl(maintenance, page, site),
    started_at: instant(maintenance.createdAt),
    page_id: page.id,
    incident_updates: updateObjects(maintenance, maintenance.updates, page, (update) =>
      statusesFrom(update, maintenance),
    ),
    components: namedComponentObjects(maintenance.componentIds, page),
    scheduled_for: instant(maintenance.startsAt),
    scheduled_until: instant(maintenance.endsAt),
  };
}

export function isUpcoming({ status }: PageMaintenance): boolean {
  return status === 'scheduled';
}

export function isActive({ status }: PageMaintenance): boolean {
  return status !== 'scheduled' && status !== 'completed';
}

function statusesFrom({ status }: PageMaintenanceUpdate, { componentIds }: PageMaintenance) {
  const during = status !== 'scheduled' && status !== 'completed';
  return new Map(componentIds.map((id) => [id, during ? 'under_maintenance' : 'operational'] as const));
}
