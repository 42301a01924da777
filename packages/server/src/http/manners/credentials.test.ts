import { describe, expect, it } from 'vitest';
import { credentialsOf, refuseKeyInUrl } from './credentials.ts';

const cookie = 'platen.session_token';

describe('the session of a request', () => {
  it.each([
    ['platen.session_token=t.signature'],
    ['theme=dark; platen.session_token=t.signature; lang=de'],
    ['xplaten.session_token=no.signature;platen.session_token=t.signature'],
  ])('is read from the cookies %j', (cookies) => {
    expect(credentialsOf({ cookie: cookies }, cookie)).toEqual({ kind: 'session', secret: 't' });
  });

  it('is not looked for where there is a key, though that is of no use', () => {
    const headers = { cookie: `${cookie}=t.signature` };
    expect(credentialsOf({ ...headers, 'x-api-key': 'k' }, cookie)).toEqual({ kind: 'key', secret: 'k' });
    expect(() => credentialsOf({ ...headers, authorization: 'Basic x' }, cookie)).toThrow();
  });

  it.each(['', 'platen.session_token=', 'platen.session_token=.x', '__Host-platen.session_token=t.x'])(
    'is missing from the cookies %j',
    (cookies) => {
      expect(() => credentialsOf({ cookie: cookies }, cookie)).toThrow(
        expect.objectContaining({ code: 'key_missing' }),
      );
    },
  );
});

describe('the key of a request', () => {
  it.each([
    [{ authorization: 'Bearer k' }],
    [{ authorization: 'bearer k' }],
    [{ authorization: 'BEARER   k  ' }],
    [{ authorization: 'k' }],
    [{ 'x-api-key': 'k' }],
    [{ authorization: 'Bearer k', 'x-api-key': 'other' }],
    [{ authorization: '', 'x-api-key': 'k' }],
  ])('is read from %j', (headers) =>
    expect(credentialsOf(headers, cookie)).toEqual({ kind: 'key', secret: 'k' }),
  );

  it.each([[{}], [{ authorization: '' }], [{ 'x-api-key': '' }], [{ 'x-api-key': ['k', 'k'] }]])(
    'is missing from %j',
    (headers) => {
      expect(() => credentialsOf(headers, cookie)).toThrow(expect.objectContaining({ code: 'key_missing' }));
    },
  );

  it.each(['Basic dXNlcjpwYXNz', 'Digest username="x"', 'ApiKey k'])(
    'is not read from %j',
    (authorization) => {
      expect(() => credentialsOf({ authorization }, cookie)).toThrow(
        expect.objectContaining({ code: 'key_malformed' }),
      );
    },
  );
});

describe('a URL', () => {
  it.each([
    '/v1/whoami?api_key=x',
    '/v1/whoami?apikey=x',
    '/v1/whoami?a=1&API-Key=x',
    '/v1/whoami?key=x',
    '/v1/whoami?token=x',
    '/v1/whoami?access_token=x',
    '/v1/whoami?Authorization=Bearer%20x',
    '/v1/whoami?x=platen_live_abc',
    '/v1/platen_test_abc/whoami',
  ])('is refused with a key in it: %s', (url) => {
    expect(() => refuseKeyInUrl(url)).toThrow(expect.objectContaining({ code: 'key_in_url' }));
  });

  it.each([
    '/v1/whoami',
    '/v1/orgs/4725fffa/keys?limit=1',
    '/v1/orgs/4725fffa/keys?cursor=key',
    '/v1/keys/key_01kay/rotate',
    '/v1/whoami?monkey=x',
  ])('may look like this: %s', (url) => {
    expect(() => refuseKeyInUrl(url)).not.toThrow();
  });
});
