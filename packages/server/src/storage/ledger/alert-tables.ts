/** When an organization is looked at next, by whom until when, and how often others have changed what is looked at. */
export interface AlertWatchTable {
  org_id: string;
  /** Whether it was given its first rules. */
  set_up: number;
  version: number;
  due_at: number;
  lease_until: number;
}

export interface AlertRuleTable {
  id: string;
  org_id: string;
  name: string;
  enabled: number;
  severity: string;
  condition: string;
  for_ms: number;
  keep_firing_ms: number;
  no_data: string;
  mute: string;
  created_at: number;
  updated_at: number;
}

export interface AlertSilenceTable {
  id: string;
  org_id: string;
  match: string;
  from_at: number;
  until_at: number;
  comment: string;
  created_by: string;
  created_at: number;
}

export interface AlertTable {
  id: string;
  org_id: string;
  rule_id: string;
  subject: string;
  state: string;
  /** What its last observation said of it. */
  told: string;
  since: number;
  fired_at: number | null;
  well_since: number | null;
  resolved_at: number | null;
  resolved_because: string | null;
  acknowledgement: string | null;
  suppressed_by: string;
  updated_at: number;
}

export interface AlertTransitionTable {
  id: string;
  alert_id: string;
  at: number;
  kind: string;
  why: string;
}

export interface AlertChannelTable {
  id: string;
  org_id: string;
  kind: string;
  name: string;
  enabled: number;
  config: string;
  sealed_secrets: string | null;
  reopen_ms: number;
  trouble: string | null;
  created_at: number;
  updated_at: number;
}

export interface AlertRouteTable {
  id: string;
  org_id: string;
  position: number;
  match: string;
  channel_ids: string;
  timing: string;
  goes_on: number;
  created_at: number;
  updated_at: number;
}

export interface AlertConversationTable {
  id: string;
  org_id: string;
  channel_id: string;
  thread: string;
  sequence: number;
  alert_ids: string;
  acknowledged_ids: string;
  opened_at: number;
  closed_at: number | null;
  last_due_at: number;
  ticket: string | null;
}

export interface AlertDeliveryTable {
  id: string;
  org_id: string;
  channel_id: string;
  conversation_id: string | null;
  sequence: number;
  notice: string;
  state: string;
  created_at: number;
  due_at: number;
  attempts: number;
  finished_at: number | null;
  reason: string | null;
  lease_until: number;
}

export interface AlertAttemptTable {
  delivery_id: string;
  number: number;
  at: number;
  duration_ms: number;
  outcome: string;
  status: number | null;
  request: string | null;
  reason: string | null;
}
