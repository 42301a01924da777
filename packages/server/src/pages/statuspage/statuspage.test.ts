import { type IncidentImpact, incidentImpacts, type StatusCode, statusCodes } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import type { PageIncident, RegionPage } from '../../status/index.ts';
import { aBusyRegionPage } from '../busy-region-page.fixture.ts';
import {
  aMaintenanceUpdate,
  aPageComponent,
  aPageIncident,
  aPageMaintenance,
  aPageUpdate,
  aRegionPage,
  at,
  site,
} from '../region-page.fixture.ts';
import { statuspageForms } from './documents.ts';

const read = (name: string, page: RegionPage) => {
  const form = statuspageForms.find(({ path }) => path === `/api/v2/${name}.json`);
  return JSON.parse(form?.write(page, site) ?? 'null');
};

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

describe('the overall status', () => {
  it.each<[StatusCode, string, string]>([
    ['major_outage', 'critical', 'Major System Outage'],
    ['partial_outage', 'major', 'Partial System Outage'],
    ['degraded_performance', 'minor', 'Partially Degraded Service'],
    ['under_maintenance', 'maintenance', 'Service Under Maintenance'],
    ['operational', 'none', 'All Systems Operational'],
    ['unknown', 'minor', 'Status Unknown'],
  ])('%s is %s, "%s"', (status, indicator, description) => {
    const page = aRegionPage({ status, components: [aPageComponent()] });
    expect(read('status', page).status).toEqual({ indicator, description });
  });

  it('is a degraded system when every component is degraded', () => {
    const page = aRegionPage({
      status: 'degraded_performance',
      components: [aPageComponent({ status: 'degraded_performance' })],
    });
    expect(read('status', page).status.description).toBe('Degraded System Service');
  });
});

describe('a component', () => {
  const written = (fields: Parameters<typeof aPageComponent>[0]) =>
    read('components', aRegionPage({ components: [aPageComponent(fields)] })).components[0];

  it.each(statusCodes.filter((status) => status !== 'unknown'))('that is %s is called so', (status) => {
    expect(written({ status }).status).toBe(status);
  });

  it('of which nobody knows is never operational, and says why', () => {
    const reason = 'Nothing heard since 08:00 UTC.';
    expect(written({ status: 'unknown', reason })).toMatchObject({
      status: 'degraded_performance',
      description: 'Status unknown: Nothing heard since 08:00 UTC.',
    });
    expect(written({ status: 'unknown', reason, description: 'Scans.' }).description).toBe(
      'Status unknown: Nothing heard since 08:00 UTC. Scans.',
    );
    expect(written({ status: 'unknown' }).description).toMatch(/^Status unknown: /);
  });
});

describe('an incident', () => {
  const components = [aPageComponent(), aPageComponent({ id: 'print', name: 'Cloud print' })];
  const written = (incident: PageIncident) =>
    read('incidents', aRegionPage({ components, incidents: [incident] })).incidents[0];
  const affected = (...said: Parameters<typeof aPageUpdate>[0][]) =>
    written(aPageIncident({ updates: said.map(aPageUpdate) })).incident_updates.map(
      (update: { affected_components: { code: string; old_status: string; new_status: string }[] | null }) =>
        update.affected_components?.map(({ code, old_status, new_status }) => [code, old_status, new_status]),
    );

  it.each<[IncidentImpact, StatusCode]>([
    ['critical', 'major_outage'],
    ['major', 'partial_outage'],
    ['minor', 'degraded_performance'],
    ['none', 'operational'],
  ])('of impact %s makes its components %s', (impact, status) => {
    expect(incidentImpacts).toContain(impact);
    expect(affected({ componentImpacts: { scan: impact } })).toEqual([[['scan', 'operational', status]]]);
  });

  it('that is resolved leaves its components well', () => {
    expect(
      affected(
        { status: 'postmortem', componentImpacts: { scan: 'major' } },
        { status: 'resolved', componentImpacts: { scan: 'major' } },
        { componentImpacts: { scan: 'major' } },
      ),
    ).toEqual([
      [['scan', 'operational', 'operational']],
      [['scan', 'partial_outage', 'operational']],
      [['scan', 'operational', 'partial_outage']],
    ]);
  });

  it('that leaves a component makes it well, also one that is no longer there', () => {
    expect(
      affected(
        { componentImpacts: { print: 'minor' } },
        { componentImpacts: { scan: 'major', gone: 'minor' } },
      ),
    ).toEqual([
      [
        ['print', 'operational', 'degraded_performance'],
        ['scan', 'partial_outage', 'operational'],
        ['gone', 'degraded_performance', 'operational'],
      ],
      [
        ['scan', 'operational', 'partial_outage'],
        ['gone', 'operational', 'degraded_performance'],
      ],
    ]);
  });

  it('about the region as such affects no component by name', () => {
    const incident = written(
      aPageIncident({ componentIds: [], updates: [aPageUpdate({ componentImpacts: {} })] }),
    );
    expect(incident.components).toEqual([]);
    expect(incident.incident_updates[0].affected_components).toBeNull();
  });

  it('says when it was last monitored and when it was resolved', () => {
    const updates = [
      aPageUpdate({ status: 'resolved', at: at('2026-11-23T10:00:00Z') }),
      aPageUpdate({ status: 'monitoring', at: at('2026-11-23T09:30:00Z') }),
      aPageUpdate({ status: 'monitoring', at: at('2026-11-23T09:00:00Z') }),
    ];
    expect(written(aPageIncident({ updates }))).toMatchObject({
      monitoring_at: '2026-11-23T09:30:00.000Z',
      resolved_at: '2026-11-23T10:00:00.000Z',
    });
  });

  it('links to where it is told, unless that is no place on the web', () => {
    const link = (url: string) => written(aPageIncident({ url })).shortlink;
    expect(link('https://lines.example/42')).toBe('https://lines.example/42');
    expect(link('javascript:alert(1)')).toBe('https://status.example/status/eu/incidents/inc_1');
  });
});

describe('a maintenance', () => {
  it('leaves its components well when it is completed', () => {
    const said = (['completed', 'in_progress', 'scheduled'] as const).map((status) =>
      aMaintenanceUpdate({ status }),
    );
    const page = aRegionPage({
      components: [aPageComponent()],
      maintenance: [aPageMaintenance({ updates: said })],
    });
    const [maintenance] = read('scheduled-maintenances', page).scheduled_maintenances;
    expect(
      maintenance.incident_updates.map(
        (update: { affected_components: { new_status: string }[] }) =>
          update.affected_components[0]?.new_status,
      ),
    ).toEqual(['operational', 'under_maintenance', 'operational']);
  });
});
