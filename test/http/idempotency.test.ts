import { createHash } from 'node:crypto';
import { type ApiKeyWithSecret, type Route, type RouteName, routes } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpTables, placesWith } from '../support/database.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
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

const writes = Object.entries<Route>(routes)
  // Of whoever may come without any secret no answer is kept, and what is a person's own is refused to a key.
  .filter(([, { method, for: whom }]) => method !== 'GET' && whom === undefined)
  .map(([name]) => name as RouteName);

function requestOf(name: RouteName): RouteRequest {
  const request = requests.find((candidate) => candidate.name === name);
  if (!request) throw new Error(`No request for ${name}.`);
  return request;
}

const send = (request: RouteRequest, idempotencyKey: string) =>
  fetch(platen.url + request.path, initOf(request, { 'idempotency-key': idempotencyKey }));

describe.each(writes)('%s', (name) => {
  it('sent again with its Idempotency-Key is answered the same, and done once', async () => {
    const request = requestOf(name);
    const first = await send(request, `once-${name}`);
    const text = await first.text();
    expect(first.status).toBe(request.route.status);
    expect(first.headers.has('idempotency-replayed')).toBe(false);
    const after = await dumpTables(platen);
    platen.clock.advance(60);
    const again = await send(request, `once-${name}`);
    expect(again.status).toBe(first.status);
    expect(await again.text()).toBe(text);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await dumpTables(platen)).toEqual(after);
  });

  it('is refused with the Idempotency-Key of another request, and does nothing', async () => {
    const request = requestOf(name);
    // A name given again changes nothing but the time of the change, by whichever of the two keys.
    const [path, method, body] =
      request.key === tenant.key
        ? [`/v1/orgs/${tenant.orgId}?`, 'PATCH', '{"name":"Lindenhof Clinic"}']
        : ['/v1/regions/eu?', 'PUT', '{"name":"Europe"}'];
    const headers = { 'content-type': 'application/json', 'idempotency-key': `other-${name}` };
    expect((await ask(platen, path, request.key, { method, headers, body })).status).toBe(200);
    const before = await dumpTables(platen);
    await problemOf(await send(request, `other-${name}`), 'idempotency_mismatch');
    expect(await dumpTables(platen)).toEqual(before);
  });
});

describe('an Idempotency-Key', () => {
  const create = (idempotencyKey: string, name = 'Poller', key = tenant.key) =>
    ask(platen, `/v1/orgs/${tenant.orgId}/keys`, key, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: JSON.stringify({ name, scopes: ['system-status:read'] }),
    });

  it('gives the new key again to who lost the answer, and keeps it where nobody can read it', async () => {
    const first = (await (await create('lost')).json()) as ApiKeyWithSecret;
    const again = (await (await create('lost')).json()) as ApiKeyWithSecret;
    expect(again).toEqual(first);
    expect((await ask(platen, '/v1/whoami', again.key)).status).toBe(200);
    expect(await placesWith(platen, first.id)).not.toEqual([]);
    expect(await placesWith(platen, first.key)).toEqual([]);
  });

  it('with another body is refused', async () => {
    await create('once');
    await problemOf(await create('once', 'Another'), 'idempotency_mismatch');
  });

  it('belongs to the API key it came with', async () => {
    const other = await tenant.keyWith('org:admin');
    const [mine, theirs] = [await create('shared'), await create('shared', 'Poller', other)];
    expect(theirs.headers.has('idempotency-replayed')).toBe(false);
    expect((await mine.json()) as ApiKeyWithSecret).not.toEqual(await theirs.json());
  });

  it('is refused while the request is still running', async () => {
    const { key } = await tenant.client.call('whoami', {});
    const body = JSON.stringify({ name: 'Poller', scopes: ['system-status:read'] });
    const { idempotency } = platen.server.rooms;
    await idempotency.begin(
      {
        keyId: key.id,
        keyHash: sha256('running'),
        fingerprint: sha256(`POST /v1/orgs/${tenant.orgId}/keys\n${body}`),
        begunAt: platen.clock.now(),
      },
      { forgetBefore: 0, abandonBefore: 0 },
    );
    await problemOf(await create('running'), 'idempotency_running');
    platen.clock.advance(61);
    expect((await create('running')).status).toBe(201);
  });

  it('sent many times at once makes one key', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => create('at-once', 'At once')));
    const made = answers.filter(({ status }) => status === 201);
    const running = answers.filter(({ status }) => status === 409);
    expect(made.length + running.length).toBe(10);
    for (const response of running) await problemOf(response, 'idempotency_running');
    expect(new Set(await Promise.all(made.map((response) => response.text()))).size).toBe(1);
    const { data } = await tenant.client.call('listKeys', { params: { org_id: tenant.orgId } });
    expect(data.filter(({ name }) => name === 'At once')).toHaveLength(1);
  });

  it('is forgotten after 24 hours', async () => {
    const first = (await (await create('day')).json()) as ApiKeyWithSecret;
    platen.clock.advance(86_400);
    await platen.tidy();
    expect(((await (await create('day')).json()) as ApiKeyWithSecret).id).toBe(first.id);
    platen.clock.advance(1);
    await platen.tidy();
    const later = await create('day');
    expect(later.headers.has('idempotency-replayed')).toBe(false);
    expect(((await later.json()) as ApiKeyWithSecret).id).not.toBe(first.id);
  });

  it('is free again when its request was refused', async () => {
    await problemOf(await create('free', ''), 'invalid_request');
    expect((await create('free')).status).toBe(201);
  });

  it('does not let a key that was revoked have its answer', async () => {
    const key = await tenant.keyWith('org:admin');
    await create('gone', 'Poller', key);
    const { data } = await tenant.client.call('listKeys', { params: { org_id: tenant.orgId } });
    const { id = '' } = data.find(({ prefix }) => key.startsWith(prefix)) ?? {};
    await tenant.client.call('revokeKey', { params: { org_id: tenant.orgId, key_id: id } });
    await problemOf(await create('gone', 'Poller', key), 'key_revoked');
  });

  it.each(['', 'two words', 'x'.repeat(256), 'naïve'])('is not %j', async (wrong) => {
    const problem = await problemOf(await create(wrong), 'invalid_request');
    expect(problem.errors).toMatchObject([{ location: 'header.idempotency-key' }]);
  });
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
