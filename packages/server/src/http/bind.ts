import { type Route, type Routes, routes } from '@platen/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Caller } from '../access/index.ts';
import { actorOf, admit } from './admit.ts';
import type { Edge } from './edge.ts';
import type { Quota } from './manners/quota.ts';
import type { Snapshot } from './manners/snapshot.ts';
import { type EventStream, replyOnce, replySnapshot, replyStream } from './replies.ts';

type Part<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends TSchema
  ? Static<R[K]>
  : undefined;

/** One call of a route, with everything already checked against the contract. */
export interface Call<R extends Route> {
  /** Nobody on a route that is for anyone. */
  readonly actor: R extends { for: 'anyone' } ? undefined : Caller;
  readonly params: Part<R, 'params'>;
  readonly query: Part<R, 'query'>;
  readonly body: Part<R, 'body'>;
  readonly request: FastifyRequest;
}

/** A ready answer for a snapshot route, a beginning for a stream; for any other, what its schema says. */
type Answer<R extends Route> = R extends { snapshot: true }
  ? Snapshot
  : R extends { stream: true }
    ? EventStream
    : Static<R['response']>;

export type Handler<N extends keyof Routes> = (call: Call<Routes[N]>) => Promise<Answer<Routes[N]>>;

/** Puts a line of the contract on the air: admission, validation, idempotency, snapshots and headers are the same for all. */
export function binder(app: FastifyInstance, edge: Edge, quota: Quota) {
  return <N extends keyof Routes>(name: N, handle: Handler<N>): void => {
    const route: Route = routes[name];
    // Of whoever has no secret no answer can be kept; their links work once.
    const mayRepeat = route.method !== 'GET' && route.for !== 'anyone';
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      schema: {
        ...(route.params ? { params: route.params } : {}),
        ...(route.query ? { querystring: route.query } : {}),
        // Job events are read by their own reader, line by line; see routes/jobs.ts.
        ...(route.body && !route.consumes ? { body: route.body } : {}),
        ...(route.snapshot || route.stream ? {} : { response: { [route.status]: route.response } }),
      },
      onRequest: (request, reply) => admit(edge, quota, route, request, reply),
      ...(route.body ? { preValidation: readNoBodyAsEmpty } : {}),
      handler: async (request, reply) => {
        const call = {
          actor: route.for === 'anyone' ? undefined : actorOf(request),
          params: request.params,
          query: request.query,
          body: request.body,
          request,
        } as Call<Routes[N]>;
        const idempotencyKey = request.headers['idempotency-key'];
        if (mayRepeat && typeof idempotencyKey === 'string') {
          return replyOnce(edge, route, request, reply, idempotencyKey, () => handle(call));
        }
        const answer = await handle(call);
        if (route.snapshot) return replySnapshot(quota, request, reply, answer as Snapshot);
        if (route.stream) return replyStream(request, reply, answer as EventStream);
        return reply.code(route.status).header('Cache-Control', 'no-store').send(answer);
      },
    });
  };
}

/** No body says no more than an empty one, and of that the validator names what is missing. */
async function readNoBodyAsEmpty(request: FastifyRequest): Promise<void> {
  if (request.rawBody === undefined) request.body = {};
}

export type Bind = ReturnType<typeof binder>;
