import type { ComponentHistory } from './component.ts';
import { activeAt, type Incident, type IncidentUpdate } from './incident.ts';
import { type Maintenance, maintenanceStatusAt } from './maintenance.ts';

/** All that was said of one region, and complete for every instant from `from` on. */
export interface RegionFacts {
  readonly region: string;
  readonly from: number;
  /** By id, ascending. Each with its reports after `from` and the last of each source at or before it. */
  readonly components: readonly ComponentHistory[];
  /** Those that were ever in the region and were active anywhere at `from` or later. */
  readonly incidents: readonly Incident[];
  /** Those of the region that end, or ended, after `from`. */
  readonly maintenance: readonly Maintenance[];
  /** When anything of the region was last written or a source last heard, however long ago; null if never. */
  readonly observedAt: number | null;
}

export interface ActiveIncident {
  readonly incident: Incident;
  /** What was said of it at the instant asked for. */
  readonly said: IncidentUpdate;
}

/** The incidents of the region at an instant, the newest first. */
export function activeIncidents(facts: RegionFacts, atMs: number): readonly ActiveIncident[] {
  return facts.incidents
    .flatMap((incident) => {
      const said = activeAt(incident, facts.region, atMs);
      return said === undefined ? [] : [{ incident, said }];
    })
    .sort((a, b) => b.incident.startedAt - a.incident.startedAt || (a.incident.id < b.incident.id ? 1 : -1));
}

/** What is being maintained or is announced to be, the soonest first. */
export function openMaintenance(facts: RegionFacts, atMs: number): readonly Maintenance[] {
  return facts.maintenance
    .filter((maintenance) => maintenance.regions.includes(facts.region))
    .filter((maintenance) => maintenance.announceAt <= atMs && isOpen(maintenance, atMs))
    .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
}

export function maintenanceInProgress(facts: RegionFacts, atMs: number): readonly Maintenance[] {
  return openMaintenance(facts, atMs).filter((maintenance) => maintenance.startsAt <= atMs);
}

function isOpen(maintenance: Maintenance, atMs: number): boolean {
  const status = maintenanceStatusAt(maintenance, atMs);
  return status === 'scheduled' || status === 'in_progress';
}
