import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const requestIdForm = /^[\w.:-]{1,128}$/;

const requestIdStart = `req_${randomBytes(9).toString('hex')}`;
let requestCount = 0;

/** The caller's `X-Request-Id` if it may stand in a log, else one of ours. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && requestIdForm.test(given) ? given : newRequestId();
}

/** Unique by the chance of this process and a count: cheaper than chance for each. */
export function newRequestId(): string {
  requestCount++;
  return `${requestIdStart}${requestCount.toString(36)}`;
}
