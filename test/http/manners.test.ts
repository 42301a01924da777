import { type ProblemCode, problems, problemType, type Route, routes } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, operatorKeyWith, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { initOf, type RouteRequest, routeRequests } from '../support/route-requests.ts';

let platen: Platen;
let tenant: Tenant;
let requests: readonly RouteRequest[];

beforeAll(async () => {
  platen = await startPlaten();
  tenant = await platen.organization();
  requests = await routeRequests(platen, tenant);
});
afterAll(() => platen[Symbol.asyncDispose]());

/** Those that a key may ask; of the others test/http/people*.test.ts tells. */
const names = Object.entries<Route>(routes)
  .filter(([, route]) => route.for === undefined)
  .map(([name]) => name);
function requestOf(name: string): RouteRequest {
  const request = requests.find((candidate) => candidate.name === name);
  if (!request) throw new Error(`No request for ${name}.`);
  return request;
}

/** Gets as far as the body, and no further: whoever is let in is told 415 where a body is wrong. */
function knock({ path, route }: RouteRequest, headers: Record<string, string>): Promise<Response> {
  const body = route.method === 'GET' ? {} : { body: 'x' };
  const type = route.method === 'GET' ? {} : { 'content-type': 'text/plain' };
  return fetch(platen.url + path, { method: route.method, headers: { ...type, ...headers }, ...body });
}
const letIn = ({ route }: RouteRequest) => (route.method === 'GET' ? 200 : 415);

const unissued = 'platen_live_0000000000000000000000000000000000000000000';

describe.each(names)('%s', (name) => {
  it('answers a right request with the status it promises', async () => {
    const request = requestOf(name);
    const response = await fetch(platen.url + request.path, initOf(request));
    expect(response.status).toBe(request.route.status);
    expect(response.headers.get('content-type')).toBe(
      `${request.route.stream ? 'text/event-stream' : 'application/json'}; charset=utf-8`,
    );
    expect(response.headers.get('cache-control')).toBe(
      request.route.snapshot ? 'private, no-cache' : 'no-store',
    );
    expect(response.headers.get('ratelimit-policy')).toBe('"default";q=6000;w=60');
    expect(response.headers.get('ratelimit')).toMatch(/^"default";r=\d+;t=60$/);
    expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-z-]{16,}$/);
  });

  it('takes the key in three ways', async () => {
    const request = requestOf(name);
    const ways = [
      { authorization: `Bearer ${request.key}` },
      { authorization: request.key },
      { 'x-api-key': request.key },
    ];
    for (const way of ways) expect((await knock(request, way)).status).toBe(letIn(request));
  });

  it('takes no key from the URL, and repeats it nowhere', async () => {
    const request = requestOf(name);
    for (const query of [`?api_key=${request.key}`, `?token=${request.key}`, `?q=${request.key}`]) {
      const url = platen.url + request.path + query;
      const response = await fetch(url, { method: request.route.method });
      const text = await response.clone().text();
      await problemOf(response, 'key_in_url');
      expect(text).not.toContain(request.key);
    }
  });

  it.each([
    ['key_missing', {}],
    ['key_missing', { authorization: '' }],
    ['key_malformed', { authorization: `Bearer ${unissued}` }],
    ['key_malformed', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['key_malformed', { 'x-api-key': 'secret' }],
  ] as const)('is refused with %s for %j', async (code, headers) => {
    const response = await knock(requestOf(name), headers);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="platen"');
    await problemOf(response, code);
  });

  it('names the scope that a key lacks', async () => {
    const request = requestOf(name);
    const { scopes } = request.route;
    if (scopes.length === 0) return;
    const keys = [
      await operatorKeyWith(platen, scopes.includes('operator:audit') ? 'operator:status' : 'operator:audit'),
    ];
    if (!request.path.startsWith('/v1/incidents/')) {
      keys.push(
        await tenant.keyWith(scopes.includes('subscription:read') ? 'jobs:write' : 'subscription:read'),
      );
    }
    for (const key of keys) {
      const response = await knock(request, { authorization: `Bearer ${key}` });
      const { detail } = await problemOf(response, 'scope_missing');
      expect(detail).toBe(
        `This request needs the scope ${scopes.join(request.route.needsAll ? ' and ' : ' or ')}.`,
      );
    }
  });

  it('gives back the X-Request-Id it is given, if that may stand in a log', async () => {
    const request = requestOf(name);
    const authorization = `Bearer ${request.key}`;
    const given = await knock(request, { authorization, 'x-request-id': 'trace:01.a-b_c' });
    expect(given.headers.get('x-request-id')).toBe('trace:01.a-b_c');
    for (const odd of ['two words', 'x'.repeat(129), '{"a":1}']) {
      const made = await knock(request, { authorization, 'x-request-id': odd });
      expect(made.headers.get('x-request-id')).toMatch(/^req_/);
    }
  });

  it('tells other methods which ones there are', async () => {
    const { path, key } = requestOf(name);
    // A name in one path may stand where another has a parameter.
    const there = Object.values<Route>(routes).filter((other) =>
      new RegExp(`^${other.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
    const methods = there.map(({ method }) => method as string);
    if (methods.includes('GET')) methods.push('HEAD');
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
      (method) => !methods.includes(method),
    );
    for (const method of others) {
      const response = await ask(platen, path, key, { method });
      expect(response.headers.get('allow')).toBe(methods.toSorted().join(', '));
      await problemOf(response, 'method_not_allowed');
    }
  });

  it('lets no other site read its answers', async () => {
    const request = requestOf(name);
    const origin = 'https://evil.example';
    const headers = { authorization: `Bearer ${request.key}`, origin };
    const preflight = await fetch(platen.url + request.path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': request.route.method },
    });
    for (const response of [await knock(request, headers), preflight]) {
      expect([...response.headers.keys()].filter((header) => header.startsWith('access-control'))).toEqual(
        [],
      );
    }
    expect(preflight.status).toBe(405);
  });

  it('says when the key is about to expire', async () => {
    const request = requestOf(name);
    const inDays = (days: number) => new Date(platen.clock.now() + days * 86_400_000).toISOString();
    const expiring = async (days: number) => {
      const body = { name: 'a', expires_at: inDays(days) };
      const { key } =
        request.key === tenant.key
          ? await tenant.client.call('createKey', {
              params: { org_id: tenant.orgId },
              body: {
                ...body,
                scopes: [
                  'system-status:read',
                  'job-stats:read',
                  'subscription:read',
                  'jobs:write',
                  'org:admin',
                  'org:people',
                ],
              },
            })
          : await platen.operator.call('createOperatorKey', { body: { ...body, scopes: ['operator:*'] } });
      return knock(request, { authorization: `Bearer ${key}` });
    };
    const soon = await expiring(13);
    expect(soon.status).toBe(letIn(request));
    expect(soon.headers.get('deprecation')).toBe(`@${platen.clock.now() / 1000 - 86_400}`);
    expect(soon.headers.get('sunset')).toBe(new Date(inDays(13)).toUTCString());
    expect(soon.headers.get('link')).toMatch(
      /^<\/docs\/errors\/key_expired>; rel="sunset"; title="This key expires at 2026-/,
    );
    const later = await expiring(14);
    expect(['deprecation', 'sunset', 'link'].filter((header) => later.headers.has(header))).toEqual([]);
  });
});

describe('a key that does not work', () => {
  it('is told from the others by why', async () => {
    const fresh = await platen.organization();
    const params = { org_id: fresh.orgId };
    const make = (fields: { expires_at?: string; allowed_cidrs?: string[] } = {}) =>
      fresh.client.call('createKey', { params, body: { name: 'a', scopes: ['jobs:write'], ...fields } });
    const expired = await make({ expires_at: new Date(platen.clock.now() + 1000).toISOString() });
    const revoked = await make();
    await fresh.client.call('revokeKey', { params: { ...params, key_id: revoked.id } });
    platen.clock.advance(1);
    await using elsewhere = await startPlaten();
    const reasons: [ProblemCode, string][] = [
      ['key_expired', expired.key],
      ['key_revoked', revoked.key],
      ['key_unknown', (await elsewhere.organization()).key],
      ['ip_not_allowed', (await make({ allowed_cidrs: ['10.0.0.0/8'] })).key],
    ];
    for (const [code, key] of reasons) {
      const text = await (await ask(platen, '/v1/whoami', key)).text();
      expect(text).not.toContain(key);
      await problemOf(await ask(platen, '/v1/whoami', key), code);
    }
  });
});

describe('the pages of the problems', () => {
  it.each(Object.keys(problems) as ProblemCode[])('explain %s, to whoever asks', async (code) => {
    const type = problemType(code);
    if (code === 'quota_exceeded') {
      expect(type).toBe('https://iana.org/assignments/http-problem-types#quota-exceeded');
    } else {
      expect((await fetch(new URL(type, platen.url))).status).toBe(200);
    }
    const page = await fetch(`${platen.url}/docs/errors/${code}`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain(problems[code].title);
  });
});

describe('what is asked without a key', () => {
  it('is answered for the supervisor and the load balancer', async () => {
    for (const path of ['/healthz', '/readyz']) {
      expect(await (await fetch(platen.url + path)).json()).toEqual({ status: 'ok' });
    }
  });

  it('is 404 where there is no path', async () => {
    for (const path of [
      '/v2/whoami',
      '/v1',
      '/v1/orgs/4725fffa/nothing',
      '/.env',
      '/V1/whoami',
      '/docs/errors/none',
    ]) {
      await problemOf(await fetch(platen.url + path), 'not_found');
    }
  });
});
