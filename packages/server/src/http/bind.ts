import type { OutgoingHttpHeaders } from 'node:http';
import { Refusal, type Route, type Routes, routes } from '@platen/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { type Actor, answerOnce, requireScope, seesOrganization } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import { decodeCursor, type PageOf, type PageRequest } from '../kit/page.ts';
import type { Edge } from './edge.ts';
import { credentialsOf } from './manners/credentials.ts';
import type { Quota } from './manners/quota.ts';
import { matchesEtag, type Snapshot } from './manners/snapshot.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined;
    /** The quota was used up, and only a 304 may still be answered. */
    overQuota: boolean;
  }
}

type Part<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends TSchema
  ? Static<R[K]>
  : undefined;

/** One call of a route, with everything already checked against the contract. */
export interface Call<R extends Route> {
  readonly actor: Actor;
  readonly params: Part<R, 'params'>;
  readonly query: Part<R, 'query'>;
  readonly body: Part<R, 'body'>;
  readonly request: FastifyRequest;
}

/** A ready answer for a snapshot route; for any other, what its schema says. */
type Answer<R extends Route> = R extends { snapshot: true } ? Snapshot : Static<R['response']>;

export type Handler<N extends keyof Routes> = (call: Call<Routes[N]>) => Promise<Answer<Routes[N]>>;

/** How soon a poller should come again, in seconds: calm, and while an incident runs. */
const pollSeconds = { calm: 60, alert: 15 };

/** Puts a line of the contract on the air: admission, validation, idempotency, snapshots and headers are the same for all. */
export function binder(app: FastifyInstance, edge: Edge, quota: Quota) {
  return <N extends keyof Routes>(name: N, handle: Handler<N>): void => {
    const route: Route = routes[name];
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      schema: {
        ...(route.params ? { params: route.params } : {}),
        ...(route.query ? { querystring: route.query } : {}),
        // Job events are read by their own reader, line by line; see routes/jobs.ts.
        ...(route.body && !route.consumes ? { body: route.body } : {}),
        ...(route.snapshot ? {} : { response: { [route.status]: route.response } }),
      },
      onRequest: (request, reply) => admit(edge, quota, route, request, reply),
      handler: async (request, reply) => {
        const call = {
          actor: actorOf(request),
          params: request.params,
          query: request.query,
          body: request.body,
          request,
        } as Call<Routes[N]>;
        const idempotencyKey = request.headers['idempotency-key'];
        if (route.method !== 'GET' && typeof idempotencyKey === 'string') {
          return replyOnce(edge, route, request, reply, idempotencyKey, () => handle(call));
        }
        const answer = await handle(call);
        if (route.snapshot) return replySnapshot(quota, request, reply, answer as Snapshot);
        return reply.code(route.status).header('Cache-Control', 'no-store').send(answer);
      },
    });
  };
}

export type Bind = ReturnType<typeof binder>;

/** The caller's page of a list. */
export function pageRequest(query: { limit?: number; cursor?: string }): PageRequest {
  const limit = query.limit ?? 25;
  if (query.cursor === undefined) return { limit };
  const after = decodeCursor(query.cursor);
  if (after === undefined) {
    throw new Refusal('invalid_request', 'query.cursor is not a cursor of this list.', {
      errors: [
        {
          location: 'query.cursor',
          message: 'is not a cursor of this list',
          fix: 'Send the `next_cursor` of the page before.',
        },
      ],
    });
  }
  return { limit, after };
}

export function pageBody<T>(page: PageOf<T>): { data: T[]; next_cursor: string | null } {
  return { data: [...page.data], next_cursor: page.nextCursor };
}

function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error('A route was reached without admission.');
  return request.actor;
}

/** Who is it, may they know of this organization, may they do this, and have they asked too often? In this order. */
async function admit(
  edge: Edge,
  quota: Quota,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { headers } = request;
  const actor = await edge.authenticator.authenticate(
    credentialsOf(headers),
    request.ip,
    headers['user-agent'] ?? null,
  );
  request.actor = actor;
  if (actor.kind === 'system') return;
  request.overQuota = !quota.take(actor.key.id);
  reply.header('RateLimit-Policy', quota.policyHeader);
  reply.header('RateLimit', quota.header(actor.key.id));
  if (actor.key.expiresAt !== null) announceExpiry(edge, actor.key.expiresAt, reply);
  if (request.overQuota && !(route.snapshot && headers['if-none-match'] !== undefined))
    refuseOverQuota(quota, actor.key.id, reply);

  const orgId = (request.params as { org_id?: string }).org_id;
  if (orgId !== undefined) {
    const exists = seesOrganization(actor, orgId) && (await organizationExists(edge, actor, orgId));
    if (!exists) throw new Refusal('not_found', `There is no organization ${orgId}.`);
  }
  requireScope(actor, route.scopes);
}

async function organizationExists(edge: Edge, actor: Actor, orgId: string): Promise<boolean> {
  return actor.kind === 'organization' || (await edge.access.store.findOrganization(orgId)) !== undefined;
}

function refuseOverQuota(quota: Quota, keyId: string, reply: FastifyReply): never {
  reply.header('Retry-After', quota.secondsToReset(keyId));
  throw new Refusal('quota_exceeded', `The quota of this key is used up: ${quota.policyHeader}.`);
}

const announceExpiryMs = 14 * 24 * 60 * 60 * 1000;

/** A key about to expire says so on every answer (RFC 9745, RFC 8594). */
function announceExpiry(edge: Edge, expiresAt: number, reply: FastifyReply): void {
  if (expiresAt - edge.clock.now() >= announceExpiryMs) return;
  reply.header('Deprecation', `@${Math.floor((expiresAt - announceExpiryMs) / 1000)}`);
  reply.header('Sunset', new Date(expiresAt).toUTCString());
  reply.header(
    'Link',
    `</docs/errors/key_expired>; rel="sunset"; title="This key expires at ${formatInstant(expiresAt)}"`,
  );
}

/** Writes a ready answer past the framework's serializer and send hooks: pollers come here far more often than anywhere. */
function replySnapshot(
  quota: Quota,
  request: FastifyRequest,
  reply: FastifyReply,
  snapshot: Snapshot,
): FastifyReply {
  const actor = actorOf(request);
  const keyId = actor.kind === 'system' ? undefined : actor.key.id;
  const known = matchesEtag(request.headers['if-none-match'], snapshot.etag);
  if (keyId !== undefined && request.overQuota && !known) refuseOverQuota(quota, keyId, reply);
  const headers: OutgoingHttpHeaders = {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    etag: snapshot.etag,
    'last-modified': snapshot.lastModified,
    'cache-control': 'private, no-cache',
    'x-poll-interval': snapshot.calm ? pollSeconds.calm : pollSeconds.alert,
  };
  if (known && keyId !== undefined && !request.overQuota) {
    quota.giveBack(keyId);
    headers.ratelimit = quota.header(keyId);
  }
  reply.hijack();
  if (known) {
    reply.raw.writeHead(304, headers).end();
    return reply;
  }
  headers['content-type'] = 'application/json; charset=utf-8';
  headers['content-length'] = snapshot.byteLength;
  reply.raw.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : snapshot.text);
  return reply;
}

async function replyOnce(
  edge: Edge,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  idempotencyKey: string,
  handle: () => Promise<unknown>,
): Promise<FastifyReply> {
  if (!/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw new Refusal(
      'invalid_request',
      'header.idempotency-key must be 1 to 255 visible ASCII characters.',
      {
        errors: [
          {
            location: 'header.idempotency-key',
            message: 'has a wrong form',
            fix: 'Send 1 to 255 visible ASCII characters, such as a UUID.',
          },
        ],
      },
    );
  }
  const caller = {
    keyId: actorOf(request).name,
    secret: credentialsOf(request.headers),
    idempotencyKey,
  };
  const requestText = [`${request.method} ${request.url}\n`, request.rawBody ?? ''];
  const answer = await answerOnce(
    { store: edge.idempotency, clock: edge.clock },
    caller,
    requestText,
    async () => ({
      status: route.status,
      body: JSON.stringify(await handle()),
    }),
  );
  reply.header('Cache-Control', 'no-store');
  if (answer.replayed) reply.header('Idempotency-Replayed', 'true');
  return reply
    .code(answer.status)
    .type('application/json; charset=utf-8')
    .serializer((text: string) => text)
    .send(answer.body);
}
