import type { IncidentImpact, StatusCode } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { type Platen, startPlaten, type Tenant } from '../support/platen.ts';

const statusOf = ({ client, orgId }: Tenant) => client.call('getSystemStatus', { params: { org_id: orgId } });

function set(platen: Platen, region: string, component_id: string, status_code: StatusCode) {
  const params = { region, component_id };
  const body = { name: component_id, job_types: [component_id as 'print'], status_code };
  return platen.operator.call('putComponent', { params, body });
}

function open(platen: Platen, impact: IncidentImpact, regions: string[], component_ids: string[] = []) {
  const body = { name: 'Scans fail', impact, regions, component_ids, body: 'We are looking into it.' };
  return platen.operator.call('createIncident', { body });
}

describe('the status of a region', () => {
  it('is operational while nothing is wrong', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    const status = await statusOf(tenant);
    expect(status).toMatchObject({
      org_id: tenant.orgId,
      region: 'eu',
      service_status: 'Operational',
      service_status_code: 'operational',
      stale: false,
      active_incidents: [],
      maintenance: [],
    });
    expect(status.components.map(({ id, status }) => [id, status])).toEqual([
      ['copy', 'Operational'],
      ['fax', 'Operational'],
      ['print', 'Operational'],
      ['scan', 'Operational'],
    ]);
  });

  it('is not alarmed by an outage in another region', async () => {
    await using platen = await startPlaten();
    const [here, there] = [await platen.organization(), await platen.organization({ region: 'us' })];
    const calm = await statusOf(here);
    await set(platen, 'us', 'scan', 'major_outage');
    await open(platen, 'critical', ['us'], ['print']);
    expect(await statusOf(here)).toEqual(calm);
    expect(await statusOf(there)).toMatchObject({ service_status: 'Major Outage' });
  });

  it('is a partial outage while a part of it is lost', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    await set(platen, 'eu', 'scan', 'major_outage');
    const status = await statusOf(tenant);
    expect(status).toMatchObject({ service_status: 'Partial Outage', since: '2026-11-24T09:07:00Z' });
    expect(status.components.find(({ id }) => id === 'scan')).toMatchObject({ status: 'Major Outage' });
  });

  it('is a major outage when everything that carries jobs is lost', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    for (const id of ['print', 'scan', 'copy', 'fax']) await set(platen, 'eu', id, 'major_outage');
    expect((await statusOf(tenant)).service_status).toBe('Major Outage');
  });

  it('is a major outage while a critical incident covers it, even of one component', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    const { id } = await open(platen, 'critical', ['eu', 'us'], ['scan']);
    const status = await statusOf(tenant);
    expect(status).toMatchObject({ service_status: 'Major Outage', service_status_code: 'major_outage' });
    expect(status.active_incidents).toEqual([expect.objectContaining({ id, regions: ['eu'] })]);
    await platen.operator.call('addIncidentUpdate', {
      params: { incident_id: id },
      body: { status: 'resolved', body: 'Over.' },
    });
    expect(await statusOf(tenant)).toMatchObject({ service_status: 'Operational', active_incidents: [] });
  });

  it('counts an incident that names no component', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    await open(platen, 'minor', ['eu']);
    expect((await statusOf(tenant)).service_status).toBe('Degraded Performance');
  });

  it('is under maintenance from its start to its end, by the clock alone', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    await platen.operator.call('createMaintenance', {
      body: {
        name: 'Storage',
        regions: ['eu'],
        body: 'Scans may arrive late.',
        starts_at: '2026-11-24T10:00:00Z',
        ends_at: '2026-11-24T11:00:00Z',
      },
    });
    const at = async (time: string) => {
      platen.clock.set(time);
      const { service_status, maintenance } = await statusOf(tenant);
      return [service_status, maintenance.map(({ status }) => status)];
    };
    expect(await at('2026-11-24T09:59:59Z')).toEqual(['Operational', ['scheduled']]);
    expect(await at('2026-11-24T10:00:00Z')).toEqual(['Under Maintenance', ['in_progress']]);
    expect(await at('2026-11-24T10:59:59Z')).toEqual(['Under Maintenance', ['in_progress']]);
    expect(await at('2026-11-24T11:00:00Z')).toEqual(['Operational', []]);
  });

  it('is unknown where nobody has ever said anything', async () => {
    await using platen = await startPlaten();
    await platen.operator.call('putRegion', { params: { region: 'apac' }, body: { name: 'Asia' } });
    const tenant = await platen.organization({ region: 'apac' });
    expect(await statusOf(tenant)).toMatchObject({ service_status: 'Unknown', since: null });
  });
});
