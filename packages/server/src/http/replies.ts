import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Refusal, type Route } from '@platen/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerOnce } from '../access/index.ts';
import { actorOf, secretOf, settleQuota } from './admit.ts';
import type { Edge } from './edge.ts';
import type { Quota } from './manners/quota.ts';
import { matchesEtag, type Snapshot, sendSnapshot } from './manners/snapshot.ts';

/** Writes a ready answer past the framework's serializer and send hooks: pollers come here far more often than anywhere. */
export function replySnapshot(
  quota: Quota,
  request: FastifyRequest,
  reply: FastifyReply,
  snapshot: Snapshot,
): FastifyReply {
  const known = matchesEtag(request.headers['if-none-match'], snapshot.etag);
  settleQuota(quota, request, reply, known);
  const headers = Object.entries(reply.getHeaders()).flat().map(String);
  sendSnapshot(snapshot, known, request.raw, reply.raw, headers);
  return reply.hijack();
}

/** Begins an answer that goes on. It refuses before it writes anything, if it refuses. */
export type EventStream = (response: ServerResponse, headers: OutgoingHttpHeaders) => void;

export function replyStream(request: FastifyRequest, reply: FastifyReply, begin: EventStream): FastifyReply {
  const headers = {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would hold events back until its buffer is full.
    'x-accel-buffering': 'no',
  };
  if (request.method === 'HEAD') reply.raw.writeHead(200, headers).end();
  else begin(reply.raw, headers);
  return reply.hijack();
}

/** Answers a write that has an Idempotency-Key: by doing it, or as it was answered before. */
export async function replyOnce(
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
    secret: secretOf(edge, request).secret,
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
