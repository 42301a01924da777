import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type Caller, keyOf } from '../access/index.ts';
import type { Edge } from './edge.ts';
import type { Quota } from './manners/quota.ts';
import { requestIdOf } from './manners/request-id.ts';
import { matchesEtag, sendSnapshot } from './manners/snapshot.ts';
import type { SystemStatuses } from './system-statuses.ts';

const systemStatusPath = /^\/v1\/orgs\/([0-9a-f]{8})\/system-status$/;
const bearer = 'Bearer ';

/**
 * The system status for keys that are remembered, in front of the framework: nothing is polled more. What is not plain
 * (a key that is new, ends or lacks something, a used-up quota, an answer to be made first) goes the ordinary way, which
 * also says what is wrong.
 */
export class ReadyReads {
  readonly #edge: Edge;
  readonly #quota: Quota;
  readonly #statuses: SystemStatuses;
  readonly #addressOf: (request: IncomingMessage) => string;

  /** `addressOf`: where a request comes from, past the proxies that are trusted. */
  constructor(
    edge: Edge,
    quota: Quota,
    statuses: SystemStatuses,
    addressOf: (request: IncomingMessage) => string,
  ) {
    this.#edge = edge;
    this.#quota = quota;
    this.#statuses = statuses;
    this.#addressOf = addressOf;
  }

  /** Answers the request if that takes no waiting; false, with nothing done, if it does. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url = '', headers } = request;
    const orgId = method === 'GET' ? systemStatusPath.exec(url)?.[1] : undefined;
    if (orgId === undefined || headers.host === undefined) return false;
    const holder = this.#recall(request, headers);
    if (holder?.kind !== 'organization' || holder.org.orgId !== orgId) return false;
    const { name: id, scopes } = holder;
    if (keyOf(holder)?.expiresAt !== null || !scopes.includes('system-status:read')) return false;
    const snapshot = this.#statuses.ready(holder.org);
    if (!snapshot) return false;
    const known = matchesEtag(headers['if-none-match'], snapshot.etag);
    if (!known && !this.#quota.take(id)) return false;
    sendSnapshot(snapshot, known, request, response, [
      'x-request-id',
      requestIdOf(request),
      'ratelimit-policy',
      this.#quota.policyHeader,
      'ratelimit',
      this.#quota.header(id),
    ]);
    return true;
  }

  #recall(request: IncomingMessage, headers: IncomingHttpHeaders): Caller | undefined {
    const { authorization } = headers;
    if (!authorization?.startsWith(bearer)) return undefined;
    const secret = authorization.slice(bearer.length);
    const agent = headers['user-agent'] ?? null;
    return this.#edge.authenticator.recall(secret, this.#addressOf(request), agent);
  }
}
