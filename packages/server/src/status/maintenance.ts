import type { Maintenance as MaintenanceBody, MaintenanceStatus } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

export interface Maintenance {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly regions: readonly string[];
  /** Empty when it is about its regions as a whole. */
  readonly componentIds: readonly string[];
  readonly startsAt: number;
  /** The first moment after it. */
  readonly endsAt: number;
  readonly cancelledAt: number | null;
  readonly updatedAt: number;
}

/** Follows the clock: nobody has to begin or end it. */
export function maintenanceStatusAt(maintenance: Maintenance, atMs: number): MaintenanceStatus {
  if (maintenance.cancelledAt !== null && atMs >= maintenance.cancelledAt) return 'cancelled';
  if (atMs < maintenance.startsAt) return 'scheduled';
  return atMs < maintenance.endsAt ? 'in_progress' : 'completed';
}

export function maintenanceBody(maintenance: Maintenance, nowMs: number): MaintenanceBody {
  return {
    id: maintenance.id,
    status: maintenanceStatusAt(maintenance, nowMs),
    name: maintenance.name,
    regions: [...maintenance.regions],
    component_ids: [...maintenance.componentIds],
    body: maintenance.body,
    starts_at: formatInstant(maintenance.startsAt),
    ends_at: formatInstant(maintenance.endsAt),
    updated_at: formatInstant(maintenance.updatedAt),
  };
}
