import { contractVersion } from '@platen/contract';
import type { Dispatcher } from 'undici';
import type { Clock } from '../kit/clock.ts';
import { readBody } from './body.ts';
import { type Egress, guardedEgress, type Resolve, resolveBySystem } from './egress.ts';
import { FetchFailure, toFailure } from './failure.ts';
import { readRetryAfter } from './retry-after.ts';
import { readUrl } from './url.ts';

/** What is asked for: all of it, or only if it is no longer as it was told by `etag` and `lastModified`. */
interface FetchRequest {
  readonly url: string;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
}

type Fetched =
  | {
      readonly kind: 'ok';
      readonly text: string;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  | { readonly kind: 'not_modified' }
  | {
      readonly kind: 'failed';
      /** For people, to stand after the name of what was asked: `answered 503`. Without queries, keys or bodies. */
      readonly reason: string;
      /** How long it asked to be left alone. */
      readonly retryAfterMs: number | null;
    }
  /** Given up, since `stop` said so. */
  | { readonly kind: 'stopped' };

type Fetcher = (request: FetchRequest) => Promise<Fetched>;

export interface FetcherOptions {
  readonly clock: Clock;
  /** Networks that are asked although they are not public. */
  readonly allowedNetworks: readonly string[];
  /** For connecting, headers, redirects and body together. */
  readonly timeoutMs?: number;
  /** Of the body, as sent and unpacked. */
  readonly mostBytes?: number;
  readonly resolve?: Resolve;
  /** Gives up whatever is still asked for. */
  readonly stop?: AbortSignal;
}

const defaults = { timeoutMs: 10_000, mostBytes: 2 * 1024 * 1024, resolve: resolveBySystem };
const mostRedirects = 3;

/**
 * The one way by which a request leaves the house: a GET to public addresses or allowed networks, bounded in time, size
 * and redirects. It never throws; what goes wrong is an answer too.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const limits = { ...defaults, ...options };
  const egress = guardedEgress(limits);
  return async (asked) => {
    const timeout = AbortSignal.timeout(limits.timeoutMs);
    const signal = options.stop ? AbortSignal.any([timeout, options.stop]) : timeout;
    try {
      return await follow({ ...limits, egress: await egress(), signal }, asked);
    } catch (error) {
      if (options.stop?.aborted) return { kind: 'stopped' };
      const { message, retryAfterMs } = toFailure(error, limits.timeoutMs);
      return { kind: 'failed', reason: message, retryAfterMs };
    }
  };
}

interface Trip {
  readonly egress: Egress;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly mostBytes: number;
}

/** Asks, and asks again where it is sent to; each place is checked as the first was. */
async function follow(trip: Trip, asked: FetchRequest): Promise<Fetched> {
  let url = readUrl(asked.url);
  for (let redirects = 0; ; redirects++) {
    const answer = await ask(trip, url, asked).catch((error: unknown) => {
      const failure = toFailure(error, trip.timeoutMs);
      throw redirects === 0 ? failure : failure.behind(`redirects to ${url.host}, which`);
    });
    if (!('location' in answer)) return answer;
    if (redirects === mostRedirects) throw new FetchFailure(`redirects more than ${mostRedirects} times`);
    url = readRedirect(answer.location, url);
  }
}

function readRedirect(location: string, from: URL): URL {
  try {
    return readUrl(URL.canParse(location, from.href) ? new URL(location, from).href : location);
  } catch (error) {
    throw toFailure(error, 0).behind('redirects to a place that');
  }
}

async function ask(
  trip: Trip,
  url: URL,
  asked: FetchRequest,
): Promise<Fetched | { readonly location: string }> {
  const { etag, lastModified } = asked;
  const { request, dispatcher } = trip.egress;
  const response = await request(url, {
    dispatcher,
    signal: trip.signal,
    headersTimeout: trip.timeoutMs,
    bodyTimeout: trip.timeoutMs,
    headers: {
      accept: 'application/json, */*;q=0.5',
      'accept-encoding': 'gzip',
      'user-agent': `Platen/${contractVersion}`,
      ...(etag ? { 'if-none-match': etag } : {}),
      ...(lastModified ? { 'if-modified-since': lastModified } : {}),
    },
  });
  const { statusCode, body } = response;
  if (statusCode === 200) {
    return {
      kind: 'ok',
      text: await readBody(body, headerOf(response, 'content-encoding'), trip.mostBytes),
      etag: validatorOf(response, 'etag'),
      lastModified: validatorOf(response, 'last-modified'),
    };
  }
  // The rest of it is of no interest, and need not arrive.
  body.on('error', () => undefined).destroy();
  const location = headerOf(response, 'location');
  if ([301, 302, 303, 307, 308].includes(statusCode) && location !== undefined) return { location };
  if (statusCode === 304 && (etag || lastModified)) return { kind: 'not_modified' };
  const retryAfterMs = readRetryAfter(headerOf(response, 'retry-after'), trip.clock.now());
  throw new FetchFailure(`answered ${statusCode}`, { retryAfterMs });
}

function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** What is sent back with the next request, unless it is no header that we could send. */
function validatorOf(response: Dispatcher.ResponseData, name: string): string | null {
  const value = headerOf(response, name);
  return value !== undefined && /^[\x20-\x7e]{1,512}$/.test(value) ? value : null;
}
