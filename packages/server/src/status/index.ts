export { addIncidentUpdate } from './add-incident-update.ts';
export type { Component, ComponentHistory } from './component.ts';
export { listComponents, pushComponentStatus, putComponent } from './components.ts';
export { correctIncident, correctIncidentUpdate, listCorrections } from './correct-incident.ts';
export type { Correction } from './correction.ts';
export { createIncident } from './create-incident.ts';
export { type Disturbance, listDisturbances } from './disturbances.ts';
export { getRegionNews } from './get-region-news.ts';
export { findIncidentOnPage, findMaintenanceOnPage, getRegionPage } from './get-region-page.ts';
export { getUptime } from './get-uptime.ts';
export {
  type ComponentImpacts,
  type FeedOrigin,
  type Incident,
  type IncidentUpdate,
  incidentIn,
  isOver,
  regionsEver,
  resolvedAtBy,
} from './incident.ts';
export { getIncident, listIncidents, recallIncident } from './incidents.ts';
export type { Maintenance } from './maintenance.ts';
export {
  addMaintenanceNews,
  createMaintenance,
  getMaintenance,
  listMaintenance,
  updateMaintenance,
} from './maintenances.ts';
export { recallStatus } from './recall-status.ts';
export type { Region } from './region.ts';
export type { RegionFacts } from './region-facts.ts';
export type { NewsSubject, RecentlyTold, RegionNews } from './region-news.ts';
export {
  type DayUptime,
  historyDays,
  type PageComponent,
  type PageIncident,
  type PageMaintenance,
  type PageMaintenanceUpdate,
  type PageUpdate,
  type RegionPage,
  type Uptime,
} from './region-page.ts';
export { listRegions, putRegion } from './regions.ts';
export { isStale, type Report } from './report.ts';
export { statusOfImpact, worstOf } from './severity.ts';
export type { StatusContext, StatusStore } from './store.ts';
export { getSystemStatus, type StatusOfRegion, type SystemStatusSnapshot } from './system-status.ts';
export type { IncidentTemplate } from './template.ts';
export { listTemplates, putTemplate, removeTemplate } from './templates.ts';
