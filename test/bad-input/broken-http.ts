/** Bytes that are no HTTP, or that two readers could take for different requests. */
export function* brokenHttp(
  host: string,
  key: string,
): Generator<[what: string, bytes: string | Uint8Array]> {
  const headers = `Host: ${host}\r\nAuthorization: Bearer ${key}\r\n`;
  const get = (more: string, line = 'GET /v1/whoami HTTP/1.1') => `${line}\r\n${headers}${more}\r\n`;
  const put = (more: string, body: string) =>
    `PUT /v1/regions/eu HTTP/1.1\r\n${headers}Content-Type: application/json\r\n${more}\r\n${body}`;
  const body = '{"name":"Smuggled"}';

  yield ['garbage', 'GARBAGE\r\n\r\n'];
  yield ['an empty line and no request', '\r\n\r\nhello\r\n\r\n'];
  yield ['a TLS hello', Buffer.from('16030100c6010000c20303', 'hex')];
  yield ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'];
  yield ['a version that does not exist', get('', 'GET /v1/whoami HTTP/9.9')];
  yield ['no version', 'GET /v1/whoami\r\n\r\n'];
  yield ['a method that does not exist', get('', 'FETCH /v1/whoami HTTP/1.1')];
  yield ['a method in lower case', get('', 'get /v1/whoami HTTP/1.1')];
  yield ['a blank in the path', get('', 'GET /v1/who ami HTTP/1.1')];
  yield ['a NUL in the path', get('', 'GET /v1/who\u0000ami HTTP/1.1')];
  yield ['a path that is not ASCII', get('', 'GET /v1/wh\u00f6ami HTTP/1.1')];
  yield ['a path that does not begin with a slash', get('', 'GET v1/whoami HTTP/1.1')];
  yield ['a percent sign alone', get('', 'GET /v1/orgs/% HTTP/1.1')];
  yield ['a URL of 20,000 characters', get('', `GET /v1/whoami?${'x'.repeat(20_000)} HTTP/1.1`)];
  yield ['a path of 20,000 characters', get('', `GET /v1/${'x'.repeat(20_000)} HTTP/1.1`)];
  yield ['no Host', `GET /v1/whoami HTTP/1.1\r\nAuthorization: Bearer ${key}\r\n\r\n`];
  yield ['a header without a colon', get('Nonsense\r\n')];
  yield ['a header name with a blank', get('Bad Name: x\r\n')];
  yield ['a header value with a NUL', get('X-Odd: a\u0000b\r\n')];
  yield ['a bare carriage return in a header', get('X-Odd: a\rX-Other: b\r\n')];
  yield ['headers of 20,000 characters', get(`X-Long: ${'x'.repeat(20_000)}\r\n`)];
  yield ['3,000 headers', get(Array.from({ length: 3_000 }, (_, i) => `X-${i}: 1\r\n`).join(''))];
  yield ['an expectation that nobody has', put(`Expect: the-unexpected\r\nContent-Length: 2\r\n`, '{}')];
  yield ['a length that is no number', put('Content-Length: many\r\n', body)];
  yield ['a negative length', put('Content-Length: -1\r\n', body)];
  yield ['a length with a sign', put('Content-Length: +19\r\n', body)];
  yield ['a length beyond all numbers', put(`Content-Length: ${'9'.repeat(30)}\r\n`, body)];
  yield ['two lengths', put('Content-Length: 19\r\nContent-Length: 5\r\n', body)];
  yield [
    'a length and chunks',
    put('Content-Length: 19\r\nTransfer-Encoding: chunked\r\n', `13\r\n${body}\r\n0\r\n\r\n`),
  ];
  yield ['chunks that are not the last encoding', put('Transfer-Encoding: chunked, gzip\r\n', body)];
  yield ['an encoding that nobody knows', put('Transfer-Encoding: nonsense\r\n', body)];
  yield ['a chunk without a size', put('Transfer-Encoding: chunked\r\n', `zz\r\n${body}\r\n0\r\n\r\n`)];
  yield ['a chunk larger than its size', put('Transfer-Encoding: chunked\r\n', `5\r\n${body}\r\n0\r\n\r\n`)];
  yield [
    'a chunk of a monstrous size',
    put('Transfer-Encoding: chunked\r\n', `ffffffffffffffffff\r\n${body}`),
  ];
}
