import { ForbiddenAddressError } from './egress.ts';

/** A request that came to nothing; the message goes on after the name of what was asked, as in `answered 503`. */
export class FetchFailure extends Error {
  readonly retryAfterMs: number | null;

  constructor(reason: string, options: { retryAfterMs?: number | null; cause?: unknown } = {}) {
    super(reason, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  /** The same failure, told of another place than the one that was asked first. */
  behind(way: string): FetchFailure {
    return new FetchFailure(`${way} ${this.message}`, this);
  }
}

/** Why a connection did not come about or broke, told without addresses or queries of the URL. */
export function toFailure(error: unknown, timeoutMs: number): FetchFailure {
  if (error instanceof FetchFailure) return error;
  if (error instanceof ForbiddenAddressError) {
    return new FetchFailure(`is at a private address (${error.address}), which is not allowed`);
  }
  const { name, code } = error as Error & { readonly code?: unknown };
  const word = typeof code === 'string' ? code : name;
  return new FetchFailure(reasonOf(name, word, timeoutMs), { cause: error });
}

function reasonOf(name: string, code: string, timeoutMs: number): string {
  if (name === 'TimeoutError' || /^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$|^ETIMEDOUT$/.test(code)) {
    return `did not answer within ${timeoutMs / 1000} s`;
  }
  if (code === 'ECONNREFUSED') return 'refuses connections';
  if (/^(ENOTFOUND|EAI_AGAIN|ENODATA)$/.test(code)) return 'has a name that does not resolve';
  if (/CERT|SIGNATURE|SELF_SIGNED|TLS|SSL/.test(code)) return `cannot be trusted (${code})`;
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'sent headers that are too large';
  if (name === 'HTTPParserError') return 'sent something that is not HTTP';
  return `broke off (${code})`;
}
