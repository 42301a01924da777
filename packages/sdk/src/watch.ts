import { answeredByAnother, PlatenError, problemOf, UnreachableError } from './errors.ts';
import { readEvents } from './event-stream.ts';
import { pause } from './pause.ts';

/** Opens the stream; `lastId` is empty the first time. */
export type Connect = (lastId: string, signal: AbortSignal) => Promise<Response>;

export interface WatchOptions {
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  /** Called when a connection is there, and when it is there no more. */
  readonly onConnection?: ((isThere: boolean) => void) | undefined;
}

/** The server says something every 15 seconds; after three of them the connection is taken for dead. */
const longestSilenceMs = 45_000;

/**
 * The data of each event, for as long as they are asked for. A stream that ends, breaks, falls silent or is not given
 * now is opened again where it ended, with growing pauses. It ends only when `signal` says so.
 *
 * @throws PlatenError, UnreachableError when it is of no use to try again
 */
export async function* watch(
  connect: Connect,
  options: WatchOptions & { readonly timeoutMs: number },
): AsyncGenerator<string> {
  const { signal, onConnection } = options;
  let lastId = '';
  let baseMs: number | undefined;
  for (let attempt = 0; !signal?.aborted; attempt++) {
    const connection = new Connection(signal);
    let retryAfter: string | null = null;
    const heard = () => {
      attempt = 0;
      connection.endIn(longestSilenceMs);
    };
    try {
      connection.endIn(options.timeoutMs);
      const response = await connect(lastId, connection.signal);
      retryAfter = response.headers.get('retry-after');
      const stream = await streamOf(response);
      onConnection?.(true);
      for await (const event of readEvents(stream, heard)) {
        lastId = event.lastId;
        baseMs = event.retryMs ?? baseMs;
        connection.endIn(undefined);
        yield event.data;
        connection.endIn(longestSilenceMs);
      }
    } catch (error) {
      if (error instanceof PlatenError || error instanceof UnreachableError) throw error;
      // What is left is a failure of the network, or the end of our patience.
    } finally {
      connection.end();
      onConnection?.(false);
    }
    await pause(attempt, retryAfter, { signal, ...(baseMs === undefined ? {} : { baseMs }) });
  }
}

/** Not now; maybe later. */
class NotNow extends Error {}

async function streamOf(response: Response): Promise<ReadableStream<Uint8Array>> {
  const { ok, status, headers, body } = response;
  if (status === 429 || status >= 500) throw new NotNow(`The answer was ${status}.`);
  if (!ok) throw new PlatenError(await problemOf(response));
  if (!body || !headers.get('content-type')?.startsWith('text/event-stream'))
    throw answeredByAnother(response);
  return body;
}

/** An attempt that either side, or too long a silence, may end. */
class Connection {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(signal: AbortSignal | undefined) {
    const own = this.#controller.signal;
    this.signal = signal ? AbortSignal.any([signal, own]) : own;
  }

  /** Unless told otherwise by then; undefined: not at all. */
  endIn(ms: number | undefined): void {
    clearTimeout(this.#timer);
    if (ms !== undefined) this.#timer = setTimeout(() => this.end(), ms);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }
}
