import { once } from 'node:events';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { failed, fetcher, loopback } from './loopback.fixture.ts';

const megabyte = 1024 * 1024;

describe('a request', () => {
  it('brings the body and what the next one may be conditional on', async () => {
    await using server = await loopback((_, response) =>
      response
        .writeHead(200, { etag: '"v1"', 'last-modified': 'Tue, 24 Nov 2026 09:00:00 GMT' })
        .end('\ufeff{"ä": 1}'),
    );
    expect(await fetcher()({ url: server.url })).toEqual({
      kind: 'ok',
      text: '{"ä": 1}',
      etag: '"v1"',
      lastModified: 'Tue, 24 Nov 2026 09:00:00 GMT',
    });
  });

  it('names us, and nothing else of us', async () => {
    const seen: unknown[] = [];
    await using server = await loopback((request, response) => {
      seen.push(request.method, request.headers);
      response.end('{}');
    });
    await fetcher()({ url: `${server.url}/feed` });
    expect(seen).toEqual([
      'GET',
      {
        host: `127.0.0.1:${server.port}`,
        connection: 'close',
        accept: 'application/json, */*;q=0.5',
        'accept-encoding': 'gzip',
        'user-agent': expect.stringMatching(/^Platen\/\d+\.\d+\.\d+$/),
      },
    ]);
  });

  it('is conditional when told how it was, and may be answered that it is still so', async () => {
    await using server = await loopback((request, response) => {
      const { 'if-none-match': etag, 'if-modified-since': since } = request.headers;
      response.writeHead(etag === '"v1"' && since === 'a day' ? 304 : 500).end();
    });
    const asked = { url: server.url, etag: '"v1"', lastModified: 'a day' };
    expect(await fetcher()(asked)).toEqual({ kind: 'not_modified' });
  });

  it('believes no 304 that it did not ask for', async () => {
    await using server = await loopback((_, response) => response.writeHead(304).end());
    expect(await fetcher()({ url: server.url })).toEqual(failed('answered 304'));
  });

  it('keeps no validator that could not be sent back', async () => {
    await using server = await loopback((_, response) =>
      response.writeHead(200, { etag: '"é"', 'last-modified': 'x'.repeat(600) }).end('{}'),
    );
    expect(await fetcher()({ url: server.url })).toMatchObject({ etag: null, lastModified: null });
  });

  it('reads a packed body', async () => {
    await using server = await loopback((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"packed": true}')),
    );
    expect(await fetcher()({ url: server.url })).toMatchObject({ kind: 'ok', text: '{"packed": true}' });
  });
});

describe('a request that fails tells why', () => {
  it.each([
    [503, { 'retry-after': '90' }, 90_000],
    [429, { 'retry-after': 'Tue, 24 Nov 2026 09:09:00 GMT' }, 120_000],
    [404, {}, null],
    [204, {}, null],
    [301, {}, null],
  ])('answered %i', async (status, headers, retryAfterMs) => {
    await using server = await loopback((_, response) => response.writeHead(status, headers).end());
    expect(await fetcher()({ url: server.url })).toEqual(failed(`answered ${status}`, retryAfterMs));
  });

  it('nobody listens', async () => {
    const server = await loopback(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await fetcher()({ url: server.url })).toEqual(failed('refuses connections'));
  });

  it('the name does not resolve', async () => {
    const unknown = fetcher({
      resolve: (_, done) => done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []),
    });
    expect(await unknown({ url: 'http://status.example/' })).toEqual(
      failed('has a name that does not resolve'),
    );
  });

  it('the connection is torn down', async () => {
    await using server = await loopback((request) => request.socket.destroy());
    expect(await fetcher()({ url: server.url })).toEqual(failed('broke off (UND_ERR_SOCKET)'));
  });

  it('it is no HTTP', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    expect(await fetcher()({ url: `http://127.0.0.1:${port}` })).toEqual(
      failed('sent something that is not HTTP'),
    );
    server.close();
  });

  it('what should be encrypted is not', async () => {
    await using server = await loopback((_, response) => response.end('{}'));
    const answer = await fetcher()({ url: `https://127.0.0.1:${server.port}/` });
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/^cannot be trusted \(/) });
  });

  it('the bytes are no text', async () => {
    await using server = await loopback((_, response) => response.end(Buffer.from([0x22, 0xff, 0x22])));
    expect(await fetcher()({ url: server.url })).toEqual(failed('sent something that is not UTF-8'));
  });

  it.each([
    ['br', 'sent a body that is packed unasked'],
    ['gzip', 'sent a body that cannot be unpacked'],
  ])('it is not really packed as %s', async (encoding, reason) => {
    await using server = await loopback((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end('{}'),
    );
    expect(await fetcher()({ url: server.url })).toEqual(failed(reason));
  });

  it.each([
    ['ftp://127.0.0.1/', 'is not on the web (http or https)'],
    ['file:///etc/passwd', 'is not on the web (http or https)'],
    ['http://user:secret@127.0.0.1/', 'has a password in its address'],
    ['http://', 'has an address that cannot be read'],
  ])('%s', async (url, reason) => {
    expect(await fetcher()({ url })).toEqual(failed(reason));
  });
});

describe('a request is bounded', () => {
  it('in time, when no answer comes', async () => {
    await using server = await loopback(() => undefined);
    expect(await fetcher({ timeoutMs: 100 })({ url: server.url })).toEqual(
      failed('did not answer within 0.1 s'),
    );
  });

  it('in time as a whole, when the body drips without end', async () => {
    await using server = await loopback((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    });
    expect(await fetcher({ timeoutMs: 200 })({ url: server.url })).toEqual(
      failed('did not answer within 0.2 s'),
    );
  });

  it('by being told to stop', async () => {
    const stopping = new AbortController();
    await using server = await loopback(() => stopping.abort());
    expect(await fetcher({ stop: stopping.signal })({ url: server.url })).toEqual({ kind: 'stopped' });
  });

  it('in size, whatever the length says, and stops reading there', async () => {
    let written = 0;
    let closed: Promise<unknown> = Promise.resolve();
    await using server = await loopback((_, response) => {
      closed = once(response, 'close');
      const chunk = Buffer.alloc(64 * 1024, 0x20);
      const more = () => {
        do written += chunk.length;
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect(await fetcher()({ url: server.url })).toEqual(failed('sent more than 2 MiB'));
    await closed;
    expect(written).toBeLessThan(64 * megabyte);
  });

  it('in size to the byte', async () => {
    await using server = await loopback((request, response) =>
      response.end(' '.repeat(Number(request.url?.slice(1)))),
    );
    const limited = fetcher({ mostBytes: megabyte });
    expect(await limited({ url: `${server.url}/${megabyte}` })).toMatchObject({ kind: 'ok' });
    expect(await limited({ url: `${server.url}/${megabyte + 1}` })).toEqual(failed('sent more than 1 MiB'));
  });

  it('in what a small body unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * megabyte), { level: 9 });
    expect(bomb.length).toBeLessThan(megabyte);
    await using server = await loopback((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    expect(await fetcher()({ url: server.url })).toEqual(failed('sent more than 2 MiB'));
  });
});
