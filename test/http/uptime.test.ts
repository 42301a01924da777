import { describe, expect, it } from 'vitest';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

const pathOf = (orgId: string, query = '') => `/v1/orgs/${orgId}/uptime${query}`;
const uptimeOf = ({ client, orgId }: Tenant, days: number) =>
  client.call('getUptime', { params: { org_id: orgId }, query: { days } });

function set(
  platen: Platen,
  region: string,
  component_id: string,
  status_code: 'operational' | 'major_outage',
) {
  return platen.operator.call('putComponent', {
    params: { region, component_id },
    body: { name: component_id, status_code },
  });
}

describe('the uptime of an organization', () => {
  it('is that of its region and of each component, day by day', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    platen.clock.set('2026-11-24T18:00:00Z');
    await set(platen, 'eu', 'scan', 'major_outage');
    platen.clock.set('2026-11-25T06:04:00Z');
    const up = await uptimeOf(tenant, 2);
    expect(up).toMatchObject({
      org_id: tenant.orgId,
      region: 'eu',
      from: '2026-11-24T00:00:00Z',
      to: '2026-11-25T06:00:00Z',
      known: 0.696111,
    });
    expect(up.components.map(({ id }) => id)).toEqual(['copy', 'fax', 'print', 'scan']);
    const days = [
      { date: '2026-11-24', uptime: 0.596865, known: 0.620139, worst_status_code: 'major_outage' },
      { date: '2026-11-25', uptime: 0, known: 1, worst_status_code: 'major_outage' },
    ];
    expect(up.components[3]).toEqual({ id: 'scan', name: 'scan', uptime: 0.425379, known: 0.696111, days });
    // One component of four is a part of the region.
    expect(up.days.map(({ uptime, worst_status_code }) => [uptime, worst_status_code])).toEqual([
      [0.798432, 'partial_outage'],
      [0.5, 'partial_outage'],
    ]);
  });

  it('is that of 90 days, of which nothing is known before anybody spoke', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    const up = await tenant.client.call('getUptime', { params: { org_id: tenant.orgId } });
    expect(up.days).toHaveLength(90);
    expect(up.days[0]).toEqual({
      date: '2026-08-27',
      uptime: null,
      known: 0,
      worst_status_code: 'unknown',
    });
    platen.clock.set('2026-11-24T10:00:00Z');
    expect(await uptimeOf(tenant, 1)).toMatchObject({ uptime: 1, known: 0.088333 });
  });

  it('is the same to all organizations of the region, and nothing of another region', async () => {
    await using platen = await startPlaten();
    const [one, other] = [await platen.organization(), await platen.organization({ name: 'Contoso' })];
    const elsewhere = await platen.organization({ region: 'us' });
    platen.clock.set('2026-11-24T10:00:00Z');
    const before = await uptimeOf(one, 1);
    await set(platen, 'us', 'scan', 'major_outage');
    platen.clock.set('2026-11-24T10:04:59Z');
    expect(await uptimeOf(one, 1)).toEqual(before);
    expect(await uptimeOf(other, 1)).toEqual({ ...before, org_id: other.orgId });
    platen.clock.set('2026-11-24T11:00:00Z');
    expect((await uptimeOf(elsewhere, 1)).uptime).toBeLessThan(1);
    expect((await uptimeOf(one, 1)).uptime).toBe(1);
  });

  it('follows an organization into another region', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    expect((await uptimeOf(tenant, 1)).region).toBe('eu');
    await platen.operator.call('updateOrganization', {
      params: { org_id: tenant.orgId },
      body: { region: 'us' },
    });
    expect((await uptimeOf(tenant, 1)).region).toBe('us');
  });

  it('has an ETag of its days, which moves with every five minutes', async () => {
    await using platen = await startPlaten();
    const { orgId, key } = await platen.organization();
    const etagOf = async (query: string) =>
      (await ask(platen, pathOf(orgId, query), key)).headers.get('etag');
    const [one, two] = [await etagOf('?days=1'), await etagOf('?days=2')];
    expect(one).not.toBe(two);
    for (let days = 3; days < 20; days++) await etagOf(`?days=${days}`);
    expect([await etagOf('?days=1'), await etagOf('?days=2')]).toEqual([one, two]);
    const headers = { 'if-none-match': one ?? '' };
    const statusOf = async () => (await ask(platen, pathOf(orgId, '?days=1'), key, { headers })).status;
    platen.clock.set('2026-11-24T09:09:59Z');
    expect(await statusOf()).toBe(304);
    platen.clock.set('2026-11-24T09:10:00Z');
    expect(await statusOf()).toBe(200);
  });

  it('is another at once when an incident of the past becomes known', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    platen.clock.set('2026-11-24T10:00:00Z');
    expect((await uptimeOf(tenant, 1)).uptime).toBe(1);
    await platen.operator.call('createIncident', {
      body: {
        name: 'Scans failed',
        impact: 'critical',
        regions: ['eu'],
        body: 'They arrive again.',
        status: 'resolved',
        started_at: '2026-11-24T09:30:00Z',
      },
    });
    expect((await uptimeOf(tenant, 1)).uptime).toBeCloseTo(1 - 30 / 53, 6);
  });

  it('tells a poller to come again soon while an incident is on', async () => {
    await using platen = await startPlaten();
    const { orgId, key } = await platen.organization();
    const interval = async () => (await ask(platen, pathOf(orgId), key)).headers.get('x-poll-interval');
    expect(await interval()).toBe('60');
    const body = { name: 'Scans fail', impact: 'major' as const, regions: ['eu'], body: 'We look into it.' };
    await platen.operator.call('createIncident', { body });
    expect(await interval()).toBe('15');
  });

  it.each(['0', '367', '1.5', 'many', ''])('is refused for %j days', async (days) => {
    await using platen = await startPlaten();
    const { orgId, key } = await platen.organization();
    const response = await ask(platen, pathOf(orgId, `?days=${days}`), key);
    const { errors } = await problemOf(response, 'invalid_request');
    expect(errors).toMatchObject([{ location: 'query.days' }]);
  });

  it('is for keys that may read the status', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    const key = await tenant.keyWith('job-stats:read');
    await problemOf(await ask(platen, pathOf(tenant.orgId), key), 'scope_missing');
    await problemOf(await fetch(platen.url + pathOf(tenant.orgId)), 'key_missing');
    await problemOf(await ask(platen, pathOf('00000000'), tenant.key), 'not_found');
    const reader = await tenant.keyWith('system-status:read');
    expect((await ask(platen, pathOf(tenant.orgId, '?days=366'), reader)).status).toBe(200);
  });
});
