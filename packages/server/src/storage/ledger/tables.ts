/** The ledger's tables as SQL has them: instants are integers (ms), lists and objects JSON text, flags 0 or 1. */

export interface OrganizationTable {
  org_id: string;
  name: string;
  region: string;
  time_zone: string;
  patience_seconds: number;
  demo: number;
  created_at: number;
  updated_at: number;
}

export interface ApiKeyTable {
  id: string;
  org_id: string | null;
  name: string;
  prefix: string;
  hash: string;
  scopes: string;
  allowed_cidrs: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  rotated_to: string | null;
  last_used_at: number | null;
  last_used_from: string | null;
  last_used_agent: string | null;
}

export interface AuditTable {
  id: string;
  at: number;
  org_id: string | null;
  actor: string;
  action: string;
  target: string;
  detail: string;
}

/** Answers kept so that a repeated write can be answered again; sealed, since an answer may hold a new key. */
export interface IdempotencyTable {
  key_id: string;
  /** SHA-256 of the Idempotency-Key. */
  key_hash: string;
  fingerprint: string;
  /** Null while the first request is still running. */
  answer: Uint8Array | null;
  created_at: number;
}

export interface RegionTable {
  id: string;
  name: string;
  created_at: number;
  updated_at: number;
}

export interface ComponentTable {
  region: string;
  id: string;
  name: string;
  job_types: string;
  status: string;
  updated_at: number;
}

export interface ComponentChangeTable {
  region: string;
  component_id: string;
  at: number;
  status: string;
}

export interface IncidentTable {
  id: string;
  name: string;
  impact: string;
  status: string;
  component_ids: string;
  job_types: string;
  started_at: number;
  updated_at: number;
  resolved_at: number | null;
  url: string | null;
}

export interface IncidentRegionTable {
  incident_id: string;
  region: string;
}

export interface IncidentUpdateTable {
  incident_id: string;
  /** 0 for the first, so that two of the same moment keep their order. */
  ordinal: number;
  at: number;
  status: string;
  impact: string;
  body: string;
}

export interface MaintenanceTable {
  id: string;
  name: string;
  body: string;
  component_ids: string;
  starts_at: number;
  ends_at: number;
  cancelled_at: number | null;
  updated_at: number;
}

export interface MaintenanceRegionTable {
  maintenance_id: string;
  region: string;
}

export interface SubscriptionTable {
  org_id: string;
  plan: string;
  start_date: string;
  end_date: string | null;
  time_zone: string;
  auto_renews: number;
  term: string;
  trial: number;
  grace_days: number;
  entitlements: string;
  updated_at: number;
}

export interface LedgerTables {
  organization: OrganizationTable;
  api_key: ApiKeyTable;
  audit: AuditTable;
  idempotency: IdempotencyTable;
  region: RegionTable;
  component: ComponentTable;
  component_change: ComponentChangeTable;
  incident: IncidentTable;
  incident_region: IncidentRegionTable;
  incident_update: IncidentUpdateTable;
  maintenance: MaintenanceTable;
  maintenance_region: MaintenanceRegionTable;
  subscription: SubscriptionTable;
}
