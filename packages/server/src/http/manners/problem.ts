import {
  type FieldError,
  type Problem,
  type ProblemCode,
  problems,
  problemType,
  Refusal,
} from '@platen/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { TooManyAttempts } from '../../people/index.ts';
import { fieldErrors } from './validation.ts';

export const problemMediaType = 'application/problem+json; charset=utf-8';
const retryAfterSeconds = 2;
/** Nobody is there to read it: it keeps what others do to a connection from being taken for a fault of ours. */
const brokenOff = new Refusal('malformed_http', 'The connection ended before the body did.');

/** Answers whatever was thrown on the way: a refusal as its problem, the rest as `internal` with the cause in the log. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error === request.raw.errored ? brokenOff : asRefusal(error);
  const { status } = problems[refusal.code];
  if (status >= 500) logFault(refusal, request);
  if (refusal instanceof TooManyAttempts) reply.header('Retry-After', refusal.retryAfterSeconds);
  if ((status === 503 || status === 429) && !reply.hasHeader('Retry-After'))
    reply.header('Retry-After', retryAfterSeconds);
  if (status === 401) reply.header('WWW-Authenticate', 'Bearer realm="platen"');
  return reply
    .code(status)
    .header('Cache-Control', 'no-store')
    .type(problemMediaType)
    .serializer(JSON.stringify)
    .send(problemBody(refusal.code, refusal.message, request.id, refusal.errors));
}

/** Overload comes by the hundred and explains itself; whatever has a cause is for somebody to look into. */
function logFault({ cause, message }: Refusal, request: FastifyRequest): void {
  const fields = { request_id: request.id };
  if (cause === undefined) request.log.warn(fields, message);
  else request.log.error({ ...fields, err: cause }, message);
}

export function problemBody(
  code: ProblemCode,
  detail: string,
  requestId: string,
  errors: readonly FieldError[] = [],
): Problem {
  const { status, title } = problems[code];
  return {
    type: problemType(code),
    title,
    status,
    detail,
    code,
    request_id: requestId,
    ...(errors.length > 0 ? { errors: [...errors] } : {}),
  };
}

export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code, validation, validationContext, message } = error as FastifyError;
  if (validation) {
    const errors = fieldErrors(validation, validationContext ?? 'body');
    return new Refusal('invalid_request', errors.map((e) => `${e.location} ${e.message}.`).join(' '), {
      errors,
    });
  }
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Refusal('body_too_large', 'The body is over the limit of this route.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_EMPTY_TYPE':
      return new Refusal(
        'unsupported_media_type',
        'The Content-Type is missing or is not one this route reads.',
      );
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new Refusal('malformed_http', 'The body has not the length that Content-Length says.');
    case 'FST_ERR_BAD_URL':
      return new Refusal('malformed_http', 'The path is not valid percent-encoded UTF-8.');
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new Refusal('uri_too_long', 'A part of the path is too long.');
    default:
      return new Refusal('internal', 'Something went wrong here. It is in the log under the request id.', {
        cause: error ?? message,
      });
  }
}
