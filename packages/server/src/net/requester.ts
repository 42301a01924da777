import { contractVersion } from '@platen/contract';
import type { Dispatcher } from 'undici';
import type { Clock } from '../kit/clock.ts';
import { ForbiddenAddressError, guardedEgress, type Resolve, resolveBySystem } from './egress.ts';
import { toFailure } from './failure.ts';
import { readRetryAfter } from './retry-after.ts';
import { readUrl } from './url.ts';

interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Answer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfterMs: number | null;
      readonly text: string;
      header(name: string): string | null;
    }
  /** For people, to stand after the name of what was asked. Without queries, keys or bodies. */
  | { readonly kind: 'failed'; readonly reason: string };

export type Requester = (request: Request) => Promise<Answer>;

export interface RequesterOptions {
  readonly clock: Clock;
  /** Networks that are asked although they are not public. */
  readonly allowedNetworks: readonly string[];
  /** For connecting, headers and body together. */
  readonly timeoutMs?: number;
  /** Of the answer's body: what comes after is left out. */
  readonly mostBytes?: number;
  readonly resolve?: Resolve;
}

const defaults = { timeoutMs: 15_000, mostBytes: 64 * 1024, resolve: resolveBySystem };

/**
 * Requests that tell somebody something, to public addresses or allowed networks. A redirect is an answer like any
 * other: what was written for one place is not sent to another. It never throws.
 */
export function createRequester(options: RequesterOptions): Requester {
  const limits = { ...defaults, ...options };
  const egress = guardedEgress(limits);
  return async (asked) => {
    try {
      const { request, dispatcher } = await egress();
      const response = await request(readUrl(asked.url), {
        dispatcher,
        method: asked.method,
        signal: AbortSignal.timeout(limits.timeoutMs),
        headersTimeout: limits.timeoutMs,
        bodyTimeout: limits.timeoutMs,
        headers: { 'user-agent': `Platen/${contractVersion}`, ...asked.headers },
        ...(asked.body === undefined ? {} : { body: asked.body }),
      });
      return {
        kind: 'answered',
        status: response.statusCode,
        retryAfterMs: readRetryAfter(headerOf(response, 'retry-after') ?? undefined, limits.clock.now()),
        text: await readStart(response.body, limits.mostBytes),
        header: (name) => headerOf(response, name.toLowerCase()),
      };
    } catch (error) {
      return { kind: 'failed', reason: `${toFailure(error, limits.timeoutMs).message}${remedyOf(error)}` };
    }
  };
}

function remedyOf(error: unknown): string {
  if (!(error instanceof ForbiddenAddressError)) return '';
  return ' unless whoever runs this server names its network in PLATEN_ALLOWED_PRIVATE_NETWORKS';
}

function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

async function readStart(body: AsyncIterable<Buffer>, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= mostBytes) break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, mostBytes));
}
