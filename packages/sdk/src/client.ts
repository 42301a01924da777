import { type Route, type RouteName, type Routes, routes, type SystemStatus } from '@platen/contract';
import type { Static, TSchema } from 'typebox';
import { jsonOf, PlatenError, problemOf, UnreachableError } from './errors.ts';
import { pause } from './pause.ts';
import { type WatchOptions, watch } from './watch.ts';

export interface ClientOptions {
  /** Where the server is, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** None where a person is signed in: their cookie goes along to the same origin. */
  readonly key?: string;
  /** For tests and for runtimes that bring their own. */
  readonly fetch?: typeof fetch;
  /** How long one attempt may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** How often a request is sent again when the server is overloaded, unreachable or says the quota is used up. */
  readonly retries?: number;
}

type Part<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends TSchema
  ? { readonly [P in K]: Static<R[K]> }
  : unknown;

/** What a call of a route takes: the parts it has. A query may always be left out. */
export type Input<N extends RouteName> = Part<Routes[N], 'params'> &
  Partial<Part<Routes[N], 'query'>> &
  Part<Routes[N], 'body'> & {
    readonly idempotencyKey?: string;
  };

/** Routes that answer once; for the stream there is `watchSystemStatus`. */
export type CallName = { [N in RouteName]: Routes[N] extends { stream: true } ? never : N }[RouteName];

export type Output<N extends RouteName> = Static<Routes[N]['response']>;

/**
 * A client that knows every route of the contract by its name: `client.call('getSystemStatus', { params: { org_id } })`.
 * Requests are sent again, with growing pauses, after 429, 503 and failures of the network; writes carry an
 * Idempotency-Key, so that sending again cannot do them twice.
 */
export class PlatenClient {
  readonly #options: Required<Omit<ClientOptions, 'key'>>;
  readonly #keyHeader: Readonly<Record<string, string>>;

  constructor(options: ClientOptions) {
    const { key } = options;
    this.#keyHeader = key === undefined ? {} : { authorization: `Bearer ${key}` };
    this.#options = {
      // A browser's knows only itself as `this`.
      fetch: (input, init) => globalThis.fetch(input, init),
      timeoutMs: 30_000,
      retries: 4,
      ...options,
      url: options.url.replace(/\/+$/, ''),
    };
  }

  /** @throws PlatenError, UnreachableError */
  async call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const route: Route = routes[name];
    const { params, query, body, idempotencyKey } = input as LooseInput;
    const url = this.#options.url + fillPath(route.path, params) + queryText(query);
    const headers: Record<string, string> = { ...this.#keyHeader };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (route.method !== 'GET') headers['idempotency-key'] = idempotencyKey ?? crypto.randomUUID();
    const init = {
      method: route.method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };

    for (let attempt = 0; ; attempt++) {
      const last = attempt >= this.#options.retries;
      const response = await this.#send(url, init, last);
      if (response?.ok) return (await jsonOf(response)) as Output<N>;
      if (response && (last || !mayPass(response.status))) throw new PlatenError(await problemOf(response));
      await pause(attempt, response?.headers.get('retry-after'));
    }
  }

  /**
   * The status of the organization's region as it is, and then whenever it changes, within a second. A connection that is
   * lost is made again, and what came meanwhile is told then. Ends when `signal` says so, or with the loop over it.
   *
   * @throws PlatenError, UnreachableError when it is of no use to try again, such as when the key was revoked
   */
  async *watchSystemStatus(orgId: string, options: WatchOptions = {}): AsyncGenerator<SystemStatus> {
    const { url, fetch, timeoutMs } = this.#options;
    const { path } = routes.streamSystemStatus;
    const connect = (lastId: string, ending: AbortSignal) =>
      fetch(url + fillPath(path, { org_id: orgId }), {
        headers: {
          ...this.#keyHeader,
          accept: 'text/event-stream',
          ...(lastId === '' ? {} : { 'last-event-id': lastId }),
        },
        signal: ending,
      });
    for await (const data of watch(connect, { ...options, timeoutMs }))
      yield JSON.parse(data) as SystemStatus;
  }

  /** The response, or undefined when none came and there will be another attempt. */
  async #send(url: string, init: RequestInit, last: boolean): Promise<Response | undefined> {
    try {
      return await this.#options.fetch(url, {
        ...init,
        signal: AbortSignal.timeout(this.#options.timeoutMs),
      });
    } catch (cause) {
      if (!last) return undefined;
      throw new UnreachableError(`No answer from ${this.#options.url}.`, { cause });
    }
  }
}

interface LooseInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

function fillPath(path: string, params: LooseInput['params']): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
}

function queryText(query: LooseInput['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const item of [value].flat()) search.append(name, String(item));
  }
  return search.size === 0 ? '' : `?${search}`;
}

function mayPass(status: number): boolean {
  return status === 429 || status === 503;
}
