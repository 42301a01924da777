import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, pageOf } from './page.ts';

const id = fc.string({ unit: 'grapheme', minLength: 1 });

describe('a cursor', () => {
  it('gives back the id it was made of, and may stand in a URL as it is', () => {
    fc.assert(
      fc.property(id, (text) => {
        const cursor = encodeCursor(text);
        expect(decodeCursor(cursor)).toBe(text);
        expect(encodeURIComponent(cursor)).toBe(cursor);
      }),
    );
  });

  it('is refused when it is not one of ours', () => {
    const foreign = [
      'key_01kay',
      '',
      '!!',
      Buffer.from('2:key').toString('base64url'),
      'MTphYg==',
      'MTphYg\n',
    ];
    for (const cursor of foreign) expect(decodeCursor(cursor)).toBeUndefined();
  });

  it('is refused when a character of it was changed, or else is another cursor written properly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const found = decodeCursor(text);
        if (found !== undefined) expect(encodeCursor(found)).toBe(text);
      }),
    );
  });
});

describe('a page', () => {
  it('has as many rows as asked for, and a cursor exactly when there are more', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(), { maxLength: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (ids, limit) => {
          const read = ids.slice(0, limit + 1);
          const page = pageOf(read, limit, String);
          expect(page.data).toEqual(ids.slice(0, limit));
          expect(page.nextCursor).toBe(ids.length > limit ? encodeCursor(String(ids[limit - 1])) : null);
        },
      ),
    );
  });
});
