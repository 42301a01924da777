import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Dispatch, IncomingAnswer, Outcome, OutgoingRequest } from '../channel.ts';
import { clip, oneLine } from './message.ts';

type Failed = Exclude<Outcome, { kind: 'delivered' }>;
export type Answered = Extract<IncomingAnswer, { kind: 'answered' }>;

/** Why a notice could not be delivered. */
export class Undelivered extends Error {
  readonly outcome: Failed;

  constructor(outcome: Failed) {
    super(outcome.reason);
    this.outcome = outcome;
  }
}

/** What came of it, also where it could not be delivered. */
export async function outcomeOf(send: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof Undelivered) return error.outcome;
    throw error;
  }
}

/** Asks `who`, and answers a success. @throws Undelivered */
export async function ask(
  dispatch: Dispatch<object>,
  who: string,
  request: OutgoingRequest,
): Promise<Answered> {
  const answer = await dispatch.request(request);
  if (answer.kind === 'failed') throw new Undelivered(retry(`${who} ${answer.reason}.`));
  if (answer.status >= 200 && answer.status <= 299) return answer;
  throw new Undelivered(failureOf(answer, `${who} ${wordsOf(answer, dispatch.config, request)}`));
}

export function retry(
  reason: string,
  status: number | null = null,
  retryAfterMs: number | null = null,
): Failed {
  return { kind: 'retry', status, reason, retryAfterMs };
}

export function refused(reason: string, status: number | null = null, gone = false): Failed {
  return { kind: 'refused', status, reason, gone };
}

/**
 * What is wrong with the message stays wrong however often it is sent; what is wrong with the receiver, or with who we
 * are to it, is mended by somebody.
 */
function failureOf({ status, retryAfterMs }: Answered, reason: string): Failed {
  const mayPass = status < 400 || status > 499 || [401, 403, 407, 408, 425, 429].includes(status);
  return mayPass ? retry(reason, status, retryAfterMs) : refused(reason, status, status === 410);
}

/** What it answered, without what we are known to it by, which some repeat to whoever asks. */
export function wordsOf({ status, text }: Answered, config: object, { headers }: OutgoingRequest): string {
  const authorization = headers?.authorization?.split(' ').at(-1);
  const known = [...Object.values(config).flat().flatMap(asRepeated), authorization];
  const said = known
    .filter((value): value is string => typeof value === 'string' && value.length >= 6)
    .reduce((words, secret) => words.replaceAll(secret, '…'), oneLine(text));
  const redirect = status >= 300 && status <= 399 ? ', a redirect, which is not followed' : '';
  return said === '' ? `answered ${status}${redirect}.` : `answered ${status}${redirect}: ${clip(said, 300)}`;
}

/** Of an address, a receiver repeats what it knows: the path and the query, or their parts. */
function asRepeated(setting: unknown): unknown[] {
  const url = typeof setting === 'string' ? URL.parse(setting) : null;
  if (!url) return [setting];
  const { pathname, search, searchParams } = url;
  return [setting, pathname + search, pathname, search, ...pathname.split('/'), ...searchParams.values()];
}

/** @throws Undelivered where it is not what was to be expected. */
export function readJson<S extends TSchema>(answer: Answered, who: string, schema: S): Static<S> {
  const value = parse(answer.text);
  if (Value.Check(schema, value)) return value;
  throw new Undelivered(
    retry(`${who} answered ${answer.status} with something that cannot be read.`, answer.status),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function asJson(
  method: OutgoingRequest['method'],
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): OutgoingRequest {
  return {
    method,
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

export function delivered(answer: Answered): Outcome {
  return { kind: 'delivered', status: answer.status };
}

/** `base` without the slashes at its end, and `path`. */
export function below(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`;
}

export function basic(user: string, password: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

export function bearer(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
