import type { AuditEntry } from '../access/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { PageRequest } from '../kit/page.ts';
import type { Component, ComponentHistory } from './component.ts';
import type { Correction } from './correction.ts';
import type { Incident } from './incident.ts';
import type { Maintenance } from './maintenance.ts';
import type { Region } from './region.ts';
import type { RegionFacts } from './region-facts.ts';
import type { RecentlyTold } from './region-news.ts';
import type { Report } from './report.ts';
import type { IncidentTemplate } from './template.ts';

/** What the status room needs of the ledger. Lists return up to `limit + 1` rows, so that `pageOf` knows of a next page. */
export interface StatusStore {
  /** A number raised by every change that touches the region. */
  revision(region: string): number;
  /** The history needed to judge the region at any instant from `from` on; 0 loads all of it. */
  loadRegion(region: string, from: number): Promise<RegionFacts>;
  /** What was written to `since` or later, and the maintenance that was not over by then. */
  loadRecentlyTold(region: string, since: number): Promise<RecentlyTold>;

  /** Those of the ids that exist, in any order. */
  findRegions(ids: readonly string[]): Promise<Region[]>;
  /** By id, ascending. */
  listRegions(page: PageRequest): Promise<Region[]>;
  /** Inserts it, or replaces all but its `createdAt`. */
  saveRegion(region: Region, audit: AuditEntry): Promise<void>;

  /** With the newest report of each source. */
  findComponent(region: string, id: string): Promise<ComponentHistory | undefined>;
  /** All components of these regions, in any order. */
  findComponents(regions: readonly string[]): Promise<Component[]>;
  /** By id, ascending; with the newest report of each source. */
  listComponents(region: string, page: PageRequest): Promise<ComponentHistory[]>;
  /** Inserts it, or replaces all but its `createdAt`; with a report if one is told. */
  saveComponent(component: Component, report: Report | undefined, audit: AuditEntry): Promise<void>;
  /** Adds a report; of two of one source and instant the later one written stands. */
  saveReport(report: Report, audit: AuditEntry): Promise<void>;
  /**
   * Notes that a source was heard saying the same again. Nothing is audited and no revision is raised, since nothing
   * changed; what was kept of the region is made again when its source would have gone stale.
   */
  hearReport(report: Report, heardAt: number): Promise<void>;

  findIncident(id: string): Promise<Incident | undefined>;
  /** Newest first. */
  listIncidents(page: PageRequest): Promise<Incident[]>;
  insertIncident(incident: Incident, audit: AuditEntry): Promise<void>;
  /**
   * Replaces the incident, with a correction if it is one. False, with nothing written, when the stored one is no longer
   * of the version before.
   */
  updateIncident(changed: Incident, audit: AuditEntry, correction?: Correction): Promise<boolean>;
  /** Newest first. */
  listCorrections(incidentId: string, page: PageRequest): Promise<Correction[]>;

  findTemplate(id: string): Promise<IncidentTemplate | undefined>;
  /** By id, ascending. */
  listTemplates(page: PageRequest): Promise<IncidentTemplate[]>;
  saveTemplate(template: IncidentTemplate, audit: AuditEntry): Promise<void>;
  removeTemplate(id: string, audit: AuditEntry): Promise<void>;

  findMaintenance(id: string): Promise<Maintenance | undefined>;
  /** Newest first. */
  listMaintenance(page: PageRequest): Promise<Maintenance[]>;
  insertMaintenance(maintenance: Maintenance, audit: AuditEntry): Promise<void>;
  /** False, with nothing written, when the stored one is no longer of the version before. */
  updateMaintenance(changed: Maintenance, audit: AuditEntry): Promise<boolean>;
}

/** What every verb of the room lives on. */
export interface StatusContext {
  readonly store: StatusStore;
  readonly clock: Clock;
}
