import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { failed, fetcher, loopback } from './loopback.fixture.ts';

describe('a redirect', () => {
  const redirecting = (to: (url: string) => string | undefined) =>
    loopback((request, response) => {
      const location = to(request.url ?? '');
      if (location === undefined) response.end('{}');
      else response.writeHead(302, { location }).end();
    });

  it('is followed, relative or not, three times', async () => {
    await using server = await redirecting((url) =>
      url.length < 4 ? `http://localhost:${server.port}${url}x` : undefined,
    );
    expect(await fetcher({ resolve: toLoopback })({ url: server.url })).toMatchObject({ kind: 'ok' });
    await using relative = await redirecting((url) => (url === '/a/b' ? '../c' : undefined));
    expect(await fetcher()({ url: `${relative.url}/a/b` })).toMatchObject({ kind: 'ok' });
  });

  it('is not followed in a circle', async () => {
    const asked: string[] = [];
    await using server = await redirecting((url) => {
      asked.push(url);
      return '/again';
    });
    expect(await fetcher()({ url: server.url })).toEqual(failed('redirects more than 3 times'));
    expect(asked).toEqual(['/', '/again', '/again', '/again']);
  });

  it.each([
    [
      'http://10.0.0.5/admin?token=secret',
      'redirects to 10.0.0.5, which is at a private address (10.0.0.5), which is not allowed',
    ],
    [
      'http://169.254.169.254/latest',
      'redirects to 169.254.169.254, which is at a private address (169.254.169.254), which is not allowed',
    ],
    ['file:///etc/passwd', 'redirects to a place that is not on the web (http or https)'],
    ['http://me:secret@127.0.0.1/', 'redirects to a place that has a password in its address'],
    ['http://[', 'redirects to a place that has an address that cannot be read'],
  ])('to %s is refused as if it were asked for', async (location, reason) => {
    await using server = await redirecting(() => location);
    expect(await fetcher()({ url: server.url })).toEqual(failed(reason));
  });
});

describe('a private network', () => {
  const guarded = fetcher({ allowedNetworks: [] });

  it.each([
    ['http://127.0.0.1/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.0.0.1/', '127.0.0.1'],
    ['http://0177.0.0.1/', '127.0.0.1'],
    ['http://10.0.0.5/', '10.0.0.5'],
    ['http://[::1]/', '::1'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['http://[::ffff:169.254.169.254]/', '::ffff:a9fe:a9fe'],
    ['http://[fd00:ec2::254]/', 'fd00:ec2::254'],
    ['https://10.0.0.5/', '10.0.0.5'],
  ])('is not asked by address: %s', async (url, address) => {
    expect(await guarded({ url })).toEqual(
      failed(`is at a private address (${address}), which is not allowed`),
    );
  });

  it('is not asked by name, not even one of its addresses among public ones', async () => {
    for (const addresses of [
      [{ address: '10.0.0.5', family: 4 }],
      [
        { address: '93.184.215.14', family: 4 },
        { address: '10.0.0.5', family: 4 },
      ],
    ]) {
      const sneaky = fetcher({ allowedNetworks: [], resolve: (_, done) => done(null, addresses) });
      expect(await sneaky({ url: 'http://status.example/' })).toEqual(
        failed('is at a private address (10.0.0.5), which is not allowed'),
      );
    }
    await using server = await loopback((_, response) => response.end('{}'));
    expect(await guarded({ url: `http://localhost:${server.port}/` })).toMatchObject({ kind: 'failed' });
  });

  it('cannot be reached by a name that resolves to another address the second time', async () => {
    await using server = await loopback((_, response) => response.end('{}'));
    const answers: LookupAddress[][] = [[{ address: '127.0.0.1', family: 4 }]];
    const rebinding = fetcher({
      resolve: (_, done) => done(null, answers.pop() ?? [{ address: '127.0.0.2', family: 4 }]),
      allowedNetworks: ['127.0.0.1/32'],
    });
    const url = `http://status.example:${server.port}/`;
    expect(await rebinding({ url })).toMatchObject({ kind: 'ok' });
    expect(answers).toEqual([]);
    expect(await rebinding({ url })).toEqual(
      failed('is at a private address (127.0.0.2), which is not allowed'),
    );
  });

  it('is asked when it is allowed, and no other is', async () => {
    await using server = await loopback((_, response) => response.end('{}'));
    const allowing = fetcher({ allowedNetworks: ['127.0.0.1', '::1'] });
    expect(await allowing({ url: server.url })).toMatchObject({ kind: 'ok' });
    expect(await allowing({ url: `http://127.0.0.2:${server.port}` })).toMatchObject({ kind: 'failed' });
  });
});

function toLoopback(_: string, done: (error: null, addresses: LookupAddress[]) => void): void {
  done(null, [{ address: '127.0.0.1', family: 4 }]);
}
