import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonPath, maxJsonDepth, parseStrictJson } from './strict-json.ts';

/** JSON as written: keys in order, doubles and all. */
type Written = number | string | null | Written[] | { entries: [string, Written][] };

const { written } = fc.letrec<{ written: Written }>((tie) => ({
  written: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.integer(), fc.string({ unit: 'binary' }), fc.constant(null), fc.constant('":{')),
    fc.array(tie('written'), { maxLength: 4 }),
    fc.record({
      entries: fc.array(fc.tuple(fc.constantFrom('a', 'b', '__proto__', '"', 'ü:'), tie('written')), {
        maxLength: 4,
      }),
    }),
  ),
}));

describe('strict JSON', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parseStrictJson(text)).toEqual({ problem: null, value: JSON.parse(text) });
      }),
    );
  });

  it('finds a key that stands twice exactly where one does', () => {
    fc.assert(
      fc.property(written, fc.constantFrom('', ' ', '\n\t'), (value, space) => {
        const result = parseStrictJson(write(value, space));
        const expected = firstOfEachElement(duplicatesIn(value, []));
        expect(result.problem).toBe(expected.length === 0 ? null : 'duplicate_key');
        if (result.problem === 'duplicate_key') expect(result.duplicates).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('knows a key by what it means, not by how it is escaped', () => {
    expect(parseStrictJson('[{"a": 1, "\\u0061": 2}]')).toMatchObject({
      problem: 'duplicate_key',
      message: 'the key "a" stands twice in [0]',
    });
  });

  it('names the place of a double in objects', () => {
    expect(parseStrictJson('{"x": {"y": [0, {"k": 1, "k": 2}]}}')).toMatchObject({
      message: 'the key "k" stands twice in x.y[1]',
    });
    expect(parseStrictJson('{"k": 1, "k": 1}')).toMatchObject({ message: 'the key "k" stands twice' });
  });

  it('refuses exactly what JSON.parse refuses, whatever was damaged', () => {
    const damage = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', '"', '{', ']', ',', ':', '\\', '\u0001', '0', 'e'),
    );
    fc.assert(
      fc.property(damage, ([json, place, put]) => {
        const at = place % (json.length + 1);
        const text = json.slice(0, at) + put + json.slice(at + 1);
        const result = parseStrictJson(text);
        expect(result.problem === 'syntax').toBe(!isJson(text));
        if (result.problem === 'syntax')
          expect(result.message).toMatch(/^unexpected .+ at line \d+, column \d+$/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', 'unexpected end at line 1, column 1'],
    ['{"a":1,}', 'unexpected "}" at line 1, column 8'],
    ['[1,\n 2,\n x]', 'unexpected "x" at line 3, column 2'],
    ['[1', 'unexpected end at line 1, column 3'],
    ['"a\nb"', 'unexpected "\\n" at line 1, column 3'],
    ['NaN', 'unexpected "N" at line 1, column 1'],
    ['01', 'unexpected "1" at line 1, column 2'],
    ['"\\x"', 'unexpected "x" at line 1, column 3'],
  ])('says where %j goes wrong', (text, message) => {
    expect(parseStrictJson(text)).toEqual({ problem: 'syntax', message });
  });

  it('refuses to nest deeper than its limit, closed or not, and is not deceived by brackets in strings', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseStrictJson(nested(maxJsonDepth)).problem).toBeNull();
    expect(parseStrictJson(nested(maxJsonDepth + 1)).problem).toBe('too_deep');
    expect(parseStrictJson('['.repeat(4_000_000)).problem).toBe('too_deep');
    expect(parseStrictJson(`${'{"]":'.repeat(100)}1${'}'.repeat(100)}`).problem).toBe('too_deep');
    expect(parseStrictJson(JSON.stringify(['[\\"{'.repeat(100)])).problem).toBeNull();
  });
});

function write(value: Written, space: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => space + write(item, space)).join(',')}${space}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = value.entries.map(([key, item]) => `${JSON.stringify(key)}${space}:${write(item, space)}`);
  return `{${space}${entries.join(`,${space}`)}}`;
}

function duplicatesIn(value: Written, path: JsonPath): JsonPath[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => duplicatesIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  const keys = value.entries.map(([key]) => key);
  return value.entries.flatMap(([key, item], index) => [
    ...(keys.indexOf(key) < index ? [[...path, key]] : []),
    ...duplicatesIn(item, [...path, key]),
  ]);
}

function firstOfEachElement(paths: JsonPath[]): JsonPath[] {
  return paths.filter((path, index) => paths[index - 1]?.[0] !== path[0]);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
