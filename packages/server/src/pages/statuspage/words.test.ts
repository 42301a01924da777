import { type IncidentImpact, incidentImpacts, type StatusCode, statusCodes } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import type { PageIncident } from '../../status/index.ts';
import {
  aMaintenanceUpdate,
  aPageComponent,
  aPageIncident,
  aPageMaintenance,
  aPageUpdate,
  aRegionPage,
  at,
} from '../region-page.fixture.ts';

import { read } from './read.fixture.ts';

describe('the overall status', () => {
  it.each<[StatusCode, string, string]>([
    ['major_outage', 'critical', 'Major System Outage'],
    ['partial_outage', 'major', 'Partial System Outage'],
    ['degraded_performance', 'minor', 'Partially Degraded Service'],
    ['under_maintenance', 'maintenance', 'Service Under Maintenance'],
    ['operational', 'none', 'All Systems Operational'],
    ['unknown', 'minor', 'Status Unknown'],
  ])('%s is %s, "%s"', (status, indicator, description) => {
    const page = aRegionPage({
      status,
      components: [aPageComponent(), aPageComponent({ status: 'degraded_performance' })],
    });
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

  it('names a component that is no longer there by its id', () => {
    const updates = [aPageUpdate({ componentImpacts: { gone: 'minor' } })];
    const [update] = written(aPageIncident({ updates })).incident_updates;
    expect(update.affected_components[0].name).toBe('gone');
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
