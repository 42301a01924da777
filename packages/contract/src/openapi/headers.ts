/** Headers of answers, for `components/headers`. Those of the quota come once the key was found valid. */
export const headers = {
  'Cache-Control': text('How the answer may be kept.', 'private, no-cache'),
  ETag: text(
    'Names these very bytes; the same for every key that may read them.',
    '"Cw1mT0hXh1Y5tq3T0W7v2A"',
  ),
  'Idempotency-Replayed': text(
    '`true` when this is the kept answer to an earlier request of the same key.',
    'true',
  ),
  'Last-Modified': text(
    'When the answer last changed, as far as the server that is asked has seen it.',
    'Mon, 23 Nov 2026 08:31:00 GMT',
  ),
  RateLimit: text(
    'What is left of the quota (`r`), and for how many seconds (`t`).',
    '"default";r=5999;t=60',
  ),
  'RateLimit-Policy': text('Requests (`q`) in a window of seconds (`w`).', '"default";q=6000;w=60'),
  'Retry-After': seconds('How many seconds to wait.', 2),
  'WWW-Authenticate': text('How to send a key.', 'Bearer realm="platen"'),
  'X-Poll-Interval': seconds('How soon to come again: 60 when calm, 15 during an incident.', 60),
  'X-Request-Id': text('Names this request in the log.', 'req_01kay3gq6xj4f8h2t0v9w7c5nd'),
};

export function headersOf(...names: readonly (keyof typeof headers)[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function text(description: string, example: string) {
  return { description, schema: { type: 'string' }, example };
}

function seconds(description: string, example: number) {
  return { description, schema: { type: 'integer', minimum: 0 }, example };
}
