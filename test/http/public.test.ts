import { openApiDocument } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicForms } from '../../packages/server/src/pages/index.ts';
import { type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { formsOfEu, get, openIncident, summaryPath, wholeAnswer } from '../support/public-pages.ts';
import { openRaw } from '../support/raw-http.ts';

describe('the public page of a region', () => {
  let platen: Platen;
  let incidentId: string;
  let maintenanceId: string;
  let paths: readonly (readonly [path: string, mediaType: string])[];
  beforeAll(async () => {
    platen = await startPlaten();
    incidentId = (await openIncident(platen, 'Faxes fail')).id;
    const maintenance = await platen.operator.call('createMaintenance', {
      body: {
        name: 'Storage',
        regions: ['eu'],
        body: 'Scans may arrive late.',
        starts_at: '2026-11-28T22:00:00Z',
        ends_at: '2026-11-29T02:00:00Z',
      },
    });
    maintenanceId = maintenance.id;
    paths = [
      ['/status', 'text/html; charset=utf-8'],
      ...formsOfEu,
      [`/status/eu/incidents/${incidentId}`, 'text/html; charset=utf-8'],
      [`/status/eu/maintenance/${maintenanceId}`, 'text/html; charset=utf-8'],
      ['/status/eu/components/scan/badge.svg', 'image/svg+xml; charset=utf-8'],
    ];
  });
  afterAll(() => platen[Symbol.asyncDispose]());

  it('is there in every form, without a key, the first time as ever after', async () => {
    for (const [path, mediaType] of paths) {
      const first = await get(platen, path);
      const again = await get(platen, path);
      expect([path, first.status, first.headers.get('content-type')]).toEqual([path, 200, mediaType]);
      expect(first.headers.get('x-request-id')).toMatch(/^req_/);
      expect(again.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
      const whole = await wholeAnswer(first);
      expect(whole.body.length).toBeGreaterThan(20);
      expect(await wholeAnswer(again)).toEqual(whole);
    }
  });

  it('may be kept for a second by others, read by any site where it is data, and lead nowhere', async () => {
    for (const [path, mediaType] of paths) {
      const { headers } = await get(platen, path);
      expect(headers.get('cache-control')).toBe('public, max-age=0, s-maxage=1, must-revalidate');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const isPage = mediaType.startsWith('text/html');
      expect([path, headers.get('access-control-allow-origin')]).toEqual([path, isPage ? null : '*']);
      const isDrawn = isPage || mediaType.startsWith('image/');
      expect([path, headers.get('content-security-policy')]).toEqual([
        path,
        isDrawn
          ? "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
          : null,
      ]);
      expect(headers.get('referrer-policy')).toBe(isDrawn ? 'no-referrer' : null);
    }
  });

  it('is 304 for who has it, by its ETag first and by its date only without one', async () => {
    for (const [path] of paths) {
      platen.clock.advance(1);
      const { headers } = await get(platen, path);
      const [etag, date] = [headers.get('etag') ?? '', headers.get('last-modified') ?? ''];
      expect(etag).toMatch(/^"[\w-]{22}"$/);
      const statusOf = async (sent: Record<string, string>) => (await get(platen, path, sent)).status;
      const before = new Date(Date.parse(date) - 1000).toUTCString();
      for (const [sent, status] of [
        [{ 'if-none-match': etag }, 304],
        [{ 'if-none-match': `"old", W/${etag}` }, 304],
        [{ 'if-none-match': '*' }, 304],
        [{ 'if-none-match': '"old"' }, 200],
        [{ 'if-modified-since': date }, 304],
        [{ 'if-modified-since': before }, 200],
        [{ 'if-modified-since': 'yesterday' }, 200],
        [{ 'if-none-match': '"old"', 'if-modified-since': date }, 200],
        [{ 'if-none-match': etag, 'if-modified-since': before }, 304],
      ] as const) {
        expect([path, sent, await statusOf(sent)]).toEqual([path, sent, status]);
      }
      const known = await get(platen, path, { 'if-none-match': etag });
      expect(await known.text()).toBe('');
      for (const name of ['etag', 'last-modified', 'cache-control', 'vary', 'access-control-allow-origin']) {
        expect(known.headers.get(name)).toBe(headers.get(name));
      }
    }
  });

  it('may be asked for its head alone', async () => {
    for (const [path] of paths) {
      const [whole, head] = [await get(platen, path), await get(platen, path, {}, 'HEAD')];
      const { headers, status } = await wholeAnswer(whole);
      expect([path, await wholeAnswer(head)]).toEqual([path, { status, headers, body: '' }]);
    }
  });

  it('is gzipped for who takes that, as another representation', async () => {
    const plain = await get(platen, '/status/eu');
    const gzipped = await get(platen, '/status/eu', { 'accept-encoding': 'br, gzip' });
    expect(gzipped.headers.get('content-encoding')).toBe('gzip');
    expect(gzipped.headers.get('vary')).toBe('Accept-Encoding');
    const etag = gzipped.headers.get('etag') ?? '';
    expect(etag).not.toBe(plain.headers.get('etag'));
    expect(await gzipped.text()).toBe(await plain.text());
    const again = { 'accept-encoding': 'gzip', 'if-none-match': etag };
    expect((await get(platen, '/status/eu', again)).status).toBe(304);
    const refused = await get(platen, '/status/eu', { 'accept-encoding': 'gzip;q=0' });
    expect(refused.headers.get('content-encoding')).toBeNull();
  });

  it('is the same whatever is added to get past caches, and however its path is written', async () => {
    const plain = await wholeAnswer(await get(platen, summaryPath));
    for (const path of [
      `${summaryPath}?_=1763886131`,
      `${summaryPath}?_=1763886132`,
      `${summaryPath}?`,
      `${summaryPath}/`,
      summaryPath.replace('eu', '%65u'),
    ]) {
      expect([path, await wholeAnswer(await get(platen, path))]).toEqual([path, plain]);
    }
  });

  it('takes no key in the URL', async () => {
    const { key } = await platen.organization();
    for (const query of [`?api_key=${key}`, '?token=abc', `?_=${key}`]) {
      await problemOf(await get(platen, summaryPath + query), 'key_in_url');
    }
  });

  it('takes nothing but GET and HEAD', async () => {
    for (const [path] of paths) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const response = await get(platen, path, {}, method);
        expect([path, response.headers.get('allow')]).toEqual([path, 'GET, HEAD']);
        await problemOf(response, 'method_not_allowed');
      }
    }
  });

  it('wants a Host, even where it is ready', async () => {
    for (const [host, status] of [
      ['host: platen\r\n', 200],
      ['', 400],
    ] as const) {
      const connection = openRaw(platen.url);
      connection.send(`GET ${summaryPath} HTTP/1.1\r\n${host}\r\n`);
      expect((await connection.answer())?.status).toBe(status);
    }
  });

  it('has nothing at what it has not', async () => {
    for (const path of [
      '/status/mars',
      '/status/mars/api/v2/summary.json',
      '/status/__proto__',
      '/status/eu/api/v2/nothing.json',
      '/status/eu/incidents/inc_none',
      '/status/eu/maintenance/mnt_none',
      '/status/eu/components/telex/badge.svg',
      `/status/us/incidents/${incidentId}`,
      `/status/us/maintenance/${maintenanceId}`,
    ]) {
      await problemOf(await get(platen, path), 'not_found');
    }
  });

  it('is in the reference, form by form', () => {
    const { paths: documented } = openApiDocument({ version: '0' });
    const open = Object.keys(documented).filter((path) => path.startsWith('/status'));
    const served = [
      '/status',
      ...publicForms.map(({ path }) => `/status/{region}${path}`),
      '/status/{region}/incidents/{id}',
      '/status/{region}/maintenance/{id}',
      '/status/{region}/components/{id}/badge.svg',
      '/status/{region}/subscribers',
      '/status/{region}/subscribers/{token}/confirm',
      '/status/{region}/subscribers/{token}/unsubscribe',
    ];
    expect(open.sort()).toEqual(served.sort());
    for (const { path, mediaType } of publicForms) {
      const answer = documented[`/status/{region}${path}`]?.get?.responses[200] as { content: object };
      expect(Object.keys(answer.content)).toEqual([mediaType.split(';')[0]]);
    }
  });
});
