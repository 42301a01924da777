import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idBefore, newId } from './ids.ts';

const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('ids', () => {
  it('carry their prefix and 26 characters that nobody confuses', () => {
    fc.assert(
      fc.property(moment, (ms) => {
        expect(newId('key', ms)).toMatch(/^key_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
      }),
    );
  });

  it('sort by the time they were made at', () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        fc.pre(a !== b);
        expect(newId('inc', a) < newId('inc', b)).toBe(a < b);
      }),
    );
  });

  it('of a moment are bounded by it', () => {
    fc.assert(
      fc.property(moment, (ms) => {
        expect(idBefore('inc', ms) <= newId('inc', ms)).toBe(true);
        if (ms > 0) expect(newId('inc', ms - 1) < idBefore('inc', ms)).toBe(true);
      }),
    );
  });

  it('sort in the order they were made in, within one millisecond', () => {
    const ids = Array.from({ length: 1000 }, () => newId('aud', 1_795_510_020_000));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(1000);
  });

  it('cannot be guessed from one another across milliseconds', () => {
    const chance = (id: string) => id.slice(-16);
    expect(chance(newId('key', 1))).not.toBe(chance(newId('key', 2)));
  });
});
