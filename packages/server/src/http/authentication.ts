import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { authenticationPath } from '../people/index.ts';
import type { Edge } from './edge.ts';
import { refuseCrossSite } from './manners/cross-site.ts';

/** Signing in and out, below `/auth`: by a library, whose answers are passed on. */
export function bindAuthentication(app: FastifyInstance, { people, publicUrl }: Edge): void {
  app.route({
    method: ['GET', 'POST'],
    exposeHeadRoute: false,
    url: `${authenticationPath}/*`,
    handler: async (request, reply) => {
      refuseCrossSite(request.method, request.headers, publicUrl());
      const answer = await people.authentication.answer(requestOf(request));
      for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
      reply.header('Set-Cookie', answer.headers.getSetCookie()).header('Cache-Control', 'no-store');
      return reply.code(answer.status).send(await answer.text());
    },
  });
}

function requestOf({ method, url, headers, rawBody, body, ip }: FastifyRequest) {
  return {
    method,
    url,
    headers: headersOf(headers),
    body: rawBody && { text: rawBody.toString('utf8'), value: body },
    address: ip,
  };
}

/** Without what is of the connection alone. */
const ofConnection = ['connection', 'content-length', 'host', 'transfer-encoding'];

function headersOf(headers: IncomingHttpHeaders): Headers {
  const kept = Object.entries(headers).filter(([name]) => !ofConnection.includes(name));
  return new Headers(kept.map(([name, value]): [string, string] => [name, [value].flat().join(', ')]));
}
