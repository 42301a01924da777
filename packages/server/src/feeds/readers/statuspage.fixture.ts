/** Bodies of Statuspage, as it writes them. */

export type Json = Record<string, unknown>;

export const component = (fields: Json = {}): Json => ({
  id: 'print-eu',
  name: 'Print EU',
  status: 'operational',
  description: null,
  group_id: null,
  group: false,
  updated_at: '2019-03-01T00:00:00Z',
  ...fields,
});

export const incident = (fields: Json = {}): Json => ({
  id: 'queue-1',
  name: 'Jobs wait',
  status: 'investigating',
  impact: 'minor',
  created_at: '2026-11-24T08:00:00Z',
  started_at: '2026-11-24T07:55:00Z',
  resolved_at: null,
  shortlink: 'https://stspg.example/queue-1',
  components: [component()],
  incident_updates: [
    { id: 'u1', status: 'investigating', body: 'We look into it.', display_at: '2026-11-24T08:00:00Z' },
  ],
  ...fields,
});

export const maintenance = (fields: Json = {}): Json => ({
  id: 'disks',
  name: 'New disks',
  status: 'scheduled',
  impact: 'maintenance',
  scheduled_for: '2026-11-28T22:00:00Z',
  scheduled_until: '2026-11-29T02:00:00Z',
  components: [component()],
  incident_updates: [{ id: 'm1', status: 'scheduled', body: 'Scans may be late.' }],
  ...fields,
});

export const summary = (fields: Json = {}): string =>
  JSON.stringify({
    page: { id: 'p', name: 'Vendor', url: 'https://status.example', updated_at: '2020-01-01T00:00:00Z' },
    status: { indicator: 'none', description: 'All Systems Operational' },
    components: [component()],
    incidents: [],
    scheduled_maintenances: [],
    ...fields,
  });
