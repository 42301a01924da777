import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** A request to a service, as it was written down. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What goes wrong with a request. `lost_answer`: it is done, and nobody is told. */
export type Trouble = Reply | 'lost_answer' | 'reset' | 'hang';

/** What the service does not take. */
export class Rejected extends Error {
  readonly reply: Reply;

  constructor(status: number, body: unknown) {
    super(`${status} ${JSON.stringify(body)}`);
    this.reply = { status, body };
  }
}

/** A service of somebody else on a free port of 127.0.0.1, whose state is in `handle`. */
export class FakeService implements AsyncDisposable {
  readonly seen: SeenRequest[] = [];
  /** Asked of each request; the next one is the first. */
  trouble: (request: SeenRequest, index: number) => Trouble | null = () => null;
  readonly #handle: (request: SeenRequest) => Reply;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  private constructor(handle: (request: SeenRequest) => Reply) {
    this.#handle = handle;
  }

  static async start(handle: (request: SeenRequest) => Reply): Promise<FakeService> {
    const service = new FakeService(handle);
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', this.url);
    const seen: SeenRequest = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      text: Buffer.concat(chunks).toString('utf8'),
    };
    const trouble = this.trouble(seen, this.seen.push(seen) - 1);
    if (trouble === 'hang') return;
    if (trouble === 'lost_answer') this.#reply(seen);
    if (trouble === 'lost_answer' || trouble === 'reset') request.socket.destroy();
    else send(response, trouble ?? this.#reply(seen));
  }

  #reply(request: SeenRequest): Reply {
    try {
      return this.#handle(request);
    } catch (error) {
      if (error instanceof Rejected) return error.reply;
      return { status: 500, body: String(error) };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
}

/** The body, when it is JSON and exactly of that shape. */
export function taken<S extends TSchema>(schema: S, request: SeenRequest, status = 400): Static<S> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    throw new Rejected(415, 'application/json is wanted');
  }
  const value: unknown = JSON.parse(request.text);
  if (Value.Check(schema, value)) return value;
  throw new Rejected(status, { errors: [...Value.Errors(schema, value)].slice(0, 5) });
}

export function authorized(request: SeenRequest, authorization: string): void {
  if (request.headers.authorization !== authorization) throw new Rejected(401, 'who are you?');
}

export function basicOf(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** HTML as it is read: without its tags, with what was escaped. */
export function shownHtml(html: string): string {
  if (/<(?!\/?(p|br|a)\b)/i.test(html)) throw new Rejected(422, `markup that nobody wrote: ${html}`);
  const text = html.replaceAll(/<a href="([^"]*)">/g, '$1 ').replaceAll(/<[^>]*>/g, '\n');
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** A service that channels send to, and what it shows to people. */
export interface FakeReceiver extends AsyncDisposable {
  readonly service: FakeService;
  /** Of a channel that sends there. */
  readonly config: Record<string, unknown>;
  /** Every message, as it is read there. */
  told(): readonly string[];
}

export interface ShownTicket {
  readonly ref: string;
  readonly state: 'open' | 'closed' | 'archived';
  readonly severity: string;
  readonly title: string;
  /** What it was created with, and what was added. */
  readonly texts: readonly string[];
}

/** A helpdesk, and what its people do there. */
export interface FakeDesk extends FakeReceiver {
  tickets(): readonly ShownTicket[];
  closeByHand(ref: string): void;
  /** Undefined where no ticket is ever closed for good. */
  readonly archive?: (ref: string) => void;
  remove(ref: string): void;
}
