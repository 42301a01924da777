import { type IncidentCreate, type Route, type RouteName, routes } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itAlone } from '../support/alone.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';

const names = Object.entries<Route>(routes)
  .filter(([, { snapshot }]) => snapshot)
  .map(([name]) => name as RouteName);

let platen: Platen;
let tenant: Tenant;
beforeAll(async () => {
  platen = await startPlaten();
  tenant = await platen.organization();
  await postJobs(platen, tenant, JSON.stringify([jobEvent()]));
  await platen.operator.call('putSubscription', {
    params: { org_id: tenant.orgId },
    body: { plan: 'Hive', start_date: '2026-01-01', end_date: '2026-12-20' },
  });
});
afterAll(() => platen[Symbol.asyncDispose]());

function read(name: RouteName, headers: Record<string, string> = {}, key = tenant.key, method = 'GET') {
  const path = routes[name].path.replace('{org_id}', tenant.orgId);
  return ask(platen, path, key, { headers, method });
}

const remaining = (response: Response) =>
  Number(/r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]);

describe.each(names)('%s', (name) => {
  it('has the same bytes and the same ETag for every key that may read it', async () => {
    const other = await tenant.keyWith('system-status:read', 'job-stats:read', 'subscription:read');
    const [one, two] = [await read(name), await read(name, {}, other)];
    expect(one.headers.get('etag')).toMatch(/^"[\w-]{22}"$/);
    expect(two.headers.get('etag')).toBe(one.headers.get('etag'));
    expect(await two.text()).toBe(await one.text());
  });

  it('does not change while nothing changed, though the clock moves on', async () => {
    await using quiet = await startPlaten();
    const { orgId, key } = await quiet.organization();
    const get = () => ask(quiet, routes[name].path.replace('{org_id}', orgId), key);
    // Each server tells when it saw a change itself.
    await get();
    const before = await get();
    const text = await before.text();
    // Uptime moves on every five minutes, and job stats every quarter of an hour.
    for (const seconds of [1, 60, 100]) {
      quiet.clock.advance(seconds);
      const after = await get();
      expect(await after.text()).toBe(text);
      for (const header of ['etag', 'last-modified']) {
        expect(after.headers.get(header)).toBe(before.headers.get(header));
      }
    }
  });

  it('is answered 304 to who knows it, without a body', async () => {
    const etag = (await read(name)).headers.get('etag') ?? '';
    for (const known of [etag, `W/${etag}`, `"old", ${etag}`, '*']) {
      const response = await read(name, { 'if-none-match': known });
      expect(response.status).toBe(304);
      expect(await response.text()).toBe('');
      expect(response.headers.get('etag')).toBe(etag);
      expect(response.headers.get('x-poll-interval')).toBe('60');
      expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    }
  });

  itAlone('costs no quota when it is answered 304', async () => {
    const etag = (await read(name)).headers.get('etag') ?? '';
    const before = remaining(await ask(platen, '/v1/whoami', tenant.key));
    for (const known of [etag, '*']) {
      expect(remaining(await read(name, { 'if-none-match': known }))).toBe(before);
    }
    expect(remaining(await read(name, { 'if-none-match': '"old"' }))).toBe(before - 1);
  });

  it('may be asked for its head alone', async () => {
    const [whole, head] = [await read(name), await read(name, {}, tenant.key, 'HEAD')];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    for (const header of ['etag', 'last-modified', 'content-length', 'content-type', 'x-poll-interval']) {
      expect(head.headers.get(header)).toBe(whole.headers.get(header));
    }
  });

  it('is not kept by anybody on the way, and asked for anew each time', async () => {
    expect((await read(name)).headers.get('cache-control')).toBe('private, no-cache');
  });

  it('tells a poller to come again in 15 seconds while an incident runs, and in 60 when it is over', async () => {
    const interval = async () => (await read(name)).headers.get('x-poll-interval');
    expect(await interval()).toBe('60');
    const body: IncidentCreate = { name: 'Scans fail', impact: 'minor', regions: ['eu'], body: 'A.' };
    const { id } = await platen.operator.call('createIncident', { body });
    expect(await interval()).toBe('15');
    await platen.operator.call('addIncidentUpdate', {
      params: { incident_id: id },
      body: { status: 'resolved', body: 'Over.' },
    });
    expect(await interval()).toBe('60');
    await platen.operator.call('createIncident', { body: { ...body, regions: ['us'] } });
    expect(await interval()).toBe('60');
    const advisory = { ...body, kind: 'advisory', impact: 'none' } as const;
    await platen.operator.call('createIncident', { body: advisory });
    expect(await interval()).toBe('60');
  });
});

describe('an ETag', () => {
  it('changes with the data at once', async () => {
    const etag = async (name: RouteName) => (await read(name)).headers.get('etag');
    const before = await Promise.all(names.map(etag));
    await postJobs(platen, tenant, JSON.stringify([jobEvent()]));
    await platen.operator.call('putComponent', {
      params: { region: 'eu', component_id: 'scan' },
      body: { name: 'Scan', job_types: ['scan'], status_code: 'partial_outage' },
    });
    await platen.operator.call('putSubscription', {
      params: { org_id: tenant.orgId },
      body: { plan: 'Hive', start_date: '2026-01-01', end_date: '2027-12-20' },
    });
    const after = await Promise.all(names.map(etag));
    for (const [i, name] of names.entries()) expect([name, after[i]]).not.toEqual([name, before[i]]);
  });
});
