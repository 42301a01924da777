import { maxEventsPerRequest, Refusal } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { readJsonBatch, readNdjsonBatch } from './read-batch.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const lines = (...parts: (string | Uint8Array)[]) =>
  Buffer.concat(parts.map((part) => Buffer.concat([Buffer.from(part), Buffer.from('\n')])));

describe('a JSON batch', () => {
  it('is one event or an array of them', () => {
    expect(readJsonBatch(bytes('{"a":1}'))).toEqual({
      events: [{ index: 0, value: { a: 1 } }],
      rejected: [],
    });
    expect(readJsonBatch(bytes('\ufeff[{"a":1},2]'))).toEqual({
      events: [
        { index: 0, value: { a: 1 } },
        { index: 1, value: 2 },
      ],
      rejected: [],
    });
    expect(readJsonBatch(bytes('[]'))).toEqual({ events: [], rejected: [] });
  });

  it('keeps the events beside one that names a key twice', () => {
    expect(readJsonBatch(bytes('[{"a":1},{"a":1,"b":{"c":1,"c":2},"a":3},{"a":4}]'))).toEqual({
      events: [
        { index: 0, value: { a: 1 } },
        { index: 2, value: { a: 4 } },
      ],
      rejected: [
        {
          index: 1,
          code: 'duplicate_key',
          message: 'The event means two things: the key "c" stands twice in [1].b.',
          fix: 'Name every key once.',
        },
      ],
    });
    expect(readJsonBatch(bytes('{"a":1,"a":2,"b":{"c":1,"c":2}}')).rejected).toHaveLength(1);
  });

  it.each([
    ['broken', '[{"a":1},', 'invalid_json', 'unexpected end at line 1, column 10'],
    ['empty', '', 'invalid_json', 'line 1, column 1'],
    ['bottomless', '['.repeat(65) + ']'.repeat(65), 'invalid_json', 'deeper than 64 levels'],
    ['of too many events', `[${'0,'.repeat(maxEventsPerRequest)}0]`, 'body_too_large', '10000 events'],
  ])('that is %s is refused as a whole', (_, text, code, message) => {
    expect(refusalOf(() => readJsonBatch(bytes(text)))).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('that is not UTF-8 is refused as a whole', () => {
    expect(refusalOf(() => readJsonBatch(Uint8Array.of(0x22, 0xe9, 0x22)))).toMatchObject({
      code: 'invalid_json',
    });
  });
});

describe('an NDJSON batch', () => {
  it('has an event on each line that is not empty, in the place of the line', () => {
    expect(readNdjsonBatch(bytes('{"a":1}\r\n\n \t\n{"a":2}'))).toEqual({
      events: [
        { index: 0, value: { a: 1 } },
        { index: 3, value: { a: 2 } },
      ],
      rejected: [],
    });
    expect(readNdjsonBatch(bytes(''))).toEqual({ events: [], rejected: [] });
  });

  it('keeps the good lines among the bad, whatever is bad about them', () => {
    const large = JSON.stringify({ note: 'ü'.repeat(32 * 1024) });
    const batch = readNdjsonBatch(
      lines(
        '{"a":1}',
        '{"a":',
        '{"a":1,"a":2}',
        large,
        '['.repeat(65),
        Buffer.from('"caf\xe9"', 'latin1'),
        '"café"',
      ),
    );
    expect(batch.events).toEqual([
      { index: 0, value: { a: 1 } },
      { index: 6, value: 'café' },
    ]);
    expect(batch.rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'invalid_json'],
      [2, 'duplicate_key'],
      [3, 'too_large'],
      [4, 'invalid_json'],
      [5, 'invalid_json'],
    ]);
    expect(batch.rejected[0]?.message).toBe(
      'The line could not be read: unexpected end at line 1, column 6.',
    );
  });

  it('takes a line of just 64 KiB', () => {
    const line = JSON.stringify('x'.repeat(64 * 1024 - 2));
    expect(readNdjsonBatch(lines(line)).rejected).toEqual([]);
  });

  it('of too many events is refused as a whole, the bad ones counted', () => {
    const full = '0\n'.repeat(maxEventsPerRequest - 1);
    expect(readNdjsonBatch(bytes(`${full}x\n\n`)).events).toHaveLength(maxEventsPerRequest - 1);
    expect(refusalOf(() => readNdjsonBatch(bytes(`${full}x\n\n0`)))).toMatchObject({
      code: 'body_too_large',
    });
  });
});

function refusalOf(read: () => unknown): Refusal {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
