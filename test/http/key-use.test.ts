import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey } from '../support/new-key.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const whoami = (key: string) => ask(platen, '/v1/whoami', key);
const later = (seconds: number) => new Date(platen.clock.now() + seconds * 1000).toISOString();

async function listedKey({ client, orgId }: Tenant, id: string) {
  const { data } = await client.call('listKeys', { params: { org_id: orgId } });
  return data.find((key) => key.id === id);
}

describe('a key', () => {
  it('ends at its expires_at', async () => {
    const tenant = await platen.organization();
    const { key } = await newKey(tenant, { expires_at: later(60) });
    platen.clock.advance(59);
    expect((await whoami(key)).status).toBe(200);
    platen.clock.advance(1);
    await problemOf(await whoami(key), 'key_expired');
  });

  it('works from its networks alone', async () => {
    const tenant = await platen.organization();
    const home = await newKey(tenant, { allowed_cidrs: ['10.0.0.0/8', '127.0.0.0/8'] });
    expect((await whoami(home.key)).status).toBe(200);
    const elsewhere = await newKey(tenant, { allowed_cidrs: ['10.0.0.0/8', '2001:db8::/32'] });
    const problem = await problemOf(await whoami(elsewhere.key), 'ip_not_allowed');
    expect(problem.detail).toContain('127.0.0.1');
  });

  it('is not deceived by an X-Forwarded-For that nobody trusts', async () => {
    const tenant = await platen.organization();
    const { key } = await newKey(tenant, { allowed_cidrs: ['10.0.0.0/8'] });
    const response = await ask(platen, '/v1/whoami', key, { headers: { 'x-forwarded-for': '10.1.2.3' } });
    await problemOf(response, 'ip_not_allowed');
  });

  it('tells when, from where and by what it was used last, after a while', async () => {
    const tenant = await platen.organization();
    const { id, key } = await newKey(tenant);
    await ask(platen, '/v1/whoami', key, { headers: { 'user-agent': 'Prometheus/3.7.0' } });
    const at = new Date(platen.clock.now()).toISOString().replace('.000Z', 'Z');
    platen.clock.advance(5);
    expect(await listedKey(tenant, id)).toMatchObject({ last_used_at: null });
    await platen.tidy();
    expect(await listedKey(tenant, id)).toMatchObject({
      last_used_at: at,
      last_used_from: '127.0.0.1',
      last_used_agent: 'Prometheus/3.7.0',
    });
  });

  it('is used by no request that was refused for it', async () => {
    const tenant = await platen.organization();
    const { id, key } = await newKey(tenant, { allowed_cidrs: ['10.0.0.0/8'] });
    await whoami(key);
    await platen.tidy();
    expect(await listedKey(tenant, id)).toMatchObject({ last_used_at: null });
  });
});
