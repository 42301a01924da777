import type {
  AlertAttemptTable,
  AlertChannelTable,
  AlertConversationTable,
  AlertDeliveryTable,
  AlertRouteTable,
  AlertRuleTable,
  AlertSilenceTable,
  AlertTable,
  AlertTransitionTable,
  AlertWatchTable,
} from './alert-tables.ts';
import type { AnomalyTable, JobSeriesTable, SeriesTurnTable } from './anomaly-tables.ts';
import type { CalendarIcsTable, CalendarTable } from './calendar-tables.ts';
import type { NewsTable, SubscriberTable } from './news-tables.ts';
import type {
  InvitationTable,
  MembershipTable,
  PasskeyTable,
  PersonAccountTable,
  PersonSessionTable,
  PersonTable,
  PersonVerificationTable,
  SetUpLinkTable,
  SignInAttemptsTable,
  TwoFactorTable,
} from './people-tables.ts';
import type {
  ComponentReportTable,
  ComponentTable,
  IncidentCorrectionTable,
  IncidentRegionTable,
  IncidentTable,
  IncidentTemplateTable,
  IncidentUpdateTable,
  MaintenanceRegionTable,
  MaintenanceTable,
  RegionTable,
} from './status-tables.ts';

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

export interface FeedTable {
  id: string;
  name: string;
  url: string;
  format: string;
  interval_ms: number;
  mappings: string;
  enabled: number;
  created_at: number;
  updated_at: number;
  etag: string | null;
  last_modified: string | null;
  next_poll_at: number;
  last_polled_at: number | null;
  last_heard_at: number | null;
  failures: number;
  trouble: string | null;
  lease_until: number;
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

/** Written here where the meter is not on the ledger's engine. */
export interface SourceTable {
  org_id: string;
  source: string;
  declared: string | null;
  shown: string;
  heard_at: number | null;
  newest_event_at: number | null;
  retired_at: number | null;
}

/** An hour of an organization whose jobs, on ClickHouse, may differ from their roll-up. */
export interface UnsettledTable {
  org_id: string;
  hour: number;
  /** A write that has begun can take effect until then. */
  busy_until: number;
  /** How often it was written to. */
  touch: number;
}

/** One row: of whom it is to recount such hours. */
export interface SettlingTable {
  id: number;
  generation: number;
  lease_until: number;
}

/** One row while another store is copied to this one, and until a server takes it; else none. */
export interface StoreCopyTable {
  id: number;
  /** 1 when it is all there. */
  complete: number;
}

/** One row, or none as long as nothing was dropped. */
export interface RetentionTable {
  id: number;
  /** Older jobs are dropped, and taken no more; it never goes back. */
  jobs_from: number;
  counts_from: number;
  raised_at: number;
  /** Until when a server has it to itself to drop what is older. */
  lease_until: number;
}

export interface LedgerTables {
  organization: OrganizationTable;
  api_key: ApiKeyTable;
  audit: AuditTable;
  idempotency: IdempotencyTable;
  region: RegionTable;
  component: ComponentTable;
  component_report: ComponentReportTable;
  incident: IncidentTable;
  incident_region: IncidentRegionTable;
  incident_update: IncidentUpdateTable;
  incident_correction: IncidentCorrectionTable;
  incident_template: IncidentTemplateTable;
  maintenance: MaintenanceTable;
  maintenance_region: MaintenanceRegionTable;
  feed: FeedTable;
  subscription: SubscriptionTable;
  calendar: CalendarTable;
  calendar_ics: CalendarIcsTable;
  source: SourceTable;
  unsettled: UnsettledTable;
  settling: SettlingTable;
  store_copy: StoreCopyTable;
  retention: RetentionTable;
  alert_watch: AlertWatchTable;
  alert_rule: AlertRuleTable;
  alert_silence: AlertSilenceTable;
  alert: AlertTable;
  alert_transition: AlertTransitionTable;
  alert_channel: AlertChannelTable;
  alert_route: AlertRouteTable;
  alert_conversation: AlertConversationTable;
  alert_delivery: AlertDeliveryTable;
  alert_attempt: AlertAttemptTable;
  series_turn: SeriesTurnTable;
  job_series: JobSeriesTable;
  anomaly: AnomalyTable;
  subscriber: SubscriberTable;
  news: NewsTable;
  person: PersonTable;
  person_session: PersonSessionTable;
  person_account: PersonAccountTable;
  person_verification: PersonVerificationTable;
  two_factor: TwoFactorTable;
  passkey: PasskeyTable;
  sign_in_attempts: SignInAttemptsTable;
  membership: MembershipTable;
  invitation: InvitationTable;
  set_up_link: SetUpLinkTable;
}
