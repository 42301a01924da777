import type { ProblemCode } from '../problems.ts';
import type { Route } from '../route.ts';
import { headersOf } from './headers.ts';
import { type ComponentSchemas, exampleOf, type SchemaObject } from './schemas.ts';

/** What comes back when all is well, by status, with the 304 of a snapshot. */
export function answersOf(route: Route, schemas: ComponentSchemas): Record<string, object> {
  const { response, snapshot, status } = route;
  const { description = descriptions[status] } = response as SchemaObject;
  const headers = headersOf(
    'X-Request-Id',
    ...(route.for === 'anyone' ? [] : (['RateLimit', 'RateLimit-Policy'] as const)),
    'Cache-Control',
    ...(snapshot ? (['ETag', 'Last-Modified', 'X-Poll-Interval'] as const) : []),
    ...(route.method === 'GET' || route.for === 'anyone' ? [] : (['Idempotency-Replayed'] as const)),
  );
  const content = route.stream
    ? { 'text/event-stream': { schema: eventStreamSchema, example: eventText(exampleOf(response).example) } }
    : { 'application/json': { schema: schemas.refer(response), ...exampleOf(response) } };
  return {
    [status]: { description, headers, content },
    ...(snapshot ? { 304: { description: 'Nothing has changed since that `ETag`.', headers } } : {}),
  };
}

const eventStreamSchema = {
  type: 'string',
  description:
    'Events `system-status`: `data` is a `SystemStatus` on one line, `id` the value of its `ETag`.',
};

function eventText(data: unknown): string {
  return `retry: 2000\n\nid: Cw1mT0hXh1Y5tq3T0W7v2A\nevent: system-status\ndata: ${JSON.stringify(data)}\n\n`;
}

const descriptions = { 200: 'Done.', 201: 'Created.', 202: 'Taken, and on disk.' };

/** Every problem the route may answer. */
export function problemsOf(route: Route): ProblemCode[] {
  const codes = new Set<ProblemCode>([
    ...problemsOfAll,
    ...(route.for === 'anyone' ? [] : problemsOfKeys),
    ...(route.for === 'person' ? (['person_needed'] as const) : []),
    ...(route.scopes.length > 0 ? (['scope_missing'] as const) : []),
    ...(route.params ? (['uri_too_long'] as const) : []),
    ...(route.method === 'GET' || route.for === 'anyone' ? [] : problemsOfWrites),
    ...(route.body ? problemsOfBodies : []),
    ...route.problems,
  ]);
  return [...codes];
}

/** What even a path that wants no key may answer. */
export const problemsOfOpenPaths = ['malformed_http', 'key_in_url', 'headers_too_large', 'internal'] as const;

const problemsOfAll = ['invalid_request', ...problemsOfOpenPaths, 'overloaded'] as const;
const problemsOfKeys = [
  'key_missing',
  'key_malformed',
  'key_unknown',
  'key_expired',
  'key_revoked',
  'session_ended',
  'ip_not_allowed',
  'quota_exceeded',
] as const;
const problemsOfWrites = ['cross_site_request', 'idempotency_running', 'idempotency_mismatch'] as const;
const problemsOfBodies = [
  'invalid_json',
  'request_timeout',
  'body_too_large',
  'unsupported_media_type',
] as const;
