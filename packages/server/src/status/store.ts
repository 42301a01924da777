import type { AuditEntry } from '../access/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { PageRequest } from '../kit/page.ts';
import type { Component, ComponentChange } from './component.ts';
import type { Incident } from './incident.ts';
import type { Maintenance } from './maintenance.ts';
import type { Region } from './region.ts';
import type { RegionFacts } from './region-facts.ts';

/** What the status room needs of the ledger. Lists return up to `limit + 1` rows, so that `pageOf` knows of a next page. */
export interface StatusStore {
  /** A number raised by every change that touches the region. */
  revision(region: string): number;
  /** The history needed to judge the region at any instant from `from` on; 0 loads all of it. */
  loadRegion(region: string, from: number): Promise<RegionFacts>;

  /** Those of the ids that exist, in any order. */
  findRegions(ids: readonly string[]): Promise<Region[]>;
  /** By id, ascending. */
  listRegions(page: PageRequest): Promise<Region[]>;
  /** Inserts it, or replaces its name and `updatedAt`. */
  saveRegion(region: Region, audit: AuditEntry): Promise<void>;

  findComponent(region: string, id: string): Promise<Component | undefined>;
  /** All components of these regions, in any order. */
  findComponents(regions: readonly string[]): Promise<Component[]>;
  /** By id, ascending. */
  listComponents(region: string, page: PageRequest): Promise<Component[]>;
  /**
   * Inserts it, or replaces what is said of it. Without a change the status already stored stays, whatever
   * `component.status` says, so that renaming a component cannot undo a status set meanwhile.
   */
  saveComponent(component: Component, change: ComponentChange | undefined, audit: AuditEntry): Promise<void>;

  findIncident(id: string): Promise<Incident | undefined>;
  /** Newest first. */
  listIncidents(page: PageRequest): Promise<Incident[]>;
  insertIncident(incident: Incident, audit: AuditEntry): Promise<void>;
  /**
   * Writes an incident that has one update more (its first) than the one seen. False, with nothing written, when the
   * stored one no longer has as many updates as `seen`.
   */
  updateIncident(seen: Incident, changed: Incident, audit: AuditEntry): Promise<boolean>;

  findMaintenance(id: string): Promise<Maintenance | undefined>;
  /** Newest first. */
  listMaintenance(page: PageRequest): Promise<Maintenance[]>;
  insertMaintenance(maintenance: Maintenance, audit: AuditEntry): Promise<void>;
  /** False, with nothing written, when the stored one no longer has the `updatedAt` of `seen`. */
  updateMaintenance(seen: Maintenance, changed: Maintenance, audit: AuditEntry): Promise<boolean>;
}

/** What every verb of the room lives on. */
export interface StatusContext {
  readonly store: StatusStore;
  readonly clock: Clock;
}
