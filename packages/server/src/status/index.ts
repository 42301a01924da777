export { addIncidentUpdate } from './add-incident-update.ts';
export type { Component, ComponentChange, ComponentHistory } from './component.ts';
export { listComponents, putComponent } from './components.ts';
export { createIncident } from './create-incident.ts';
export type { Incident, IncidentUpdate } from './incident.ts';
export { getIncident, listIncidents } from './incidents.ts';
export type { Maintenance } from './maintenance.ts';
export { createMaintenance, listMaintenance, updateMaintenance } from './maintenances.ts';
export type { Region } from './region.ts';
export type { RegionFacts } from './region-facts.ts';
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
export { statusOfImpact } from './severity.ts';
export type { StatusContext, StatusStore } from './store.ts';
export { getSystemStatus } from './system-status.ts';
