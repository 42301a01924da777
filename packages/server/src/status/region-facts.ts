import type { IncidentImpact } from '@platen/contract';
import type { ComponentHistory } from './component.ts';
import { type Incident, impactAt } from './incident.ts';
import { type Maintenance, maintenanceStatusAt } from './maintenance.ts';

/** All that was said of one region, and complete for every instant from `from` on. */
export interface RegionFacts {
  readonly region: string;
  readonly from: number;
  /** By id, ascending. Each with its changes after `from` and the last one at or before it. */
  readonly components: readonly ComponentHistory[];
  /** Those of the region that were active at `from` or later. */
  readonly incidents: readonly Incident[];
  /** Those of the region that end, or ended, after `from`. */
  readonly maintenance: readonly Maintenance[];
  /** The newest `updatedAt` of any component, incident or maintenance of the region, however old; null without any. */
  readonly observedAt: number | null;
}

export interface ActiveIncident {
  readonly incident: Incident;
  /** As it was at the instant asked for. */
  readonly impact: IncidentImpact;
}

/** The incidents of the region at an instant, the newest first. */
export function activeIncidents(facts: RegionFacts, atMs: number): readonly ActiveIncident[] {
  return facts.incidents
    .filter((incident) => incident.regions.includes(facts.region))
    .flatMap((incident) => {
      const impact = impactAt(incident, atMs);
      return impact === undefined ? [] : [{ incident, impact }];
    })
    .sort((a, b) => b.incident.startedAt - a.incident.startedAt || (a.incident.id < b.incident.id ? 1 : -1));
}

/** What is being maintained or is to be, the soonest first. */
export function openMaintenance(facts: RegionFacts, atMs: number): readonly Maintenance[] {
  return facts.maintenance
    .filter((maintenance) => maintenance.regions.includes(facts.region))
    .filter((maintenance) => isOpen(maintenance, atMs))
    .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
}

export function maintenanceInProgress(facts: RegionFacts, atMs: number): readonly Maintenance[] {
  return openMaintenance(facts, atMs).filter((maintenance) => maintenance.startsAt <= atMs);
}

function isOpen(maintenance: Maintenance, atMs: number): boolean {
  const status = maintenanceStatusAt(maintenance, atMs);
  return status === 'scheduled' || status === 'in_progress';
}
