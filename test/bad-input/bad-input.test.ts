import {
  type IngestReceipt,
  JobEvent,
  maxJobsBodyBytes,
  type Problem,
  problems,
  type Route,
  type RouteName,
  routes,
} from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpTables } from '../support/database.ts';
import { jobEvent } from '../support/job-events.ts';
import { type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { beginRequest, openRaw, type RawAnswer } from '../support/raw-http.ts';
import { type RouteRequest, routeRequests } from '../support/route-requests.ts';
import { type BadRequest, badRequests, brokenJson } from './bad-requests.ts';
import { brokenHttp } from './broken-http.ts';
import { writeJson, wrongBodies } from './wrong-values.ts';

let platen: Platen;
let tenant: Tenant;
let requests: readonly RouteRequest[];
let sent = 0;

beforeAll(async () => {
  platen = await startPlaten({ limits: { quota: { requests: 1_000_000, windowSeconds: 60 } } });
  tenant = await platen.organization();
  requests = await routeRequests(platen, tenant);
});
afterAll(() => platen[Symbol.asyncDispose]());

function requestOf(name: RouteName): RouteRequest {
  const request = requests.find((candidate) => candidate.name === name);
  if (!request) throw new Error(`No request for ${name}.`);
  return request;
}

function send({ method, path, headers, body }: BadRequest): Promise<RawAnswer | undefined> {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const connection = beginRequest(platen.url, { method, path, headers: { ...headers, ...length } });
  if (body !== undefined) connection.send(body);
  sent++;
  return connection.answer();
}

const insides =
  /\n\s+at |node_modules|\.[jt]s:\d|file:\/\/|sqlite|select .+ from|platen_(live|test)_[0-9A-Za-z]{5}/i;

/** The answer is a problem of the catalogue, our callers' fault and not ours, and tells nothing of our insides. */
function expectProblem(what: string, answer: RawAnswer | undefined): Problem {
  if (!answer) throw new Error(`No answer to ${what}.`);
  expect([what, answer.headers['content-type']]).toEqual([what, 'application/problem+json; charset=utf-8']);
  const problem = JSON.parse(answer.body) as Problem;
  expect([what, problem]).toEqual([what, { ...problem, status: problems[problem.code].status }]);
  expect([what, problem.status]).toEqual([what, answer.status]);
  expect([what, problem.code === 'invalid_request']).toEqual([what, problem.errors !== undefined]);
  expect(answer.status, what).toBeGreaterThanOrEqual(400);
  expect(answer.status, what).toBeLessThan(500);
  expect([what, answer.headers['x-request-id']]).toEqual([what, problem.request_id]);
  expect(answer.body, what).not.toMatch(insides);
  return problem;
}

describe.each(Object.keys(routes) as RouteName[])('%s', (name) => {
  it('answers every wrong request with what is wrong, and changes nothing', async () => {
    const before = await dumpTables(platen);
    for (const request of badRequests(requestOf(name))) expectProblem(request.what, await send(request));
    expect(await dumpTables(platen)).toEqual(before);
  });
});

describe('job events', () => {
  const post = (what: string, type: string, body: string | Uint8Array) => {
    const { path, key } = requestOf('postJobs');
    const headers = { authorization: `Bearer ${key}`, 'content-type': type };
    return send({ what, method: 'POST', path, headers, body });
  };
  const receiptOf = (what: string, answer: RawAnswer | undefined) => {
    expect([what, answer?.status]).toEqual([what, 202]);
    expect(answer?.body, what).not.toMatch(insides);
    return JSON.parse(answer?.body ?? '') as IngestReceipt;
  };
  const none = { accepted: 0, updated: 0, unchanged: 0 };

  it('with anything wrong in them are rejected, each with a fix, and leave no trace', async () => {
    const before = await dumpTables(platen);
    const good = jobEvent();
    for (const { what, body } of wrongBodies(JobEvent, good)) {
      if (isOfNoAccount(what)) continue;
      const alone = receiptOf(what, await post(what, 'application/json', writeJson(body)));
      // An array is read as events, and an empty one as none.
      const rejected = Array.isArray(body) ? body.length : 1;
      expect([what, alone]).toEqual([
        what,
        { ...none, ignored_fields: 0, rejected: Array(rejected).fill(told) },
      ]);
      const line = receiptOf(what, await post(what, 'application/x-ndjson', writeJson(body)));
      expect([what, line]).toMatchObject([what, { ...none, rejected: [told] }]);
    }
    expect(await dumpTables(platen)).toEqual(before);
  });

  it('on lines that cannot be read are rejected, and leave no trace', async () => {
    const before = await dumpTables(platen);
    for (const [what, body] of brokenJson(JSON.stringify(jobEvent()))) {
      const { rejected, ...counts } = receiptOf(what, await post(what, 'application/x-ndjson', body));
      expect([what, counts]).toMatchObject([what, none]);
      for (const rejection of rejected) expect([what, rejection]).toEqual([what, told]);
    }
    expect(await dumpTables(platen)).toEqual(before);
  });

  it('in CloudEvents that are none are rejected, and leave no trace', async () => {
    const before = await dumpTables(platen);
    for (const batch of [
      [null],
      [1],
      ['x'],
      [{}],
      [{ data: null }],
      [{ data: [] }],
      [{ data: { data: jobEvent() } }],
    ]) {
      const what = JSON.stringify(batch).slice(0, 40);
      const type = 'application/cloudevents-batch+json';
      expect(receiptOf(what, await post(what, type, JSON.stringify(batch)))).toMatchObject({
        ...none,
        rejected: [told],
      });
    }
    expect(await dumpTables(platen)).toEqual(before);
  });
});

const told = {
  index: 0,
  code: expect.stringMatching(/^[a-z_]+$/),
  message: expect.stringMatching(/\.$/),
  fix: expect.stringMatching(/\.$/),
};

/** Events are open to fields that nobody knows. */
function isOfNoAccount(what: string): boolean {
  return /^(unknown|__proto__|constructor|toString|the body) as \{\}$/.test(what) || what.startsWith(' as');
}

describe('a body over the limit', () => {
  // What is a person's own is refused to a key before its body is looked at.
  const writes = Object.entries<Route>(routes).filter(
    ([, { method, for: whom }]) => method !== 'GET' && whom !== 'person',
  );
  const mebibyte = Buffer.alloc(1024 * 1024, ' ');

  it.each(writes.map(([name]) => name as RouteName))('of %s is cut off before its end', async (name) => {
    const { route, path, key } = requestOf(name);
    const before = await dumpTables(platen);
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const told = beginRequest(platen.url, {
      method: route.method,
      path,
      headers: { ...headers, 'content-length': String(9 * mebibyte.length) },
    });
    told.send(mebibyte);
    expect(expectProblem('a length over the limit', await told.answer()).code).toBe('body_too_large');

    const untold = beginRequest(platen.url, {
      method: route.method,
      path,
      headers: { ...headers, 'transfer-encoding': 'chunked' },
    });
    const most = route.consumes ? maxJobsBodyBytes : 256 * 1024;
    for (let bytes = 0; bytes <= most; bytes += mebibyte.length) {
      untold.send(`${mebibyte.length.toString(16)}\r\n`);
      untold.send(mebibyte);
      untold.send('\r\n');
    }
    expect(expectProblem('chunks over the limit', await untold.answer()).code).toBe('body_too_large');
    sent += 2;
    expect(await dumpTables(platen)).toEqual(before);
  });
});

describe('what is no HTTP', () => {
  it('is answered with a problem all the same, and changes nothing', async () => {
    const before = await dumpTables(platen);
    for (const [what, bytes] of brokenHttp(new URL(platen.url).host, platen.operatorKey)) {
      const connection = openRaw(platen.url);
      connection.send(bytes);
      expectProblem(what, await connection.answer());
      sent++;
    }
    expect(await dumpTables(platen)).toEqual(before);
  });
});

describe('a request that does not come to its end', () => {
  it('is given up with 408, and changes nothing', async () => {
    await using impatient = await startPlaten({ limits: { requestTimeoutMs: 500 } });
    const { orgId, key } = await impatient.organization();
    const before = await dumpTables(impatient);
    const head = (method: string, path: string) =>
      `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n`;
    const json = 'Content-Type: application/json\r\n';
    const halves = [
      'GET /v1/who',
      head('GET', '/v1/whoami'),
      `${head('PATCH', `/v1/orgs/${orgId}`)}${json}Content-Length: 20\r\n\r\n{"name":`,
      `${head('PATCH', `/v1/orgs/${orgId}`)}${json}Transfer-Encoding: chunked\r\n\r\n8\r\n{"name":\r\n`,
      `${head('POST', `/v1/orgs/${orgId}/jobs`)}${json}Content-Length: 500\r\n\r\n[`,
    ];
    const connections = halves.map((half) => {
      const connection = openRaw(impatient.url);
      connection.send(half);
      return connection;
    });
    for (const [i, connection] of connections.entries()) {
      const what = halves[i] ?? '';
      expect(expectProblem(what, await connection.answer()).code).toBe('request_timeout');
      sent++;
    }
    expect(await dumpTables(impatient)).toEqual(before);
  });
});

describe('all of this', () => {
  it('was more than 3,500 requests', () => {
    expect(sent).toBeGreaterThan(3_500);
  });
});
