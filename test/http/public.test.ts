import { openApiDocument, type RegionPut } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicForms } from '../../packages/server/src/pages/index.ts';
import { ask, operatorKeyWith, type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { openRaw } from '../support/raw-http.ts';

const json = '/status/eu/api/v2/summary.json';
const forms = publicForms.map(({ path, mediaType }) => [`/status/eu${path}`, mediaType] as const);

const get = (platen: Platen, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(platen.url + path, { headers: { 'accept-encoding': 'identity', ...headers }, method });

const textOf = async (platen: Platen, path: string) => (await get(platen, path)).text();

const openIncident = ({ operator }: Platen, name = 'Scans fail', regions = ['eu']) =>
  operator.call('createIncident', {
    body: { name, impact: 'major', regions, component_ids: ['scan'], body: 'We are looking into it.' },
  });

const open = (platen: Platen, region: string, page_access: RegionPut['page_access']) =>
  platen.operator.call('putRegion', {
    params: { region },
    body: { name: 'Europe', ...(page_access ? { page_access } : {}) },
  });

/** Everything of an answer but what every answer has of its own. */
async function wholeAnswer(response: Response) {
  const ofItsOwn = ['date', 'x-request-id', 'connection', 'keep-alive'];
  const headers = [...response.headers].filter(([name]) => !ofItsOwn.includes(name));
  const body = (await response.text()).replaceAll(response.headers.get('x-request-id') ?? '', '');
  return { status: response.status, headers, body };
}

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
      ...forms,
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
          ? "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
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
    const plain = await wholeAnswer(await get(platen, json));
    for (const path of [
      `${json}?_=1763886131`,
      `${json}?_=1763886132`,
      `${json}?`,
      `${json}/`,
      json.replace('eu', '%65u'),
    ]) {
      expect([path, await wholeAnswer(await get(platen, path))]).toEqual([path, plain]);
    }
  });

  it('takes no key in the URL', async () => {
    const { key } = await platen.organization();
    for (const query of [`?api_key=${key}`, '?token=abc', `?_=${key}`]) {
      await problemOf(await get(platen, json + query), 'key_in_url');
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
      connection.send(`GET ${json} HTTP/1.1\r\n${host}\r\n`);
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
    ];
    expect(open.sort()).toEqual(served.sort());
    for (const { path, mediaType } of publicForms) {
      const answer = documented[`/status/{region}${path}`]?.get?.responses[200] as { content: object };
      expect(Object.keys(answer.content)).toEqual([mediaType.split(';')[0]]);
    }
  });
});

describe('a new incident', () => {
  it('is there at once, in every form of its region that tells of incidents, and in no other region', async () => {
    await using platen = await startPlaten();
    const all = [...forms.map(([path]) => path), '/status'];
    const elsewhere = all.map((path) => path.replace('/eu', '/us'));
    const read = (paths: string[]) =>
      Promise.all(paths.map(async (path) => [path, await textOf(platen, path)] as const));
    const before = new Map(await read(all));
    const calm = await read(elsewhere.filter((path) => path !== '/status'));
    const { id } = await openIncident(platen, 'Scans fail');
    for (const [path, text] of await read(all)) {
      expect([path, text === before.get(path)]).toEqual([path, path.includes('scheduled-maintenances')]);
    }
    for (const path of ['', '/history', '/history.atom', '/history.rss', '/api/v2/incidents.json']) {
      expect([path, await textOf(platen, `/status/eu${path}`)]).toEqual([
        path,
        expect.stringContaining('Scans fail'),
      ]);
    }
    expect(await textOf(platen, `/status/eu/incidents/${id}`)).toContain('We are looking into it.');
    expect(await read(elsewhere.filter((path) => path !== '/status'))).toEqual(calm);
  });

  it('is news to who has a date, even one within the same second', async () => {
    await using platen = await startPlaten();
    await openIncident(platen, 'The first');
    const { headers } = await get(platen, json);
    const sent = { 'if-modified-since': headers.get('last-modified') ?? '' };
    expect((await get(platen, json, sent)).status).toBe(304);
    await openIncident(platen, 'The second');
    expect((await get(platen, json, sent)).status).toBe(200);
    // Nor does asking again for what is the same make the date any better.
    await platen.operator.call('putRegion', { params: { region: 'eu' }, body: { name: 'Europe' } });
    expect((await get(platen, json, sent)).status).toBe(200);
  });
});

describe('a page', () => {
  it('changes by the clock alone where the clock changes it', async () => {
    await using platen = await startPlaten();
    await platen.operator.call('createMaintenance', {
      body: {
        name: 'Storage',
        regions: ['eu'],
        body: 'Scans may arrive late.',
        starts_at: '2026-11-24T10:00:00Z',
        ends_at: '2026-11-24T11:00:00Z',
      },
    });
    const statuses = async () =>
      ((await (await get(platen, json)).json()) as { scheduled_maintenances: { status: string }[] })
        .scheduled_maintenances;
    expect(await statuses()).toMatchObject([{ status: 'scheduled' }]);
    platen.clock.set('2026-11-24T10:00:00Z');
    expect(await statuses()).toMatchObject([{ status: 'in_progress' }]);
  });

  it('of an incident or of maintenance is still there when the page of its region looks no further back', async () => {
    await using platen = await startPlaten();
    const { id } = await openIncident(platen);
    const resolved = { status: 'resolved', body: 'Over.' } as const;
    await platen.operator.call('addIncidentUpdate', { params: { incident_id: id }, body: resolved });
    const maintenance = await platen.operator.call('createMaintenance', {
      body: {
        name: 'Storage',
        regions: ['eu'],
        body: 'Scans may arrive late.',
        starts_at: '2026-11-24T10:00:00Z',
        ends_at: '2026-11-24T11:00:00Z',
      },
    });
    platen.clock.set('2027-11-24T10:00:00Z');
    const history = await textOf(platen, '/status/eu/history');
    expect(history).not.toContain(id);
    expect(history).not.toContain(maintenance.id);
    expect(await textOf(platen, `/status/eu/incidents/${id}`)).toContain('Over.');
    expect(await textOf(platen, `/status/eu/maintenance/${maintenance.id}`)).toContain('Storage');
  });

  it('names the address that the public has, where it was set', async () => {
    await using platen = await startPlaten();
    expect(await textOf(platen, json)).toContain(`"${platen.url}/status/eu"`);
    await using known = await startPlaten({ settings: { PLATEN_PUBLIC_URL: 'https://status.example/' } });
    expect(await textOf(known, json)).toContain('"https://status.example/status/eu"');
  });
});

describe('a region whose page is off', () => {
  it('is answered exactly as one that does not exist, in every form', async () => {
    await using platen = await startPlaten();
    const { id } = await openIncident(platen);
    const paths = [...forms.map(([path]) => path), `/status/eu/incidents/${id}`];
    for (const path of paths) expect((await get(platen, path)).status).toBe(200);
    await open(platen, 'eu', 'off');
    for (const path of paths) {
      for (const key of ['', platen.operatorKey]) {
        const headers = key === '' ? {} : { authorization: `Bearer ${key}` };
        const off = await wholeAnswer(await get(platen, path, headers));
        const none = await wholeAnswer(await get(platen, path.replace('/eu', '/xx'), headers));
        expect(off.status).toBe(404);
        expect({ ...off, body: off.body.replaceAll('eu', 'xx') }).toEqual({
          ...none,
          body: none.body.replaceAll('eu', 'xx'),
        });
      }
    }
    expect(await textOf(platen, '/status')).not.toContain('Europe');
    await open(platen, 'eu', 'public');
    expect((await get(platen, json)).status).toBe(200);
    expect(await textOf(platen, '/status')).toContain('Europe');
  });
});

describe('a region whose page is for keys', () => {
  let platen: Platen;
  beforeAll(async () => {
    platen = await startPlaten();
    for (const [path] of forms) await get(platen, path);
    await open(platen, 'eu', 'key');
  });
  afterAll(() => platen[Symbol.asyncDispose]());

  it('tells nothing to who has none, though it was public a moment ago', async () => {
    for (const [path] of forms) {
      for (let i = 0; i < 2; i++) await problemOf(await get(platen, path), 'key_missing');
      expect((await get(platen, path, { 'if-none-match': '*' })).status).toBe(401);
    }
    expect(await textOf(platen, '/status')).not.toContain('Europe');
  });

  it("is read by its organizations' keys that read the status, and by operators of the status", async () => {
    const tenant = await platen.organization();
    const keys = [
      tenant.key,
      await tenant.keyWith('system-status:read'),
      platen.operatorKey,
      await operatorKeyWith(platen, 'operator:status'),
    ];
    for (const [path] of forms) {
      for (const key of keys) {
        const response = await ask(platen, path, key);
        expect([path, response.status]).toEqual([path, 200]);
        expect(response.headers.get('cache-control')).toBe('private, no-cache');
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
        expect(response.headers.get('ratelimit')).toMatch(/^"default";r=\d+;t=60$/);
      }
      await problemOf(await get(platen, path), 'key_missing');
    }
  });

  it('is not read by other keys', async () => {
    const [ours, theirs] = [await platen.organization(), await platen.organization({ region: 'us' })];
    const blind = await ours.keyWith('job-stats:read');
    expect((await problemOf(await ask(platen, json, blind), 'scope_missing')).detail).toContain(
      'system-status:read',
    );
    const auditor = await operatorKeyWith(platen, 'operator:audit');
    await problemOf(await ask(platen, json, auditor), 'scope_missing');
    const there = await wholeAnswer(await ask(platen, json, theirs.key));
    const nowhere = await wholeAnswer(await ask(platen, json.replace('/eu', '/xx'), theirs.key));
    expect(there.status).toBe(404);
    expect({ ...there, body: there.body.replace('eu', 'xx') }).toEqual({
      ...nowhere,
      body: nowhere.body.replace('eu', 'xx'),
    });
  });

  it('costs quota, but for a 304', async () => {
    const { key } = await platen.organization();
    const first = await ask(platen, json, key);
    expect(first.headers.get('ratelimit')).toBe('"default";r=5999;t=60');
    const etag = first.headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    const known = await ask(platen, json, key, { headers });
    expect([known.status, known.headers.get('ratelimit')]).toEqual([304, '"default";r=5999;t=60']);
  });
});
