import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HeldClock } from '../kit/clock.ts';
import { loopback } from './loopback.fixture.ts';
import { createRequester, type RequesterOptions } from './requester.ts';

const requester = (options: Partial<RequesterOptions> = {}) =>
  createRequester({
    clock: new HeldClock('2026-11-24T09:07:00Z'),
    allowedNetworks: ['127.0.0.0/8'],
    ...options,
  });
const failed = (reason: string) => ({ kind: 'failed', reason });

const unlessNamed =
  'which is not allowed unless whoever runs this server names its network in PLATEN_ALLOWED_PRIVATE_NETWORKS';

describe('a request that tells something', () => {
  it('brings method, headers and body, and what was answered, whatever it was', async () => {
    const seen: unknown[] = [];
    await using server = await loopback(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      seen.push(request.method, request.url, request.headers['x-key'], body);
      response.writeHead(422, { 'x-why': 'so' }).end('no priority "ä"');
    });
    const answer = await requester()({
      method: 'PATCH',
      url: `${server.url}/tickets?x=1`,
      headers: { 'x-key': 'k' },
      body: '{"ä":1}',
    });
    expect(seen).toEqual(['PATCH', '/tickets?x=1', 'k', '{"ä":1}']);
    expect(answer).toMatchObject({
      kind: 'answered',
      status: 422,
      retryAfterMs: null,
      text: 'no priority "ä"',
    });
    expect(answer.kind === 'answered' && [answer.header('X-Why'), answer.header('x-not')]).toEqual([
      'so',
      null,
    ]);
  });

  it('says how long it is asked to wait', async () => {
    await using server = await loopback((_, response) =>
      response.writeHead(429, { 'retry-after': '7' }).end(),
    );
    const answer = await requester()({ method: 'POST', url: server.url });
    expect(answer).toMatchObject({ status: 429, retryAfterMs: 7_000 });
  });

  it('is not sent on to where it is redirected', async () => {
    let asked = 0;
    await using server = await loopback((_, response) => {
      asked++;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await requester()({ method: 'POST', url: server.url, body: 'x' })).toMatchObject({ status: 307 });
    expect(asked).toBe(1);
  });

  it('reads the first 64 KiB of an answer and leaves the rest', async () => {
    await using server = await loopback((_, response) => response.end('x'.repeat(1024 * 1024)));
    const answer = await requester()({ method: 'GET', url: server.url });
    expect(answer.kind === 'answered' && answer.text).toBe('x'.repeat(64 * 1024));
  });
});

describe('a request comes to nothing, and tells neither the query nor the body', () => {
  it('when the address is private and was not allowed', async () => {
    await using server = await loopback((_, response) => response.end());
    const answer = await requester({ allowedNetworks: [] })({
      method: 'POST',
      url: `${server.url}?key=s3cret`,
    });
    expect(answer).toEqual(failed(`is at a private address (127.0.0.1), ${unlessNamed}`));
  });

  it('when a name leads to a private address', async () => {
    const answer = await requester({
      allowedNetworks: [],
      resolve: (_, done) => done(null, [{ address: '10.0.0.1', family: 4 }]),
    })({ method: 'POST', url: 'https://hooks.example/s3cret' });
    expect(answer).toEqual(failed(`is at a private address (10.0.0.1), ${unlessNamed}`));
  });

  it('when nothing answers in time', async () => {
    await using server = await loopback(() => undefined);
    const answer = await requester({ timeoutMs: 100 })({ method: 'POST', url: `${server.url}/s3cret` });
    expect(answer).toEqual(failed('did not answer within 0.1 s'));
  });

  it('when an answer drips without end', async () => {
    await using server = await loopback((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    });
    const answer = await requester({ timeoutMs: 200 })({ method: 'POST', url: server.url });
    expect(answer).toEqual(failed('did not answer within 0.2 s'));
  });

  it('when the connection is cut after it was sent', async () => {
    await using server = await loopback((request) => request.socket.destroy());
    const answer = await requester()({ method: 'POST', url: `${server.url}/s3cret`, body: 's3cret' });
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/^broke off \(\w+\)$/) });
  });

  it('when the address cannot be read, is no web address or has a password in it', async () => {
    for (const [url, reason] of [
      ['s3cret', 'has an address that cannot be read'],
      ['ftp://s3cret.example', 'is not on the web (http or https)'],
      ['https://me:s3cret@example.com', 'has a password in its address'],
    ] as const) {
      expect(await requester()({ method: 'POST', url })).toEqual(failed(reason));
    }
  });

  it('when nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    expect(await requester()({ method: 'POST', url: `http://127.0.0.1:${port}` })).toEqual(
      failed('refuses connections'),
    );
  });
});
