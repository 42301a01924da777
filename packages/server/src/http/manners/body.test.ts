import { type AddressInfo, connect } from 'node:net';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { mostBodyBytes, readJsonBodies } from './body.ts';
import { answerProblem } from './problem.ts';

/** The answer of a server that says back the body it has read. */
async function post(body: string | Buffer, headers: Record<string, string> = {}, url = '/') {
  const app = fastify({ bodyLimit: mostBodyBytes });
  app.setErrorHandler(answerProblem);
  readJsonBodies(app);
  app.post('/', { schema: { body: {} } }, async (request) => ({ body: request.body }));
  app.post('/bare', async (request) => ({ body: request.body ?? 'none' }));
  const response = await app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: body,
  });
  return {
    status: response.statusCode,
    ...(response.json() as { code?: string; detail?: string; body?: unknown }),
  };
}

describe('a JSON body', () => {
  it('is read as it is, with whatever text in it', async () => {
    const value = { name: 'Łódź 打印 🖨', '': [1, null, { deep: true }] };
    expect(await post(JSON.stringify(value))).toMatchObject({ status: 200, body: value });
    expect(await post('{"a": "\\ud83d\\udda8 \\\\ud83d"}')).toMatchObject({ body: { a: '🖨 \\ud83d' } });
  });

  it.each([
    ['nothing', ''],
    ['a syntax error', '{"a": }'],
    ['two documents', '{} {}'],
    ['a key that stands twice', '{"a": 1, "a": 2}'],
    ['a key that stands twice, once escaped', '{"a": 1, "\\u0061": 2}'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16', Buffer.from('{"a": 1}', 'utf16le')],
    ['half a surrogate pair', '{"a": "\\ud83d"}'],
    ['half a surrogate pair in a key', '{"\\udc00": 1}'],
    ['65 brackets', '['.repeat(65) + ']'.repeat(65)],
    ['100,000 brackets', '['.repeat(100_000)],
  ])('is refused when it is %s', async (_, body) => {
    expect(await post(body)).toMatchObject({ status: 400, code: 'invalid_json' });
  });

  it('need not be there where none is wanted, though the request speaks of JSON', async () => {
    expect(await post('', {}, '/bare')).toMatchObject({ status: 200, body: 'none' });
    expect(await post('{', {}, '/bare')).toMatchObject({ status: 400, code: 'invalid_json' });
  });

  it('may name __proto__, and it is a field like any other', async () => {
    expect(await post('{"__proto__": {"admin": true}}')).toMatchObject({
      status: 200,
      body: JSON.parse('{"__proto__": {"admin": true}}'),
    });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('may have 256 KiB, and not a byte more', async () => {
    const text = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));
    expect(await post(text(mostBodyBytes))).toMatchObject({ status: 200 });
    expect(await post(text(mostBodyBytes + 1))).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it.each([
    ['a compressed one', { 'content-encoding': 'gzip' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', { 'content-type': 'text/plain' }],
    ['no type that anybody knows', { 'content-type': 'json' }],
  ])('is not read when it is %s', async (_, headers) => {
    expect(await post('{}', headers)).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });
});

it('an upload that is broken off is no fault of ours', async () => {
  const lines: string[] = [];
  const app = fastify({ logger: { level: 'warn', stream: { write: (line) => lines.push(line) } } });
  const answered = new Promise((resolve) => {
    app.setErrorHandler((error, request, reply) => {
      answerProblem(error, request, reply);
      resolve(reply.statusCode);
    });
  });
  readJsonBodies(app);
  app.post('/', async () => null);
  app.addHook('onRequest', async () => void client.resetAndDestroy());
  await app.listen({ port: 0, host: '127.0.0.1' });
  const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  client.write(
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"a": ',
  );
  expect(await answered).toBe(400);
  await app.close();
  expect(lines).toEqual([]);
});
