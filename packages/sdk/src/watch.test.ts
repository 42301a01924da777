import type { SystemStatus } from '@platen/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlatenClient } from './client.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const stepMs = 50;

/** A server whose connections are in the test's hands. */
function watched() {
  const connections: Connection[] = [];
  const waiting: ((connection: Connection) => void)[] = [];
  const fetch = (async (url: string, { signal, headers }: Sent) => {
    const connection = new Connection(url, headers, signal);
    const next = waiting.shift();
    if (next) next(connection);
    else connections.push(connection);
    return await connection.response;
  }) as unknown as typeof globalThis.fetch;
  const client = new PlatenClient({ url: 'http://platen.test/', key: 'k', fetch, timeoutMs: 5_000 });
  const ending = new AbortController();
  const told: ('there' | 'gone')[] = [];
  const statuses = client.watchSystemStatus('4725fffa', {
    signal: ending.signal,
    onConnection: (isThere) => told.push(isThere ? 'there' : 'gone'),
  });
  return {
    statuses,
    /** What was said of connections. */
    connections: told,
    ending,
    /** The next attempt to connect. */
    async connection(): Promise<Connection> {
      return connections.shift() ?? (await new Promise((resolve) => waiting.push(resolve)));
    },
    /** The same, however long it takes. */
    async reconnected(): Promise<Connection> {
      for (let i = 0; i < 1_000 && connections.length === 0; i++) await vi.advanceTimersByTimeAsync(stepMs);
      const connection = connections.shift();
      if (!connection) throw new Error('It did not come again.');
      return connection;
    },
    connected: () => connections.length,
  };
}

interface Sent {
  readonly signal: AbortSignal;
  readonly headers: Record<string, string>;
}

class Connection {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
  readonly response: Promise<Response>;
  readonly answer: (response: Response) => void;
  readonly fail: (error: Error) => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(url: string, headers: Record<string, string>, signal: AbortSignal) {
    this.url = url;
    this.headers = headers;
    this.signal = signal;
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    this.response = promise;
    this.answer = resolve;
    this.fail = reject;
    signal.addEventListener('abort', () => {
      reject(signal.reason);
      try {
        this.#controller?.error(signal.reason);
      } catch {
        // Ended before.
      }
    });
  }

  stream(text: string): void {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    this.answer(new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } }));
    this.say(text);
  }

  say(text: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#controller?.close();
  }
}

const eventOf = (id: string, summary: string) =>
  `id: ${id}\nevent: system-status\ndata: ${JSON.stringify({ org_id: '4725fffa', summary })}\n\n`;

const refusal = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ type: `/docs/errors/${code}`, title: 't', status, detail: 'd', code }), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
  });

const summaryOf = async (next: Promise<IteratorResult<SystemStatus>>) => (await next).value?.summary;

describe('watching a status', () => {
  it('gives it as it is, and then as it changes', async () => {
    const { statuses, connection } = watched();
    const first = statuses.next();
    const server = await connection();
    expect(server.url).toBe('http://platen.test/v1/orgs/4725fffa/system-status/stream');
    expect(server.headers).toEqual({ authorization: 'Bearer k', accept: 'text/event-stream' });
    server.stream(`retry: 2000\n\n${eventOf('a', 'Calm')}`);
    expect(await summaryOf(first)).toBe('Calm');
    server.say(`:\n\n${eventOf('b', 'Scans fail')}${eventOf('c', 'Calm again')}`);
    expect(await summaryOf(statuses.next())).toBe('Scans fail');
    expect(await summaryOf(statuses.next())).toBe('Calm again');
    await statuses.return(undefined);
    expect(server.signal.aborted).toBe(true);
  });

  it('tells whether a connection is there', async () => {
    const { statuses, ending, connection, reconnected, connections } = watched();
    const first = statuses.next();
    const server = await connection();
    expect(connections).toEqual([]);
    server.stream(eventOf('a', 'One'));
    await first;
    expect(connections).toEqual(['there']);
    const next = statuses.next();
    server.end();
    (await reconnected()).answer(refusal(503, 'overloaded'));
    const again = await reconnected();
    expect(connections.slice(0, 2)).toEqual(['there', 'gone']);
    expect(connections.filter((each) => each === 'there')).toHaveLength(1);
    again.stream(eventOf('b', 'Two'));
    await next;
    expect(connections.at(-1)).toBe('there');
    ending.abort();
  });

  it('goes on where it was when the stream ends, breaks or is not given now', async () => {
    const { statuses, ending, connection, reconnected } = watched();
    const first = statuses.next();
    const server = await connection();
    server.stream(eventOf('a', 'One'));
    await first;
    const next = statuses.next();
    server.end();
    for (const fail of [
      (again: Connection) => again.fail(new TypeError('fetch failed')),
      (again: Connection) => again.answer(refusal(503, 'overloaded', { 'retry-after': '2' })),
      (again: Connection) => again.answer(refusal(429, 'quota_exceeded')),
      (again: Connection) => again.answer(new Response('<h1>Bad Gateway</h1>', { status: 502 })),
    ]) {
      const again = await reconnected();
      expect(again.headers['last-event-id']).toBe('a');
      fail(again);
    }
    (await reconnected()).stream(eventOf('b', 'Two'));
    expect(await summaryOf(next)).toBe('Two');
    ending.abort();
  });

  it('comes again after the pause that the server asked for, and later each time that is in vain', async () => {
    const { statuses, ending, connection, reconnected } = watched();
    const first = statuses.next();
    const server = await connection();
    server.stream(`retry: 4000\n\n${eventOf('a', 'One')}`);
    await first;
    const last = statuses.next();
    server.end();
    for (const least of [2_000, 4_000, 8_000]) {
      const start = Date.now();
      const again = await reconnected();
      expect(Date.now() - start).toBeGreaterThanOrEqual(least);
      expect(Date.now() - start).toBeLessThanOrEqual(3 * least + stepMs);
      again.fail(new TypeError('fetch failed'));
    }
    ending.abort();
    expect((await last).done).toBe(true);
  });

  it('takes a server that says nothing for three heartbeats for gone, and one that says something not', async () => {
    const { statuses, connection, connected } = watched();
    const first = statuses.next();
    const server = await connection();
    server.stream(eventOf('a', 'One'));
    await first;
    const next = statuses.next();
    next.catch(() => {});
    for (let i = 0; i < 5; i++) {
      await vi.advanceTimersByTimeAsync(44_000);
      server.say(':\n\n');
    }
    await vi.advanceTimersByTimeAsync(44_000);
    expect(server.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(server.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(connected()).toBe(1);
  });

  it('gives an attempt up that is not answered in time', async () => {
    const { statuses, connection } = watched();
    statuses.next().catch(() => {});
    const server = await connection();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.signal.aborted).toBe(true);
  });

  it('throws what no further attempt would mend', async () => {
    for (const [answer, error] of [
      [refusal(401, 'key_revoked'), { name: 'PlatenError', code: 'key_revoked' }],
      [refusal(404, 'not_found'), { name: 'PlatenError', code: 'not_found' }],
      [new Response('<h1>Not Found</h1>', { status: 404 }), { name: 'UnreachableError' }],
      [new Response('<h1>Sign in</h1>'), { name: 'UnreachableError' }],
    ] as const) {
      const { statuses, connection } = watched();
      const first = statuses.next();
      first.catch(() => {});
      (await connection()).answer(answer);
      await expect(first).rejects.toMatchObject(error);
      expect((await statuses.next()).done).toBe(true);
    }
  });

  it('ends when told to, whatever it is doing', async () => {
    const whileReading = watched();
    const first = whileReading.statuses.next();
    const server = await whileReading.connection();
    server.stream(':\n\n');
    whileReading.ending.abort();
    expect(await first).toEqual({ done: true, value: undefined });
    expect(server.signal.aborted).toBe(true);

    const whilePausing = watched();
    const none = whilePausing.statuses.next();
    (await whilePausing.connection()).answer(refusal(503, 'overloaded', { 'retry-after': '30' }));
    await vi.advanceTimersByTimeAsync(1_000);
    whilePausing.ending.abort();
    expect(await none).toEqual({ done: true, value: undefined });

    const before = watched();
    before.ending.abort();
    expect(await before.statuses.next()).toEqual({ done: true, value: undefined });
    expect(before.connected()).toBe(0);
  });
});
