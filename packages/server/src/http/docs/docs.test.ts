import { gunzipSync } from 'node:zlib';
import { problems, routes } from '@platen/contract';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { html } from '../../kit/html.ts';
import { prose } from './html.ts';
import { registerDocs } from './index.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = fastify();
  app.setNotFoundHandler((_request, reply) => reply.code(404).send('nothing here'));
  await app.register(registerDocs);
});
afterAll(() => app.close());

describe('the reference', () => {
  it('is where the root leads', async () => {
    const { statusCode, headers } = await app.inject('/');
    expect([statusCode, headers.location]).toEqual([302, '/docs']);
  });

  it('serves the OpenAPI document of this version, and 304 to who has it', async () => {
    const first = await app.inject('/openapi.json');
    const { info, paths } = first.json();
    expect(info.version).toBe(packageJson.version);
    expect(Object.keys(paths)).toContain(routes.getSystemStatus.path);
    const second = await app.inject({
      url: '/openapi.json',
      headers: { 'if-none-match': first.headers.etag as string },
    });
    expect([second.statusCode, second.body]).toEqual([304, '']);
  });

  it('compresses for who accepts it, and not for who refuses it', async () => {
    const plain = await app.inject({ url: '/openapi.json', headers: { 'accept-encoding': 'br, gzip;q=0' } });
    expect(plain.headers['content-encoding']).toBeUndefined();
    const small = await app.inject({ url: '/openapi.json', headers: { 'accept-encoding': 'br, gzip' } });
    expect(small.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(small.rawPayload).toString()).toBe(plain.body);
  });

  it('loads its scripts from this server, none of them inline', async () => {
    const { body, headers } = await app.inject('/docs');
    const scripts = [...body.matchAll(/<script(?: src="([^"]*)")?>([^<]*)</g)];
    expect(scripts.map(([, src, inline]) => [src, inline])).toEqual([
      ['/docs/viewer.js', ''],
      ['/docs/start.js', ''],
    ]);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    for (const [, src] of scripts) {
      const script = await app.inject(src ?? '');
      expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
      expect(script.body).toContain('createApiReference');
    }
  });
});

describe('the pages of errors', () => {
  it.each(Object.entries(problems))('tell the cause and the fix of %s', async (code, problem) => {
    const { statusCode, body, headers } = await app.inject(`/docs/errors/${code}`);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const text = body
      .replaceAll(/<\/?code>/g, '')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
    for (const part of [code, problem.title, String(problem.status), problem.cause, problem.fix]) {
      expect(text).toContain(part.replaceAll('`', ''));
    }
    const markdown = await app.inject(`/docs/errors/${code}.md`);
    expect(markdown.headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(markdown.body).toContain(problem.fix);
  });

  it('are all linked from one list, and every link on them leads somewhere', async () => {
    const list = await app.inject('/docs/errors');
    const links = (body: string) => [...body.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href ?? '');
    expect(links(list.body)).toEqual(
      expect.arrayContaining(Object.keys(problems).map((code) => `/docs/errors/${code}`)),
    );
    const page = await app.inject('/docs/errors/key_malformed');
    for (const href of [...links(list.body), ...links(page.body)]) {
      expect([href, (await app.inject(href)).statusCode]).toEqual([href, 200]);
    }
  });

  it.each(['no_such_code', 'constructor', '__proto__', 'key_missing.txt', '%3Cscript%3E'])(
    'leave %s to the handler of what is not found',
    async (page) => {
      const { statusCode, body } = await app.inject(`/docs/errors/${page}`);
      expect([statusCode, body]).toEqual([404, 'nothing here']);
    },
  );
});

describe('HTML', () => {
  it('escapes what is put into it, once', () => {
    const inner = html`<b title="${'"&\''}">${'<script>'}</b>`;
    expect(html`<p>${inner}</p>`.text).toBe('<p><b title="&quot;&amp;&#39;">&lt;script&gt;</b></p>');
    expect(prose('send `<key>` & wait').text).toBe('send <code>&lt;key&gt;</code> &amp; wait');
  });
});
