import { hashKey, mintKey } from '../../packages/server/src/access/key-format.ts';
import type { Row } from './engines.ts';

/** What is gone of a version, and what has its meaning since. */
export const replaced: Readonly<Record<string, string>> = {
  component_change: 'component_report',
  'component.status': 'component_report.status',
  'incident.impact': 'incident_update.impact',
  'incident.status': 'incident_update.status',
  'incident.component_ids': 'incident_update.component_impacts',
};

/** Of whom the rows are. */
export const ids = {
  org_id: '4725fffa',
  region: 'eu',
  component_id: 'print',
  incident_id: 'inc_1',
  maintenance_id: 'mnt_1',
  feed_id: 'vendor',
};

export const operatorKey = mintKey('live');
export const organizationKey = mintKey('live');

const at = Date.UTC(2026, 10, 24, 8);
const later = at + 600_000;
const { org_id, region, component_id, incident_id, maintenance_id, feed_id } = ids;
const job = { org_id, type: 'print', source: 'cups-01', device: 'office-mfp' };
const unused = { last_used_at: null, last_used_from: null, last_used_agent: null };
const valid = { ...unused, created_at: at, expires_at: null, revoked_at: null, rotated_to: null };
const json = JSON.stringify;

/**
 * What the rows of each table look like, in every column that it has or ever had; a version takes of it what it knows.
 * Tables come after those that they refer to.
 */
export const rows: Readonly<Record<string, readonly Row[]>> = {
  region: [
    { id: region, name: 'Europe', page_access: 'key', created_at: at, updated_at: later },
    { id: 'us', name: 'United States', page_access: 'public', created_at: at, updated_at: at },
  ],
  organization: [
    {
      org_id,
      name: 'Lindenhof Clinic',
      region,
      time_zone: 'Europe/Berlin',
      patience_seconds: 90,
      demo: 0,
      created_at: at,
      updated_at: later,
    },
  ],
  api_key: [
    {
      ...valid,
      id: 'key_1',
      org_id: null,
      name: 'Operations',
      prefix: 'platen_live_abcd',
      hash: hashKey(operatorKey),
      scopes: json(['operator:*']),
      allowed_cidrs: '[]',
    },
    {
      ...valid,
      id: 'key_2',
      org_id,
      name: 'Helpdesk',
      prefix: 'platen_live_efgh',
      hash: hashKey(organizationKey),
      scopes: json(['system-status:read', 'job-stats:read', 'subscription:read', 'org:admin']),
      allowed_cidrs: json(['127.0.0.0/8', '::1/128']),
      expires_at: at + 86_400_000,
    },
  ],
  audit: [
    {
      id: 'aud_1',
      at,
      org_id,
      actor: 'key_1',
      action: 'api_key.created',
      target: 'key_2',
      detail: '{"a":[1]}',
    },
  ],
  idempotency: [
    {
      key_id: 'key_1',
      key_hash: 'h',
      fingerprint: 'f',
      answer: Buffer.from([0, 255, 7]),
      created_at: later,
    },
    { key_id: 'key_1', key_hash: 'i', fingerprint: 'g', answer: null, created_at: later },
  ],
  component: [
    {
      region,
      id: component_id,
      name: 'Cloud print',
      description: 'From any device',
      position: 3,
      job_types: json(['print']),
      status: 'major_outage',
      created_at: at,
      updated_at: later,
    },
  ],
  component_change: [
    { region, component_id, at, status: 'operational' },
    { region, component_id, at: later, status: 'major_outage' },
  ],
  component_report: [
    {
      region,
      component_id,
      source: 'hand',
      from_at: at,
      until_at: later,
      status: 'operational',
      heard_at: at,
      interval_ms: null,
      message: null,
      trouble: null,
    },
    {
      region,
      component_id,
      source: 'hand',
      from_at: later,
      until_at: null,
      status: 'major_outage',
      heard_at: later,
      interval_ms: 7_200_000,
      message: 'Jammed',
      trouble: null,
    },
  ],
  incident: [
    {
      id: incident_id,
      kind: 'advisory',
      name: 'Printing stands still',
      impact: 'major',
      status: 'investigating',
      component_ids: json([component_id]),
      job_types: json(['print']),
      started_at: at,
      created_at: at,
      updated_at: later,
      resolved_at: null,
      url: 'https://status.example/1',
      feed_id,
      external_id: 'ext-1',
      version: 2,
    },
  ],
  incident_region: [{ incident_id, region, updated_at: later }],
  incident_update: [
    {
      incident_id,
      ordinal: 0,
      id: 'upd_1',
      at,
      status: 'investigating',
      impact: 'major',
      regions: json([region]),
      component_impacts: json({ [component_id]: 'major' }),
      body: 'We look into it.',
      corrected_at: later,
    },
  ],
  incident_correction: [
    {
      id: 'cor_1',
      incident_id,
      at: later,
      actor: 'key_1',
      update_id: null,
      changes: json([{ field: 'name', before: 'Printing is slow', after: 'Printing stands still' }]),
    },
  ],
  incident_template: [{ id: 'standstill', gives: json({ impact: 'major' }), updated_at: later }],
  maintenance: [
    {
      id: maintenance_id,
      name: 'New servers',
      body: 'We change them.',
      component_ids: json([component_id]),
      announce_at: at,
      starts_at: later,
      ends_at: later + 1,
      cancelled_at: null,
      feed_id,
      external_id: 'ext-2',
      created_at: at,
      updated_at: at,
      version: 3,
      news: json([{ id: 'upd_2', at: later, body: 'Half of it is done.' }]),
    },
  ],
  maintenance_region: [{ maintenance_id, region }],
  feed: [
    {
      id: feed_id,
      name: 'Vendor',
      url: 'https://status.vendor.example/api/v2/summary.json',
      format: 'statuspage',
      interval_ms: 60_000,
      mappings: json([{ region, component_id, match: { page: true } }]),
      enabled: 1,
      created_at: at,
      updated_at: at,
      etag: '"1"',
      last_modified: null,
      next_poll_at: later,
      last_polled_at: at,
      last_heard_at: at,
      failures: 2,
      trouble: 'answered 503',
      lease_until: 0,
    },
  ],
  subscription: [
    {
      org_id,
      plan: 'Hive',
      start_date: '2026-01-01',
      end_date: '2026-12-20',
      time_zone: 'Europe/Berlin',
      auto_renews: 1,
      term: 'annual',
      trial: 0,
      grace_days: 14,
      entitlements: json([{ name: 'device_embedded', quantity: 40, used: 31 }]),
      updated_at: at,
    },
  ],
  job: [
    {
      ...job,
      submitted_at: at,
      job_id: 'office-mfp/1',
      state: 'completed',
      updated_at: later,
      processing_at: at + 4000,
      finished_at: at + 19_000,
      reason: null,
      pages: 1234,
      color_pages: 2,
      sheets: 6,
      copies: 1,
      abandoned: 0,
    },
  ],
  job_count: [
    {
      ...job,
      slot: at,
      submitted: 1,
      completed: 1,
      cancelled: 0,
      failed: 0,
      open: 0,
      abandoned: 0,
      pages: 1234,
      color_pages: 2,
      sheets: 6,
    },
  ],
  job_timing: [{ ...job, slot: at, metric: 'completion', bucket: 78, n: 1 }],
  source: [
    {
      org_id,
      source: 'cups-01',
      declared: json({ types: ['print'], outcomes: ['completed'], intervalSeconds: null, timeZone: null }),
      shown: json({ print: 994, scan: 0, copy: 0, fax: 0 }),
      heard_at: later,
      newest_event_at: at + 19_000,
      retired_at: null,
    },
  ],
  unsettled: [{ org_id, hour: at, busy_until: later, touch: 2 }],
  settling: [{ id: 1, generation: 3, lease_until: 0 }],
  retention: [{ id: 1, jobs_from: 900_000, counts_from: 0, raised_at: at, lease_until: 0 }],
  // A store that is served has none.
  store_copy: [],
  change: [{ topic: 'access', number: 7, xid: '5' }],
};
