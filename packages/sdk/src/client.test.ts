import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlatenClient } from './client.ts';
import { PlatenError, UnreachableError } from './errors.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Sent {
  readonly url: string;
  readonly init: RequestInit & { readonly headers: Record<string, string> };
}

/** A client whose server gives these answers, the last one ever after, and what it sent. */
function clientWith(answers: readonly (() => Response)[], options: { retries?: number } = {}) {
  const sent: Sent[] = [];
  const fetch = (async (url: string, init: Sent['init']) => {
    sent.push({ url, init });
    return answers[Math.min(sent.length, answers.length) - 1]?.();
  }) as unknown as typeof globalThis.fetch;
  const client = new PlatenClient({ url: 'http://platen.test/', key: 'k', fetch, ...options });
  return { client, sent };
}

const ok = () => Response.json({ org_id: '4725fffa' });

const problem =
  (status: number, code: string, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify({ type: `/docs/errors/${code}`, title: 't', status, detail: 'd', code }), {
      status,
      headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
    });

const noNetwork = () => {
  throw new TypeError('fetch failed');
};

const params = { org_id: '4725fffa' };

/** Lets every pause pass at once. */
async function settled<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  await vi.runAllTimersAsync();
  return work;
}

describe('a call', () => {
  it('fills the path, writes the query and carries the key', async () => {
    const { client, sent } = clientWith([ok]);
    await client.call('getJobStats', {
      params,
      query: { type: ['print', 'scan'], time_zone: 'Europe/Paris', limit: 5 },
    });
    expect(sent[0]?.url).toBe(
      'http://platen.test/v1/orgs/4725fffa/job-stats?type=print&type=scan&time_zone=Europe%2FParis&limit=5',
    );
    expect(sent[0]?.init).toMatchObject({ method: 'GET', headers: { authorization: 'Bearer k' } });
    expect(sent[0]?.init.headers).not.toHaveProperty('idempotency-key');
    expect(sent[0]?.init).not.toHaveProperty('body');
  });

  it('escapes what stands in the path', async () => {
    const { client, sent } = clientWith([ok]);
    await client.call('retireSource', { params: { ...params, source: 'a/b?c' } });
    expect(sent[0]?.url).toBe('http://platen.test/v1/orgs/4725fffa/sources/a%2Fb%3Fc');
  });

  it('sends a body as JSON, with an Idempotency-Key of its own or the one given', async () => {
    const { client, sent } = clientWith([ok]);
    const body = { name: 'Europe' };
    await client.call('putRegion', { params: { region: 'eu' }, body });
    await client.call('putRegion', { params: { region: 'eu' }, body });
    await client.call('putRegion', { params: { region: 'eu' }, body, idempotencyKey: 'mine' });
    expect(sent[0]?.init).toMatchObject({ method: 'PUT', body: '{"name":"Europe"}' });
    const keys = sent.map(({ init }) => init.headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe('mine');
  });
});

describe('a call that fails', () => {
  it('throws the problem, with its code', async () => {
    const { client, sent } = clientWith([problem(403, 'scope_missing')]);
    const error = await client.call('getSystemStatus', { params }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PlatenError);
    expect(error).toMatchObject({ code: 'scope_missing', message: 'd', problem: { status: 403 } });
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['overloaded', problem(503, 'overloaded')],
    ['out of quota', problem(429, 'quota_exceeded')],
    ['unreachable', noNetwork],
  ])('is sent again while the server is %s, as the same write', async (_, failure) => {
    const { client, sent } = clientWith([failure, failure, ok]);
    const call = client.call('putRegion', { params: { region: 'eu' }, body: { name: 'Europe' } });
    expect(await settled(call)).toEqual({ org_id: '4725fffa' });
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ init }) => init.headers['idempotency-key'])).size).toBe(1);
  });

  it('waits as long as Retry-After says', async () => {
    const { client, sent } = clientWith([problem(503, 'overloaded', { 'retry-after': '7' }), ok]);
    const call = client.call('whoami', {});
    await vi.advanceTimersByTimeAsync(6_999);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await call;
    expect(sent).toHaveLength(2);
  });

  it('waits longer and longer when nobody says how long', async () => {
    const { client, sent } = clientWith([noNetwork]);
    const times: number[] = [];
    const start = Date.now();
    const call = client.call('whoami', {}).catch(() => {});
    for (let known = 0; known < 5; await vi.advanceTimersByTimeAsync(1)) {
      if (sent.length === known) continue;
      known = sent.length;
      times.push(Date.now() - start);
    }
    await call;
    const pauses = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    for (const [i, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(125 * 2 ** i);
      expect(pause).toBeLessThanOrEqual(375 * 2 ** i + 2);
    }
  });

  it('gives up after its retries, with what it was told last', async () => {
    const { client, sent } = clientWith([problem(503, 'overloaded')], { retries: 2 });
    await expect(settled(client.call('whoami', {}))).rejects.toMatchObject({ code: 'overloaded' });
    expect(sent).toHaveLength(3);
    const offline = clientWith([noNetwork], { retries: 1 });
    await expect(settled(offline.client.call('whoami', {}))).rejects.toBeInstanceOf(UnreachableError);
    expect(offline.sent).toHaveLength(2);
  });

  it('is not sent again when the request or the server is at fault', async () => {
    for (const failure of [
      problem(500, 'internal'),
      problem(400, 'invalid_request'),
      problem(409, 'conflict'),
    ]) {
      const { client, sent } = clientWith([failure]);
      await expect(client.call('whoami', {})).rejects.toBeInstanceOf(PlatenError);
      expect(sent).toHaveLength(1);
    }
  });

  it('says so when something else answers in place of Platen', async () => {
    const proxy = () =>
      new Response('<h1>Bad Gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } });
    const { client } = clientWith([proxy]);
    await expect(client.call('whoami', {})).rejects.toThrow(UnreachableError);
  });

  it('says so when a page that is not JSON comes back with 200', async () => {
    const portal = () => new Response('<h1>Sign in</h1>', { headers: { 'content-type': 'text/html' } });
    const { client } = clientWith([portal]);
    await expect(client.call('whoami', {})).rejects.toThrow(UnreachableError);
  });

  it('gives an attempt up after its timeout', async () => {
    vi.useRealTimers();
    const fetch = ((_: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      })) as unknown as typeof globalThis.fetch;
    const client = new PlatenClient({ url: 'http://platen.test', key: 'k', fetch, timeoutMs: 5, retries: 0 });
    await expect(client.call('whoami', {})).rejects.toMatchObject({
      name: 'UnreachableError',
      cause: { name: 'TimeoutError' },
    });
  });
});
