import { describe, expect, it } from 'vitest';
import { matchesEtag, SnapshotCache } from './snapshot.ts';

const morning = Date.parse('2026-11-24T09:07:00Z');

function counted(bodies: readonly object[], validUntil: number | null = null) {
  let made = 0;
  const compute = async () => {
    const body = bodies[Math.min(made++, bodies.length - 1)] ?? {};
    return { body, validUntil, calm: true };
  };
  return { compute, made: () => made };
}

describe('a snapshot', () => {
  it('is made once for a revision of its data', async () => {
    const cache = new SnapshotCache();
    const { compute, made } = counted([{ n: 1 }]);
    const first = await cache.get('a', 1, morning, compute);
    expect(await cache.get('a', 1, morning + 1_000_000, compute)).toBe(first);
    expect(made()).toBe(1);
    expect(first.text).toBe('{"n":1}');
  });

  it('is made anew when its data changed, and has another ETag if it came out otherwise', async () => {
    const cache = new SnapshotCache();
    const { compute } = counted([{ n: 1 }, { n: 2 }]);
    const first = await cache.get('a', 1, morning, compute);
    const second = await cache.get('a', 2, morning + 60_000, compute);
    expect(second.etag).not.toBe(first.etag);
    expect(second.lastModified).toBe('Tue, 24 Nov 2026 09:08:00 GMT');
  });

  it('keeps ETag and Last-Modified when the new data gives the same bytes', async () => {
    const cache = new SnapshotCache();
    const { compute, made } = counted([{ n: 1 }]);
    const first = await cache.get('a', 1, morning, compute);
    const second = await cache.get('a', 2, morning + 60_000, compute);
    expect(made()).toBe(2);
    expect(second).toMatchObject({ etag: first.etag, lastModified: first.lastModified });
  });

  it('is made anew at the moment from which the clock alone changes it', async () => {
    const cache = new SnapshotCache();
    const { compute, made } = counted([{ n: 1 }, { n: 2 }], morning + 1000);
    await cache.get('a', 1, morning, compute);
    await cache.get('a', 1, morning + 999, compute);
    expect(made()).toBe(1);
    await cache.get('a', 1, morning + 1000, compute);
    expect(made()).toBe(2);
  });

  it('is not taken for that of another name', async () => {
    const cache = new SnapshotCache();
    await cache.get('a', 1, morning, counted([{ n: 1 }]).compute);
    const other = await cache.get('b', 1, morning, counted([{ n: 2 }]).compute);
    expect(other.text).toBe('{"n":2}');
  });

  it('that could not be made leaves nothing behind', async () => {
    const cache = new SnapshotCache();
    const failing = async () => {
      throw new Error('The disk is gone.');
    };
    await expect(cache.get('a', 1, morning, failing)).rejects.toThrow('The disk is gone.');
    const { compute } = counted([{ n: 1 }]);
    expect((await cache.get('a', 1, morning, compute)).text).toBe('{"n":1}');
  });
});

describe('If-None-Match', () => {
  it.each([
    ['"x"', true],
    ['W/"x"', true],
    ['"a", "x"', true],
    ['"a",W/"x" , "b"', true],
    ['*', true],
    ['"a"', false],
    ['x', false],
    ['', false],
    [undefined, false],
  ])('%s', (header, matches) => {
    expect(matchesEtag(header, '"x"')).toBe(matches);
  });
});
