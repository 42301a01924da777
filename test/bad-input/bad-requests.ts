import { gzipSync } from 'node:zlib';
import type { Route } from '@platen/contract';
import type { RouteRequest } from '../support/route-requests.ts';
import { writeJson, wrongBodies } from './wrong-values.ts';

/** A request with one thing wrong. */
export interface BadRequest {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Everything that can be wrong with a request of a route, one thing at a time. */
export function* badRequests(right: RouteRequest): Generator<BadRequest> {
  // Whoever may come unknown is not asked for a key.
  if (right.route.for !== 'anyone') yield* withBadKeys(right);
  yield* withBadPaths(right);
  yield* withBadQueries(right);
  if (right.route.method === 'GET') return;
  yield* withBadIdempotencyKeys(right);
  yield* withBadBodies(right);
  // One bad event does not spoil a batch: what is wrong within events is told line by line.
  if (right.route.body && !right.route.consumes) yield* withBadFields(right);
}

const json = { 'content-type': 'application/json' };

function rightRequest({ route, path, key, body }: RouteRequest): BadRequest {
  const headers = { authorization: `Bearer ${key}`, ...(body === undefined ? {} : json) };
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  return { what: '', method: route.method, path, headers, ...text };
}

function* withBadKeys(right: RouteRequest): Generator<BadRequest> {
  const { key } = right;
  const mistyped = key.slice(0, -1) + (key.endsWith('a') ? 'b' : 'a');
  const values = [
    '',
    'Bearer',
    'Bearer  ',
    `Bearer ${mistyped}`,
    `Bearer ${key.slice(0, -1)}`,
    `Bearer ${key}x`,
    `Bearer ${key} ${key}`,
    `Bearer ${key.toLowerCase()}`,
    `Bearer ${key.replace('live', 'test')}`,
    `Bearer "${key}"`,
    `Bearer ${'x'.repeat(8_000)}`,
    `Basic ${Buffer.from(`user:${key}`).toString('base64')}`,
    'Bearer null',
    'Bearer ключ',
    "Bearer ' or 1=1 --",
  ];
  for (const authorization of values) {
    const request = rightRequest(right);
    yield { ...request, what: `the key ${authorization}`, headers: { ...request.headers, authorization } };
  }
  for (const name of ['api_key', 'token', 'access_token', 'Authorization']) {
    const request = rightRequest(right);
    yield { ...request, what: `a key in ${name}`, path: `${request.path}?${name}=${key}` };
  }
}

/** What no parameter of any path may be. */
const wrongSegments = [
  '%',
  '%zz',
  '%00',
  '%0a',
  '%ff',
  '%C0%AE',
  '%ED%A0%80',
  '%F0%9F%96%A8',
  'a%20b',
  'a%2fb',
  '..%2f..%2fetc%2fpasswd',
  "'%20or%201=1%20--",
  '-',
  '.',
  '..',
  '%2e%2e',
  'x'.repeat(129),
  'x'.repeat(4_000),
];

function* withBadPaths(right: RouteRequest): Generator<BadRequest> {
  const names = right.route.path.split('/');
  const values = right.path.split('/');
  for (const [at, name] of names.entries()) {
    if (!name.startsWith('{')) continue;
    for (const wrong of wrongSegments) {
      yield {
        ...rightRequest(right),
        what: `${name} as ${wrong.slice(0, 30)}`,
        path: values.with(at, wrong).join('/'),
      };
    }
  }
  for (const path of [`/${right.path}`, `${right.path}/more`, right.path.toUpperCase(), `${right.path}%2f`]) {
    yield { ...rightRequest(right), what: `the path ${path}`, path };
  }
}

/** What no parameter of any query may be. */
const wrongQueryValues = ['', '%00', '%F0%9F%96%A8', '%', '-1', '%2e%2e%2fetc', '%7B%7D', 'x'.repeat(300)];

function* withBadQueries(right: RouteRequest): Generator<BadRequest> {
  const { query } = right.route as Route & { query?: { properties: object } };
  if (!query) return;
  const queries = Object.keys(query.properties).flatMap((name) =>
    wrongQueryValues.map((value) => `${name}=${value}`),
  );
  for (const text of [
    ...queries,
    'unknown=1',
    '__proto__=1',
    'limit[]=1',
    'limit=1&limit=2',
    'cursor=a&cursor=b',
  ]) {
    yield { ...rightRequest(right), what: `the query ${text.slice(0, 40)}`, path: `${right.path}?${text}` };
  }
}

function* withBadIdempotencyKeys(right: RouteRequest): Generator<BadRequest> {
  for (const key of ['', 'two words', 'x'.repeat(256), 'naïve']) {
    const request = rightRequest(right);
    const headers = { ...request.headers, 'idempotency-key': key };
    yield { ...request, what: `the Idempotency-Key ${key}`, headers };
  }
}

function* withBadBodies(right: RouteRequest): Generator<BadRequest> {
  const request = { ...rightRequest(right), headers: { authorization: `Bearer ${right.key}`, ...json } };
  const good = JSON.stringify(right.body ?? {});
  for (const [what, body] of brokenJson(good)) {
    // Where nothing is wanted, nothing is right.
    if (body !== '' || right.route.body) yield { ...request, what, body };
  }
  if (!right.route.consumes) for (const [what, body] of ambiguousJson) yield { ...request, what, body };
  for (const type of [
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'json',
    '',
  ]) {
    yield {
      ...request,
      what: `the type ${type}`,
      headers: { ...request.headers, 'content-type': type },
      body: good,
    };
  }
  for (const encoding of ['gzip', 'br', 'deflate', 'identity, gzip', 'nonsense']) {
    const headers = { ...request.headers, 'content-encoding': encoding };
    yield { ...request, what: `the encoding ${encoding}`, headers, body: gzipSync(good) };
  }
  if (!right.route.body) return;
  const { 'content-type': _, ...untyped } = request.headers;
  yield { ...request, what: 'no type', headers: untyped, body: good };
  const { body: __, ...bodiless } = request;
  yield { ...bodiless, what: 'no body' };
  if (right.route.consumes) return;
  for (const body of noObjects) yield { ...request, what: `the body ${body}`, body };
}

/** What two readers could take for different things. */
const ambiguousJson: readonly (readonly [what: string, body: string])[] = [
  ['a key that stands twice', '{"name": "a", "name": "b"}'],
  ['a key that stands twice, once escaped', '{"name": "a", "n\\u0061me": "b"}'],
  ['a key that stands twice, deep inside', '{"name": {"a": [{"b": 1, "b": 1}]}}'],
  ['half of a surrogate pair', '{"name": "\\ud83d"}'],
];

const noObjects = ['null', 'true', '42', '"text"', '[]', '[{}]', '[null]'];

/** What is no JSON, or more than one JSON. */
export function* brokenJson(good: string): Generator<[what: string, body: string | Uint8Array]> {
  yield ['an empty body', ''];
  yield ['blanks', ' \n '];
  yield ['half of the body', good.slice(0, good.length / 2)];
  yield ['the body twice', good + good];
  yield ['a comma too many', `${good.slice(0, -1)},${good.slice(-1)}`];
  yield ['single quotes', "{'name': 'a'}"];
  yield ['a comment', `/* hello */ ${good}`];
  yield ['NaN', '{"name": NaN}'];
  yield ['undefined', 'undefined'];
  yield ['a control character', '{"name": "a\u0001b"}'];
  yield ['a NUL at the end', `${good}\u0000`];
  yield ['an escape that is none', '{"name": "\\x41"}'];
  yield ['deep arrays', '['.repeat(10_000) + ']'.repeat(10_000)];
  yield ['deep objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`];
  yield ['arrays without an end', '['.repeat(100_000)];
  yield ['UTF-16', Buffer.from(good, 'utf16le')];
  yield ['Latin-1', Buffer.from('{"name": "Zürich"}', 'latin1')];
  yield ['an overlong encoding', Buffer.from([0x22, 0xc0, 0xae, 0x22])];
  yield ['half of a character', Buffer.from([0x22, 0xf0, 0x9f, 0x96, 0x22])];
  yield ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])];
  yield ['random bytes', Buffer.from('f09c3a7be188d2005fff10ee42c70b9d', 'hex')];
  yield ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'];
  yield ['a form', 'name=a&scopes=jobs:write'];
}

function* withBadFields(right: RouteRequest): Generator<BadRequest> {
  if (!right.route.body) return;
  const good = right.body as Record<string, unknown>;
  for (const { what, body } of wrongBodies(right.route.body, good)) {
    yield { ...rightRequest(right), what, body: writeJson(body) };
  }
  const { properties = {} } = right.route.body as { properties?: object };
  for (const [name, values] of Object.entries(wrongByMeaning)) {
    if (!(name in properties) || isOfNoMeaning(right, name)) continue;
    for (const value of values) {
      const body = JSON.stringify({ ...good, [name]: value });
      yield { ...rightRequest(right), what: `${name} as ${JSON.stringify(value)}`, body };
    }
  }
}

/** Which regions the components of a template are in is told when it is used. */
function isOfNoMeaning({ name }: RouteRequest, field: string): boolean {
  return name === 'putIncidentTemplate' && field.startsWith('component_');
}

/** What has the right form, and cannot be. */
const wrongByMeaning: Readonly<Record<string, readonly unknown[]>> = {
  time_zone: ['Mars/Olympus', '+01:00', 'UTC+1', 'Europe/Paris\u0000', ' UTC', '../UTC'],
  region: ['atlantis'],
  regions: [['atlantis'], ['eu', 'atlantis']],
  component_ids: [['telex'], ['scan', 'telex']],
  component_impacts: [{ telex: 'none' }, { scan: 'minor', constructor: 'none' }],
  template: ['none'],
  allowed_cidrs: [['10.0.0.0/33'], ['999.1.1.1'], ['fe80::1%eth0'], ['localhost']],
  expires_at: ['2020-01-01T00:00:00Z', '2026-11-24T09:07:00Z', '9999-12-31T23:59:59-12:00'],
  started_at: ['2999-01-01T00:00:00Z', '1999-12-31T23:59:59Z'],
  at: ['2999-01-01T00:00:00Z', '1999-12-31T23:59:59Z'],
  start_date: ['1969-12-31', '3000-01-01', '2026-12-21'],
  end_date: ['2025-12-31', '9999-12-31'],
  starts_at: ['1999-12-31T23:59:59Z', '2999-01-01T00:00:00Z'],
  announce_at: ['1999-12-31T23:59:59Z', '2999-01-01T00:00:00Z'],
  ends_at: ['1999-12-31T23:59:59Z', '2026-11-28T17:59:59Z'],
};
