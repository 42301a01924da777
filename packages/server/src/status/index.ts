export type { Component, ComponentChange, ComponentHistory } from './component.ts';
export type { Incident, IncidentUpdate } from './incident.ts';
export type { Maintenance } from './maintenance.ts';
export type { Region } from './region.ts';
export type { RegionFacts } from './region-facts.ts';
export type { StatusContext, StatusStore } from './store.ts';
