import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type ProblemCode, problems, Refusal } from '@platen/contract';
import type { FastifyRequest } from 'fastify';
import { problemBody, problemMediaType } from './problem.ts';
import { newRequestId } from './request-id.ts';

/** @throws Refusal `malformed_http`: HTTP/1.1 wants a Host (RFC 9112, 3.2). */
export function refuseWithoutHost({ headers, raw }: FastifyRequest): void {
  if (headers.host !== undefined || raw.httpVersion !== '1.1') return;
  throw new Refusal('malformed_http', 'The Host header is missing.');
}

const lingerMs = 500;

/** What never became a request is answered here, on the bare socket. */
export function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = brokenHttpCode(error.code);
  const { status, cause } = problems[code];
  const requestId = newRequestId();
  const body = JSON.stringify(problemBody(code, cause, requestId));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${problemMediaType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Closed at once, what has not been read yet might cost the sender the answer; not closed, it could stay for ever.
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

function brokenHttpCode(code: string | undefined): ProblemCode {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'headers_too_large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request_timeout';
    default:
      return 'malformed_http';
  }
}
