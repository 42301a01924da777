/**
 * The catalogue of everything that can go wrong: one entry a code. The problem body (RFC 9457), the page at
 * `/docs/errors/{code}` and the responses in OpenAPI all come from here.
 */
interface CatalogueEntry {
  /** HTTP status. */
  readonly status: number;
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

export const problems = {
  invalid_request: {
    status: 400,
    title: 'The request has wrong fields',
    cause: 'A path, query, header or body field is missing, of the wrong type or out of range.',
    fix: 'Each entry of `errors` names one place and how to correct it. Nothing was changed.',
  },
  invalid_json: {
    status: 400,
    title: 'The body is not valid JSON',
    cause:
      'The body is empty, is not UTF-8, has a syntax error, nests too deeply, or names the same key twice in one object.',
    fix: 'Send one valid UTF-8 JSON document. `detail` says where reading stopped.',
  },
  malformed_http: {
    status: 400,
    title: 'The request is not valid HTTP',
    cause: 'The request line, a header or the framing of the body could not be understood.',
    fix: 'Send the request with an ordinary HTTP client, and percent-encode the path as UTF-8.',
  },
  key_in_url: {
    status: 400,
    title: 'An API key must not stand in the URL',
    cause: 'The query string carries an API key. URLs settle in logs and browser histories.',
    fix: 'Send the key in `Authorization: Bearer <key>` or `X-API-Key: <key>`. Treat the key as leaked and rotate it.',
  },
  key_missing: {
    status: 401,
    title: 'No API key was sent',
    cause: 'The request has neither an `Authorization` nor an `X-API-Key` header.',
    fix: 'Send `Authorization: Bearer <key>`.',
  },
  key_malformed: {
    status: 401,
    title: 'The API key is mistyped',
    cause: 'What was sent does not have the form of a key, or its checksum is wrong. No look-up was made.',
    fix: 'Copy the whole key again: `platen_live_` and 49 letters and digits.',
  },
  key_unknown: {
    status: 401,
    title: 'The API key is not known here',
    cause: 'The key is well formed, but this deployment did not issue it.',
    fix: 'Check that the base URL is that of the deployment which issued the key.',
  },
  key_expired: {
    status: 401,
    title: 'The API key has expired',
    cause: "The key's `expires_at`, or the overlap granted when it was rotated, has passed.",
    fix: 'Use the key that replaced it, or create a new one.',
  },
  key_revoked: {
    status: 401,
    title: 'The API key was revoked',
    cause: 'An administrator revoked the key.',
    fix: 'Create a new key, or ask the administrator why; the audit log names who and when.',
  },
  session_ended: {
    status: 401,
    title: 'The session has ended',
    cause:
      'The cookie names a session that has expired, was signed out or was revoked, or it is no such cookie.',
    fix: 'Sign in again.',
  },
  sign_in_refused: {
    status: 401,
    title: 'Signing in was refused',
    cause: 'There is no such person, the password is wrong, or what was to prove it has expired.',
    fix: 'Try again with care: after some failures one has to wait, longer each time.',
  },
  sign_in_again: {
    status: 403,
    title: 'Signing in was too long ago',
    cause: 'It changes how the person signs in, and the session began more than an hour ago.',
    fix: 'Sign in again, and repeat it.',
  },
  cross_site_request: {
    status: 403,
    title: 'The request came from another site',
    cause:
      'It wants to change something with a session cookie, but its `Sec-Fetch-Site` is not `same-origin` and its `Origin` is not the public URL of this deployment.',
    fix: 'Do it in the console. If that is where you were, set `PLATEN_PUBLIC_URL` to the address in the browser.',
  },
  person_needed: {
    status: 403,
    title: 'Only a person may do this',
    cause: 'The request came with an API key, and is about the person who is signed in.',
    fix: 'Sign in, and send no key.',
  },
  scope_missing: {
    status: 403,
    title: 'A scope is missing',
    cause:
      'The key is valid but was not given the scope that this request needs, or the role of the person does not have it; `detail` names it.',
    fix: 'Create a key with that scope, or use another one. A person is given another role by an owner of the organization.',
  },
  ip_not_allowed: {
    status: 403,
    title: 'The API key may not be used from this address',
    cause: 'The key has a list of allowed networks (CIDR) and the caller is in none of them.',
    fix: 'Call from an allowed network, or have the list changed.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing here',
    cause: 'No such path or resource exists, or it belongs to an organization that the key cannot see.',
    fix: 'Check the path and the identifiers. `GET /v1/whoami` tells which organization a key belongs to.',
  },
  method_not_allowed: {
    status: 405,
    title: 'The path does not take this method',
    cause: 'The path exists, but not for this HTTP method.',
    fix: 'Use one of the methods named in the `Allow` header.',
  },
  request_timeout: {
    status: 408,
    title: 'The request arrived too slowly',
    cause: 'The headers or the body did not arrive in time.',
    fix: 'Send smaller requests, or from a faster connection.',
  },
  conflict: {
    status: 409,
    title: 'The resource is not in a state that allows this',
    cause: 'For example: the identifier is taken, the key is revoked already, or the incident is resolved.',
    fix: 'Read the resource again; `detail` names the conflict.',
  },
  idempotency_running: {
    status: 409,
    title: 'The same request is still running',
    cause: 'A request with the same `Idempotency-Key` has not finished.',
    fix: 'Wait a moment and send it again with the same key.',
  },
  link_unusable: {
    status: 410,
    title: 'The link cannot be used any more',
    cause: 'The link was used already, was taken back or has expired, or it is not whole.',
    fix: 'Ask whoever sent it for another one. A new set-up link is printed when the server starts, as long as nobody has used one.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    cause:
      'The body is over the limit of the route: 8 MiB or 10,000 events for jobs, 256 KiB elsewhere. It was not read to its end.',
    fix: 'Split it into several requests.',
  },
  uri_too_long: {
    status: 414,
    title: 'The URL is too long',
    cause: 'A part of the path is over its limit.',
    fix: 'Identifiers have at most 128 characters.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body has a type that is not read here',
    cause: 'The `Content-Type` or `Content-Encoding` is missing or is not one the route reads.',
    fix: 'Send `Content-Type: application/json`, uncompressed; jobs are also read as `application/x-ndjson` and `application/cloudevents-batch+json`.',
  },
  idempotency_mismatch: {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    cause: 'Within the last 24 hours the same key came with another method, path or body.',
    fix: 'Use a fresh Idempotency-Key for a new request.',
  },
  quota_exceeded: {
    status: 429,
    title: 'The quota is used up',
    cause:
      'The key made more requests than its policy allows, which the `RateLimit-Policy` header states, or has as many streams open as it may; or too many have subscribed to a status page of late, from where the request comes or at all.',
    fix: 'Wait as long as `Retry-After` says. Poll with `If-None-Match`: a 304 costs no quota. Close streams that nobody reads.',
  },
  too_many_attempts: {
    status: 429,
    title: 'Too many attempts to sign in',
    cause:
      'There were several failures for this person or from this address, or several links to set a password were asked for.',
    fix: 'Wait as long as `Retry-After` says: each further failure makes it longer, up to a quarter of an hour.',
  },
  headers_too_large: {
    status: 431,
    title: 'The request headers are too large',
    cause: 'The headers together are over 16 KiB.',
    fix: 'Send fewer or smaller headers.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    cause: 'A fault in Platen. The log has the cause under the `request_id`.',
    fix: 'Try again; if it stays, report it with the `request_id`.',
  },
  overloaded: {
    status: 503,
    title: 'Too much work at once',
    cause:
      'The server is starting, stopping, or has as many events waiting or streams open as it may hold, or its database does not answer. Nothing of this request was stored, unless the database went away at the very moment.',
    fix: 'Send it again after as many seconds as `Retry-After` says.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ProblemCode = keyof typeof problems;

/** The type of the 429 problem is registered, so it is not a page of ours. */
export const quotaExceededType = 'https://iana.org/assignments/http-problem-types#quota-exceeded';

/** `type` of a problem: resolved against the request's URL it is the page that explains the code (RFC 9457, 3.1.1). */
export function problemType(code: ProblemCode): string {
  return code === 'quota_exceeded' ? quotaExceededType : `/docs/errors/${code}`;
}
