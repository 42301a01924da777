import { describe, expect, it } from 'vitest';
import { aBusyRegionPage } from '../busy-region-page.fixture.ts';
import { aPageIncident, aRegionPage } from '../region-page.fixture.ts';
import { statuspageForms } from './documents.ts';

import { read } from './read.fixture.ts';

describe('the documents of the Statuspage API', () => {
  const page = aBusyRegionPage();

  it.each([
    ['summary', ['page', 'components', 'incidents', 'scheduled_maintenances', 'status']],
    ['status', ['page', 'status']],
    ['components', ['page', 'components']],
    ['incidents', ['page', 'incidents']],
    ['incidents/unresolved', ['page', 'incidents']],
    ['scheduled-maintenances', ['page', 'scheduled_maintenances']],
    ['scheduled-maintenances/upcoming', ['page', 'scheduled_maintenances']],
    ['scheduled-maintenances/active', ['page', 'scheduled_maintenances']],
  ])('%s has the parts and the page of the real one, in its order', (name, keys) => {
    const document = read(name, page);
    expect(Object.keys(document)).toEqual(keys);
    expect(document.page).toEqual({
      id: 'eu',
      name: 'Europe',
      url: 'https://status.example/status/eu',
      time_zone: 'Etc/UTC',
      updated_at: '2026-11-23T08:31:00.000Z',
    });
  });

  it('are eight, as JSON', () => {
    expect(statuspageForms).toHaveLength(8);
    expect(new Set(statuspageForms.map(({ mediaType }) => mediaType))).toEqual(
      new Set(['application/json; charset=utf-8']),
    );
  });

  it('tell a component field for field, in the order of the operator', () => {
    const { components } = read('components', page);
    expect(components.map(({ id, position }: { id: string; position: number }) => [id, position])).toEqual(
      page.components.map(({ id }, i) => [id, i + 1]),
    );
    expect(components[1]).toEqual({
      id: 'scan',
      name: 'Scan to cloud',
      status: 'partial_outage',
      created_at: '2026-01-01T09:00:00.000Z',
      updated_at: '2026-11-23T08:02:11.000Z',
      position: 2,
      description: 'Scans from the device to folders in the cloud.',
      showcase: true,
      start_date: '2026-01-01',
      group_id: null,
      page_id: 'eu',
      group: false,
      only_show_if_degraded: false,
    });
    expect(components[2].description).toBeNull();
  });

  it('tell an incident field for field, with what each update makes of each component', () => {
    const [incident] = read('incidents', page).incidents;
    const { incident_updates: updates, components, ...fields } = incident;
    expect(fields).toEqual({
      id: 'inc_1',
      name: 'Scan to cloud is failing for some devices',
      status: 'identified',
      created_at: '2026-11-23T08:02:11.000Z',
      updated_at: '2026-11-23T08:31:00.000Z',
      monitoring_at: null,
      resolved_at: null,
      impact: 'major',
      shortlink: 'https://status.example/status/eu/incidents/inc_1',
      started_at: '2026-11-23T08:02:11.000Z',
      page_id: 'eu',
      reminder_intervals: null,
    });
    expect(components).toEqual(
      read('components', page).components.filter(({ id }: { id: string }) => ['scan', 'login'].includes(id)),
    );
    expect(updates).toEqual([
      {
        id: 'upd_3',
        status: 'identified',
        body: 'Tokens of one storage provider are refused.\nWe are renewing them.\n\nScans to mail are not affected.',
        incident_id: 'inc_1',
        created_at: '2026-11-23T08:31:00.000Z',
        updated_at: '2026-11-23T08:31:00.000Z',
        display_at: '2026-11-23T08:31:00.000Z',
        affected_components: [
          {
            code: 'scan',
            name: 'Scan to cloud',
            old_status: 'partial_outage',
            new_status: 'partial_outage',
          },
          {
            code: 'login',
            name: 'Login at the device',
            old_status: 'operational',
            new_status: 'degraded_performance',
          },
        ],
        deliver_notifications: false,
        custom_tweet: null,
        tweet_id: null,
      },
      expect.objectContaining({
        id: 'upd_1',
        created_at: '2026-11-23T08:02:11.000Z',
        updated_at: '2026-11-23T08:20:00.000Z',
        affected_components: [
          { code: 'scan', name: 'Scan to cloud', old_status: 'operational', new_status: 'partial_outage' },
        ],
      }),
    ]);
  });

  it('tell a maintenance field for field', () => {
    const [, running, done] = read('scheduled-maintenances', page).scheduled_maintenances;
    const { incident_updates: updates, components, ...fields } = running;
    expect(fields).toEqual({
      id: 'mnt_mail',
      name: 'Mail relay moves',
      status: 'in_progress',
      created_at: '2026-11-21T12:00:00.000Z',
      updated_at: '2026-11-23T08:00:00.000Z',
      monitoring_at: null,
      resolved_at: null,
      impact: 'maintenance',
      shortlink: 'https://status.example/status/eu/maintenance/mnt_mail',
      started_at: '2026-11-21T12:00:00.000Z',
      page_id: 'eu',
      scheduled_for: '2026-11-23T08:00:00.000Z',
      scheduled_until: '2026-11-23T10:00:00.000Z',
    });
    expect(components.map(({ id }: { id: string }) => id)).toEqual(['mail']);
    expect(Object.keys(updates[0])).toEqual(
      Object.keys(read('incidents', page).incidents[0].incident_updates[0]),
    );
    expect(updates.map((update: { affected_components: unknown }) => update.affected_components)).toEqual([
      [{ code: 'mail', name: 'Scan to mail', old_status: 'operational', new_status: 'under_maintenance' }],
      [{ code: 'mail', name: 'Scan to mail', old_status: 'operational', new_status: 'operational' }],
    ]);
    expect(done.resolved_at).toBe('2026-11-15T01:00:00.000Z');
    expect(done.incident_updates[0].affected_components).toBeNull();
  });

  it('list in each what belongs there', () => {
    const ids = (name: string, part: string) => read(name, page)[part].map(({ id }: { id: string }) => id);
    expect(ids('incidents', 'incidents')).toEqual(['inc_1', 'adv_1', 'inc_fax', 'inc_slow', 'inc_old']);
    expect(ids('incidents/unresolved', 'incidents')).toEqual(['inc_1', 'adv_1', 'inc_fax']);
    expect(ids('summary', 'incidents')).toEqual(['inc_1', 'adv_1', 'inc_fax']);
    expect(ids('scheduled-maintenances', 'scheduled_maintenances')).toEqual([
      'mnt_1',
      'mnt_mail',
      'mnt_done',
    ]);
    expect(ids('scheduled-maintenances/upcoming', 'scheduled_maintenances')).toEqual(['mnt_1']);
    expect(ids('scheduled-maintenances/active', 'scheduled_maintenances')).toEqual(['mnt_mail']);
    expect(ids('summary', 'scheduled_maintenances')).toEqual(['mnt_1', 'mnt_mail']);
  });

  it('list the fifty latest of what was, and all that goes on', () => {
    const many = Array.from({ length: 60 }, (_, i) => aPageIncident({ id: `inc_${i}` }));
    const crowded = aRegionPage({ incidents: many });
    expect(read('incidents', crowded).incidents.map(({ id }: { id: string }) => id)).toEqual(
      many.slice(0, 50).map(({ id }) => id),
    );
    expect(read('incidents/unresolved', crowded).incidents).toHaveLength(60);
  });

  it('say nothing but that all is well of a region in which nothing is', () => {
    expect(read('summary', aRegionPage())).toEqual({
      page: expect.objectContaining({ id: 'eu' }),
      components: [],
      incidents: [],
      scheduled_maintenances: [],
      status: { indicator: 'none', description: 'All Systems Operational' },
    });
  });
});
