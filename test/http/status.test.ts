import type { IncidentCreate } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const incident: IncidentCreate = {
  name: 'Scans fail',
  impact: 'major',
  regions: ['eu'],
  component_ids: ['scan'],
  body: 'We are looking into it.',
};

async function newestAudit() {
  return (await platen.operator.call('listAllAudit', { query: { limit: 1 } })).data[0];
}

describe('regions and components', () => {
  it('are made and renamed by the same request', async () => {
    const { operator } = platen;
    const params = { region: 'apac' };
    const made = await operator.call('putRegion', { params, body: { name: 'Asia' } });
    const renamed = await operator.call('putRegion', { params, body: { name: 'Asia Pacific' } });
    expect(renamed).toEqual({ ...made, name: 'Asia Pacific' });
    expect((await operator.call('listRegions', {})).data).toContainEqual(renamed);
    expect(await newestAudit()).toMatchObject({ action: 'region.updated', target: 'apac', org_id: null });
  });

  it('keep the status of a component that is not told', async () => {
    const { operator } = platen;
    const params = { region: 'us', component_id: 'queue' };
    const made = await operator.call('putComponent', { params, body: { name: 'Queue' } });
    expect(made).toMatchObject({ status: 'Operational', status_code: 'operational', job_types: [] });
    await operator.call('putComponent', { params, body: { name: 'Queue', status_code: 'partial_outage' } });
    const renamed = await operator.call('putComponent', { params, body: { name: 'Queues' } });
    expect(renamed).toMatchObject({ name: 'Queues', status: 'Partial Outage' });
    const { data } = await operator.call('listComponents', { params: { region: 'us' } });
    expect(data).toContainEqual(renamed);
    expect(await newestAudit()).toMatchObject({ action: 'component.updated', target: 'us/queue' });
  });

  it('are answered 404 in a region that does not exist', async () => {
    const params = { region: 'atlantis', component_id: 'print' };
    const { operator } = platen;
    await expect(operator.call('putComponent', { params, body: { name: 'A' } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(operator.call('listComponents', { params })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('an incident', () => {
  it('is told, updated, resolved and opened again', async () => {
    const { operator } = platen;
    const opened = await operator.call('createIncident', { body: incident });
    const params = { incident_id: opened.id };
    expect(opened).toMatchObject({ status: 'investigating', job_types: ['scan'], resolved_at: null });
    platen.clock.advance(60);
    const resolved = await operator.call('addIncidentUpdate', {
      params,
      body: { status: 'resolved', body: 'Scans arrive again.' },
    });
    expect(resolved).toMatchObject({ status: 'resolved', resolved_at: resolved.updates[0]?.at });
    expect(resolved.updates).toHaveLength(2);
    const again = await operator.call('addIncidentUpdate', {
      params,
      body: { status: 'identified', body: 'Not quite.', impact: 'minor' },
    });
    expect(again).toMatchObject({ status: 'identified', impact: 'minor', resolved_at: null });
    expect(await operator.call('getIncident', { params })).toEqual(again);
    expect((await operator.call('listIncidents', {})).data[0]).toEqual(again);
    expect(await newestAudit()).toMatchObject({ action: 'incident.updated', target: opened.id });
  });

  it.each([
    ['in a region that does not exist', { regions: ['eu', 'atlantis'] }, 'body.regions[1]'],
    ['of a component that does not exist', { component_ids: ['fax', 'telex'] }, 'body.component_ids[1]'],
    ['that is yet to begin', { started_at: '2026-11-30T00:00:00Z' }, 'body.started_at'],
    ['in no region', { regions: [] }, 'body.regions'],
    ['with a link to a script', { url: 'javascript:alert(1)' }, 'body.url'],
  ])('is refused %s', async (_, fields, location) => {
    await expect(
      platen.operator.call('createIncident', { body: { ...incident, ...fields } }),
    ).rejects.toMatchObject({ code: 'invalid_request', problem: { errors: [{ location }] } });
  });

  it('shows an organization of its region what is in that region, and any other nothing', async () => {
    const { id } = await platen.operator.call('createIncident', {
      body: { ...incident, regions: ['eu', 'us'] },
    });
    const elsewhere = await platen.operator.call('createIncident', {
      body: { ...incident, regions: ['us'] },
    });
    const { key } = await platen.organization();
    expect(await (await ask(platen, `/v1/incidents/${id}`, key)).json()).toMatchObject({
      id,
      regions: ['eu'],
    });
    const hidden = await problemOf(await ask(platen, `/v1/incidents/${elsewhere.id}`, key), 'not_found');
    const absent = await problemOf(await ask(platen, '/v1/incidents/inc_none', key), 'not_found');
    expect(hidden.detail.replace(elsewhere.id, 'inc_none')).toBe(absent.detail);
  });

  it('takes no update where there is none', async () => {
    await expect(
      platen.operator.call('addIncidentUpdate', {
        params: { incident_id: 'inc_none' },
        body: { status: 'resolved', body: 'Over.' },
      }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('maintenance', () => {
  const planned = {
    name: 'Storage',
    regions: ['eu'],
    body: 'Scans may arrive late.',
    starts_at: '2026-12-01T22:00:00Z',
    ends_at: '2026-12-02T02:00:00Z',
  };

  it('is scheduled, moved and cancelled, and then stays as it is', async () => {
    const { operator } = platen;
    const made = await operator.call('createMaintenance', { body: planned });
    const params = { maintenance_id: made.id };
    expect(made).toMatchObject({ ...planned, component_ids: [], status: 'scheduled' });
    const moved = await operator.call('updateMaintenance', {
      params,
      body: { ends_at: '2026-12-02T03:00:00Z' },
    });
    expect(moved).toMatchObject({ starts_at: planned.starts_at, ends_at: '2026-12-02T03:00:00Z' });
    const cancelled = await operator.call('updateMaintenance', { params, body: { cancelled: true } });
    expect(cancelled.status).toBe('cancelled');
    expect((await operator.call('listMaintenance', {})).data[0]).toEqual(cancelled);
    expect(await newestAudit()).toMatchObject({ action: 'maintenance.cancelled', target: made.id });
    await expect(
      operator.call('updateMaintenance', { params, body: { name: 'Other' } }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([
    ['that ends before it begins', { ends_at: '2026-12-01T21:59:59Z' }, 'body.ends_at'],
    ['in a region that does not exist', { regions: ['atlantis'] }, 'body.regions[0]'],
    ['on a day that does not exist', { starts_at: '2026-11-31T00:00:00Z' }, 'body.starts_at'],
  ])('is refused %s', async (_, fields, location) => {
    await expect(
      platen.operator.call('createMaintenance', { body: { ...planned, ...fields } }),
    ).rejects.toMatchObject({ code: 'invalid_request', problem: { errors: [{ location }] } });
  });

  it('cannot be changed where there is none', async () => {
    await expect(
      platen.operator.call('updateMaintenance', { params: { maintenance_id: 'mnt_none' }, body: {} }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
