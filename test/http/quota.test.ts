import { describe, expect, it } from 'vitest';
import { ask, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

const quota = { requests: 40, windowSeconds: 60 };

/** Asks until the quota of the key is used up, and gives the `RateLimit` of each answer. */
async function useUp(platen: { url: string }, key: string): Promise<string[]> {
  const told: string[] = [];
  for (let i = 0; i < quota.requests; i++) {
    const response = await ask(platen, '/v1/whoami', key);
    expect(response.status).toBe(200);
    told.push(response.headers.get('ratelimit') ?? '');
  }
  return told;
}

describe('the quota of a key', () => {
  it('counts down, and then every request is refused until its window ends', async () => {
    await using platen = await startPlaten({ limits: { quota } });
    const { orgId, key } = await platen.organization();
    const told = await useUp(platen, key);
    expect(told).toEqual(told.map((_, i) => `"default";r=${quota.requests - 1 - i};t=60`));

    platen.clock.advance(17);
    for (const path of ['/v1/whoami', `/v1/orgs/${orgId}/job-stats`]) {
      const refused = await ask(platen, path, key);
      expect(refused.headers.get('retry-after')).toBe('43');
      expect(refused.headers.get('ratelimit')).toBe('"default";r=0;t=43');
      expect(refused.headers.get('ratelimit-policy')).toBe('"default";q=40;w=60');
      expect((await problemOf(refused, 'quota_exceeded')).type).toBe(
        'https://iana.org/assignments/http-problem-types#quota-exceeded',
      );
    }
    platen.clock.advance(43);
    expect((await ask(platen, '/v1/whoami', key)).status).toBe(200);
  });

  it('that is used up is that of one key alone', async () => {
    await using platen = await startPlaten({ limits: { quota } });
    const tenant = await platen.organization();
    await useUp(platen, tenant.key);
    const other = await tenant.keyWith('system-status:read');
    expect((await ask(platen, '/v1/whoami', other)).status).toBe(200);
  });

  it('that is used up still lets a poller learn that nothing has changed', async () => {
    await using platen = await startPlaten({ limits: { quota } });
    const tenant = await platen.organization();
    const path = `/v1/orgs/${tenant.orgId}/system-status`;
    const etag = (await ask(platen, path, tenant.key)).headers.get('etag') ?? '';
    platen.clock.advance(60);
    await useUp(platen, tenant.key);
    const known = await ask(platen, path, tenant.key, { headers: { 'if-none-match': etag } });
    expect(known.status).toBe(304);
    const news = await ask(platen, path, tenant.key, { headers: { 'if-none-match': '"old"' } });
    await problemOf(news, 'quota_exceeded');
  });

  it('is used up by nobody who does not hold the key', async () => {
    await using platen = await startPlaten({ limits: { quota } });
    const { key } = await platen.organization();
    const mistyped = key.slice(0, -1) + (key.endsWith('a') ? 'b' : 'a');
    for (let i = 0; i < 3; i++) {
      const response = await ask(platen, '/v1/whoami', mistyped);
      expect(response.headers.has('ratelimit')).toBe(false);
    }
    expect((await ask(platen, '/v1/whoami', key)).headers.get('ratelimit')).toBe('"default";r=39;t=60');
  });
});
