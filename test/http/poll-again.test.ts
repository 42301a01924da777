import type { SystemStatus } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { itAlone } from '../support/alone.ts';
import { newKey } from '../support/new-key.ts';
import { ask, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

/** The first poll of a key goes the ordinary way and the next a shorter one, which nobody may be able to tell. */

function poll(platen: { url: string }, { orgId }: Tenant, key: string, headers: Record<string, string> = {}) {
  return ask(platen, `/v1/orgs/${orgId}/system-status`, key, { headers });
}

/** Of each request its own. */
const ofOneRequest = ['date', 'x-request-id', 'ratelimit'];

async function told(response: Response) {
  const headers = [...response.headers].filter(([name]) => !ofOneRequest.includes(name));
  return { status: response.status, headers: Object.fromEntries(headers), text: await response.text() };
}

describe('a poll that comes again', () => {
  it.each([{}, { 'if-none-match': '*' }])('is answered like the first, asked with %j', async (headers) => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    const first = await told(await poll(platen, tenant, tenant.key, headers));
    const again = await poll(platen, tenant, tenant.key, { ...headers, 'x-request-id': 'mine' });
    expect(again.headers.get('x-request-id')).toBe('mine');
    expect(await told(again)).toEqual(first);
  });

  itAlone('counts for the quota, unless it is told nothing new', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    const left = async (headers = {}) =>
      /r=(\d+)/.exec((await poll(platen, tenant, tenant.key, headers)).headers.get('ratelimit') ?? '')?.[1];
    expect(await left()).toBe('5999');
    expect(await left()).toBe('5998');
    expect(await left({ 'if-none-match': '*' })).toBe('5998');
    expect(await left()).toBe('5997');
  });

  it('is told what has changed meanwhile, be it by the clock', async () => {
    await using platen = await startPlaten();
    const { operator, clock } = platen;
    const tenant = await platen.organization();
    const status = async () => {
      const response = await poll(platen, tenant, tenant.key);
      return ((await response.json()) as SystemStatus).service_status;
    };
    expect([await status(), await status()]).toEqual(['Operational', 'Operational']);
    const body = { status_code: 'operational', interval_seconds: 60 } as const;
    const params = { region: 'eu', component_id: 'print' };
    await operator.call('putComponent', { params, body: { name: 'Print', status_code: null } });
    await operator.call('pushComponentStatus', { params, body });
    expect([await status(), await status()]).toEqual(['Operational', 'Operational']);
    clock.advance(180);
    expect([await status(), await status()]).toEqual(['Unknown', 'Unknown']);
  });

  it('is refused when its key was revoked, ends or lacks the scope, and for another organization', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    const other = await platen.organization();
    const { id, key } = await newKey(tenant);
    const blind = await tenant.keyWith('jobs:write');
    for (const _ of ['first', 'again']) {
      expect((await poll(platen, tenant, key)).status).toBe(200);
      await problemOf(await poll(platen, other, key), 'not_found');
      await problemOf(await poll(platen, tenant, blind), 'scope_missing');
    }
    await tenant.client.call('revokeKey', { params: { org_id: tenant.orgId, key_id: id } });
    await problemOf(await poll(platen, tenant, key), 'key_revoked');
    const soon = new Date(platen.clock.now() + 60_000).toISOString();
    const ending = await newKey(tenant, { expires_at: soon });
    for (const _ of ['first', 'again']) {
      expect((await poll(platen, tenant, ending.key)).headers.has('sunset')).toBe(true);
    }
    platen.clock.advance(60);
    await problemOf(await poll(platen, tenant, ending.key), 'key_expired');
  });

  it('comes from where the trusted proxy says, and from its networks alone', async () => {
    await using platen = await startPlaten({ settings: { PLATEN_TRUSTED_PROXIES: '127.0.0.1' } });
    const tenant = await platen.organization();
    const { id, key } = await newKey(tenant);
    const bound = await newKey(tenant, { allowed_cidrs: ['10.0.0.0/8'] });
    const from = (address: string, secret = key) =>
      poll(platen, tenant, secret, { 'x-forwarded-for': address });
    for (const address of ['10.1.1.1', '10.1.1.2']) {
      platen.clock.advance(1);
      expect((await from(address)).status).toBe(200);
      expect((await from(address, bound.key)).status).toBe(200);
      await problemOf(await from('192.0.2.1', bound.key), 'ip_not_allowed');
    }
    await platen.tidy();
    const used = await platen.server.rooms.access.store.findKey(tenant.orgId, id);
    expect(used?.lastUsedFrom).toBe('10.1.1.2');
  });
});
