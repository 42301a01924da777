import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayPrefix, hashKey, isWellFormedKey, mintKey } from './key-format.ts';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('a key', () => {
  it('is platen_live_ or platen_test_ and 49 letters and digits', () => {
    expect(mintKey('live')).toMatch(/^platen_live_[0-9A-Za-z]{49}$/);
    expect(mintKey('test')).toMatch(/^platen_test_[0-9A-Za-z]{49}$/);
    expect(isWellFormedKey(mintKey('live'))).toBe(true);
  });

  it('is another each time, with every letter in use', () => {
    const keys = Array.from({ length: 500 }, () => mintKey('live'));
    expect(new Set(keys).size).toBe(500);
    const secrets = keys.map((key) => key.slice('platen_live_'.length, -6)).join('');
    expect(new Set(secrets).size).toBe(letters.length);
  });

  it('is known to be mistyped when any one character is another', () => {
    const change = fc.tuple(fc.nat(60), fc.constantFrom(...letters));
    fc.assert(
      fc.property(change, ([at, letter]) => {
        const key = mintKey('live');
        fc.pre(key[at] !== letter);
        expect(isWellFormedKey(key.slice(0, at) + letter + key.slice(at + 1))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('is known to be mistyped when two neighbours are swapped, or one is lost or doubled', () => {
    fc.assert(
      fc.property(fc.nat(59), (at) => {
        const key = mintKey('live');
        const [a = '', b = ''] = key.slice(at, at + 2);
        const [before, after] = [key.slice(0, at), key.slice(at + 2)];
        expect(isWellFormedKey(before + b + a + after)).toBe(a === b);
        expect(isWellFormedKey(before + b + after)).toBe(false);
        expect(isWellFormedKey(before + a + a + b + after)).toBe(false);
      }),
    );
  });

  it('cannot be carried from the sandbox to the live side by renaming it', () => {
    expect(isWellFormedKey(mintKey('test').replace('test', 'live'))).toBe(false);
  });

  it('is never any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isWellFormedKey(text)).toBe(false);
      }),
    );
    for (const around of [' ', '\n', '\u0000']) {
      expect(isWellFormedKey(mintKey('live') + around)).toBe(false);
      expect(isWellFormedKey(around + mintKey('live'))).toBe(false);
    }
  });

  it('shows four of its characters, and is kept as its SHA-256', () => {
    const key = mintKey('live');
    expect(displayPrefix(key)).toBe(key.slice(0, 16));
    expect(hashKey(key)).toBe(createHash('sha256').update(key).digest('hex'));
  });
});
