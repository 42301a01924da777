import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '@platen/contract';

const keyInText = /platen_(?:live|test)_[0-9A-Za-z]+/;
const keyParameter = /[?&](?:api[-_]?key|key|token|access[-_]?token|authorization)=/i;

/** What a request is let in by: a key, or else the session of a person. */
export type Credentials =
  | { readonly kind: 'key'; readonly secret: string }
  | { readonly kind: 'session'; readonly secret: string };

/** @throws Refusal `key_missing`, or `key_malformed` of an Authorization header that is for something else */
export function credentialsOf(headers: IncomingHttpHeaders, cookieName: string): Credentials {
  const token = hasKeyHeader(headers) ? undefined : sessionTokenOf(headers, cookieName);
  if (token !== undefined) return { kind: 'session', secret: token };
  return { kind: 'key', secret: keyOf(headers) };
}

/** The token of the session in the request's cookies; it stands there with a signature behind it. */
export function sessionTokenOf({ cookie }: IncomingHttpHeaders, name: string): string | undefined {
  const cookies = cookie?.split(';').map((one) => one.trim()) ?? [];
  const value = cookies.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
  return value?.split('.')[0] || undefined;
}

function hasKeyHeader(headers: IncomingHttpHeaders): boolean {
  return Boolean(headers.authorization || headers['x-api-key']);
}

/**
 * The key a request carries: `Authorization: Bearer <key>`, bare `Authorization: <key>`, or `X-API-Key: <key>`.
 *
 * @throws Refusal `key_missing`.
 */
function keyOf(headers: IncomingHttpHeaders): string {
  const { authorization } = headers;
  if (authorization) {
    const [, scheme, rest] = /^(\S+)\s+(.*)$/.exec(authorization) ?? [];
    if (rest === undefined) return authorization;
    if (scheme?.toLowerCase() === 'bearer') return rest.trim();
    throw new Refusal('key_malformed', 'The Authorization header must be `Bearer <key>` or the bare key.');
  }
  const key = headers['x-api-key'];
  if (typeof key === 'string' && key !== '') return key;
  throw new Refusal('key_missing', 'Send `Authorization: Bearer <key>` or `X-API-Key: <key>`.');
}

/** Whether the URL carries a key, or a parameter that is meant for one. */
export function hasKey(url: string): boolean {
  return keyInText.test(url) || (url.includes('?') && keyParameter.test(url));
}

/** @throws Refusal `key_in_url` */
export function refuseKeyInUrl(url: string): void {
  if (!hasKey(url)) return;
  throw new Refusal(
    'key_in_url',
    'The URL carries an API key. Send it in a header, and rotate it: URLs settle in logs.',
  );
}
