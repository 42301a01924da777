export interface RegionTable {
  id: string;
  name: string;
  page_access: string;
  created_at: number;
  updated_at: number;
}

export interface ComponentTable {
  region: string;
  id: string;
  name: string;
  description: string | null;
  position: number;
  job_types: string;
  created_at: number;
  updated_at: number;
}

export interface ComponentReportTable {
  region: string;
  component_id: string;
  source: string;
  from_at: number;
  /** Where the next report of the source begins; null for its newest. */
  until_at: number | null;
  status: string | null;
  heard_at: number;
  interval_ms: number | null;
  message: string | null;
  trouble: string | null;
}

export interface IncidentTable {
  id: string;
  kind: string;
  name: string;
  job_types: string;
  started_at: number;
  created_at: number;
  updated_at: number;
  resolved_at: number | null;
  url: string | null;
  feed_id: string | null;
  external_id: string | null;
  version: number;
}

/** Every region that an incident was ever in. */
export interface IncidentRegionTable {
  incident_id: string;
  region: string;
  /** When the region last heard of it. */
  updated_at: number;
}

export interface IncidentUpdateTable {
  incident_id: string;
  /** 0 for the first, so that two of the same moment keep their order. */
  ordinal: number;
  id: string;
  at: number;
  status: string;
  impact: string;
  regions: string;
  component_impacts: string;
  body: string;
  corrected_at: number | null;
}

export interface IncidentCorrectionTable {
  id: string;
  incident_id: string;
  at: number;
  actor: string;
  update_id: string | null;
  changes: string;
}

export interface IncidentTemplateTable {
  id: string;
  gives: string;
  updated_at: number;
}

export interface MaintenanceTable {
  id: string;
  name: string;
  body: string;
  component_ids: string;
  announce_at: number;
  starts_at: number;
  ends_at: number;
  cancelled_at: number | null;
  feed_id: string | null;
  external_id: string | null;
  created_at: number;
  updated_at: number;
  version: number;
  news: string;
}

export interface MaintenanceRegionTable {
  maintenance_id: string;
  region: string;
}
