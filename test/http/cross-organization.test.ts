import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpTables } from '../support/database.ts';
import { EventStream } from '../support/event-stream.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { initOf, type RouteRequest, routeRequests } from '../support/route-requests.ts';

const nowhere = '00000000';

let platen: Platen;
let ours: Tenant;
let theirs: Tenant;
let requests: readonly RouteRequest[];
/** Keys of ours: one that may do everything, and one that may do next to nothing. */
let keys: readonly string[];

beforeAll(async () => {
  platen = await startPlaten();
  [ours, theirs] = [await platen.organization(), await platen.organization({ name: 'Contoso' })];
  await postJobs(platen, theirs, JSON.stringify(jobEvent()));
  const all = await routeRequests(platen, theirs);
  requests = all.filter(({ route }) => route.path.includes('{org_id}'));
  keys = [ours.key, await ours.keyWith('subscription:read')];
});
afterAll(() => platen[Symbol.asyncDispose]());

/** Everything of an answer but what every answer has of its own. */
async function wholeAnswer(request: RouteRequest, path: string, init: RequestInit) {
  const headers = { ...init.headers, 'x-request-id': 'the-same' };
  const response = await fetch(platen.url + path, { ...init, method: request.route.method, headers });
  const ofItsOwn = ['date', 'ratelimit'];
  const told = [...response.headers].filter(([name]) => !ofItsOwn.includes(name));
  return { status: response.status, headers: told, body: await response.text() };
}

describe('a key of one organization', () => {
  it('is answered about another exactly as about one that does not exist, on every route', async () => {
    const before = await dumpTables(platen);
    for (const request of requests) {
      for (const key of keys) {
        const init = initOf({ ...request, key });
        const about = await wholeAnswer(request, request.path, init);
        const aboutNone = await wholeAnswer(request, request.path.replace(theirs.orgId, nowhere), init);
        expect([request.name, about.status]).toEqual([request.name, 404]);
        expect({ ...about, body: about.body.replace(theirs.orgId, nowhere) }).toEqual(aboutNone);
      }
    }
    expect(requests.length).toBeGreaterThanOrEqual(14);
    expect(await dumpTables(platen)).toEqual(before);
  });

  it('learns nothing more from a body, a query or a header that is wrong', async () => {
    const before = await dumpTables(platen);
    for (const request of requests) {
      const wrong: [string, RequestInit][] = [
        ['', { headers: { 'content-type': 'application/json' }, body: '{' }],
        ['', { headers: { 'content-type': 'text/plain' }, body: 'x' }],
        ['?limit=0&intervall=hour', {}],
        ['', { headers: { 'if-none-match': '*', 'idempotency-key': 'again' } }],
      ];
      for (const [query, { body, headers }] of wrong) {
        const init = {
          headers: { authorization: `Bearer ${ours.key}`, ...headers },
          ...(body && request.route.method !== 'GET' ? { body } : {}),
        };
        const about = await wholeAnswer(request, request.path + query, init);
        const aboutNone = await wholeAnswer(
          request,
          request.path.replace(theirs.orgId, nowhere) + query,
          init,
        );
        expect([request.name, about.status]).toEqual([request.name, 404]);
        expect({ ...about, body: about.body.replace(theirs.orgId, nowhere) }).toEqual(aboutNone);
      }
    }
    expect(await dumpTables(platen)).toEqual(before);
  });

  it('finds no key of another under its own path', async () => {
    const { data } = await theirs.client.call('listKeys', { params: { org_id: theirs.orgId } });
    const before = await dumpTables(platen);
    for (const { id } of data) {
      for (const verb of ['revoke', 'rotate']) {
        const path = `/v1/orgs/${ours.orgId}/keys/${id}/${verb}`;
        const init = { method: 'POST', ...(verb === 'rotate' ? json('{}') : {}) };
        const problem = await problemOf(await ask(platen, path, ours.key, init), 'not_found');
        expect(problem.detail).toBe(`There is no key ${id}.`);
      }
    }
    expect(await dumpTables(platen)).toEqual(before);
  });

  it('retires no source of another that has the same name as none of its own', async () => {
    const before = await dumpTables(platen);
    const path = `/v1/orgs/${ours.orgId}/sources/cups-01`;
    await problemOf(await ask(platen, path, ours.key, { method: 'DELETE' }), 'not_found');
    expect(await dumpTables(platen)).toEqual(before);
  });

  it('reads nothing but its own from the routes that both may ask', async () => {
    for (const request of requests.filter(({ route }) => route.method === 'GET')) {
      const path = request.path.replace(theirs.orgId, ours.orgId);
      const response = await ask(platen, path, ours.key);
      const isOfTheirs = request.route.path.split('{').length > 2;
      expect([request.name, response.status]).toEqual([request.name, isOfTheirs ? 404 : 200]);
      expect(await textOf(request, response)).not.toContain(theirs.orgId);
    }
  });

  it('sees no incident and no maintenance of a region that is not its own', async () => {
    const { id } = await platen.operator.call('createIncident', {
      body: { name: 'Elsewhere', impact: 'major', regions: ['us'], body: 'Far away.' },
    });
    await problemOf(await ask(platen, `/v1/incidents/${id}`, ours.key), 'not_found');
    const times = { starts_at: '2026-11-28T22:00:00Z', ends_at: '2026-11-29T02:00:00Z' };
    const maintenance = await platen.operator.call('createMaintenance', {
      body: { name: 'Elsewhere', regions: ['us'], body: 'Far away.', ...times },
    });
    await problemOf(await ask(platen, `/v1/maintenance/${maintenance.id}`, ours.key), 'not_found');
  });

  it('may call nothing that is for operators', async () => {
    const all = await routeRequests(platen, theirs);
    const before = await dumpTables(platen);
    const ofOperator = all.filter(({ route }) => !route.path.includes('{org_id}') && route.scopes.length > 0);
    for (const request of ofOperator.filter(({ route }) => !route.scopes.includes('system-status:read'))) {
      const response = await fetch(platen.url + request.path, initOf({ ...request, key: ours.key }));
      await problemOf(response, 'scope_missing');
    }
    expect(await dumpTables(platen)).toEqual(before);
  });
});

/** Of a stream, which does not end, the first event. */
async function textOf({ route }: RouteRequest, response: Response): Promise<string> {
  if (!route.stream) return response.text();
  await using stream = new EventStream(response);
  return (await stream.event()).data;
}

function json(body: string): RequestInit {
  return { headers: { 'content-type': 'application/json' }, body };
}
