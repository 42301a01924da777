import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itAlone } from '../support/alone.ts';
import { ask, operatorKeyWith, type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import {
  formsOfEu,
  get,
  openIncident,
  setAccess,
  summaryPath,
  textOf,
  wholeAnswer,
} from '../support/public-pages.ts';

describe('a region whose page is off', () => {
  it('is answered exactly as one that does not exist, in every form', async () => {
    await using platen = await startPlaten();
    const { id } = await openIncident(platen);
    const paths = [...formsOfEu.map(([path]) => path), `/status/eu/incidents/${id}`];
    for (const path of paths) expect((await get(platen, path)).status).toBe(200);
    await setAccess(platen, 'eu', 'off');
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
    await setAccess(platen, 'eu', 'public');
    expect((await get(platen, summaryPath)).status).toBe(200);
    expect(await textOf(platen, '/status')).toContain('Europe');
  });
});

describe('a region whose page is for keys', () => {
  let platen: Platen;
  beforeAll(async () => {
    platen = await startPlaten();
    for (const [path] of formsOfEu) await get(platen, path);
    await setAccess(platen, 'eu', 'key');
  });
  afterAll(() => platen[Symbol.asyncDispose]());

  it('tells nothing to who has none, though it was public a moment ago', async () => {
    for (const [path] of formsOfEu) {
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
    for (const [path] of formsOfEu) {
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
    expect((await problemOf(await ask(platen, summaryPath, blind), 'scope_missing')).detail).toContain(
      'system-status:read',
    );
    const auditor = await operatorKeyWith(platen, 'operator:audit');
    await problemOf(await ask(platen, summaryPath, auditor), 'scope_missing');
    const there = await wholeAnswer(await ask(platen, summaryPath, theirs.key));
    const nowhere = await wholeAnswer(await ask(platen, summaryPath.replace('/eu', '/xx'), theirs.key));
    expect(there.status).toBe(404);
    expect({ ...there, body: there.body.replace('eu', 'xx') }).toEqual({
      ...nowhere,
      body: nowhere.body.replace('eu', 'xx'),
    });
  });

  itAlone('costs quota, but for a 304', async () => {
    const { key } = await platen.organization();
    const first = await ask(platen, summaryPath, key);
    expect(first.headers.get('ratelimit')).toBe('"default";r=5999;t=60');
    const etag = first.headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    const known = await ask(platen, summaryPath, key, { headers });
    expect([known.status, known.headers.get('ratelimit')]).toEqual([304, '"default";r=5999;t=60']);
  });
});
