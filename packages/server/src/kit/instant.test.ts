import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, formatInstant, hourMs, isPlainDate, minuteMs, parseInstant } from './instant.ts';

const first = Date.parse('0000-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');
const moment = fc.integer({ min: first, max: last });

describe('instants', () => {
  it('come back from their text, in every year that RFC 3339 can write', () => {
    fc.assert(
      fc.property(moment, (ms) => {
        expect(parseInstant(formatInstant(ms))).toBe(ms);
      }),
    );
    for (const ms of [first, last, 0, -1]) expect(parseInstant(formatInstant(ms))).toBe(ms);
  });

  it('are the same moment in whatever zone they are written', () => {
    const offset = fc.record({
      sign: fc.constantFrom(1, -1),
      hours: fc.nat(23),
      minutes: fc.nat(59),
    });
    const farFromTheEdges = fc.integer({ min: first + 2 * dayMs, max: last - 2 * dayMs });
    fc.assert(
      fc.property(farFromTheEdges, offset, (ms, { sign, hours, minutes }) => {
        const wall = formatInstant(ms + sign * (hours * hourMs + minutes * minuteMs)).replace('Z', '');
        const zone = `${sign > 0 ? '+' : '-'}${twoDigits(hours)}:${twoDigits(minutes)}`;
        expect(parseInstant(wall + zone)).toBe(ms);
      }),
    );
  });

  it.each([
    ['2026-11-24T09:07:00Z', '2026-11-24T09:07:00Z'],
    ['2026-11-24t09:07:00z', '2026-11-24T09:07:00Z'],
    ['2026-11-24T09:07:00.5+01:00', '2026-11-24T08:07:00.500Z'],
    ['2026-11-24T09:07:00.123999999Z', '2026-11-24T09:07:00.123Z'],
    ['2026-11-24T09:07:00-00:00', '2026-11-24T09:07:00Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
  ])('read %s as %s', (text, expected) => {
    expect(formatInstant(parseInstant(text) ?? Number.NaN)).toBe(expected);
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-00T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T09:60:00Z',
    '2026-11-24T09:07:61Z',
    '2026-11-24T09:07:00+24:00',
    '2026-11-24T09:07:00+01:60',
    '2026-11-24T09:07:00',
    '2026-11-24T09:07Z',
    '2026-11-24 09:07:00Z',
    '2026-11-24',
    '20261124T090700Z',
    '2026-11-24T09:07:00+0100',
    '2026-11-24T09:07:00.Z',
    '+002026-11-24T09:07:00Z',
    '٢٠٢٦-11-24T09:07:00Z',
    ' 2026-11-24T09:07:00Z',
    '2026-11-24T09:07:00Z\n',
    'yesterday',
    '',
  ])('do not read %j, which is no moment', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('do not read what an offset carries out of the years of four digits', () => {
    expect(parseInstant('9999-12-31T23:59:59-01:00')).toBeUndefined();
    expect(parseInstant('0000-01-01T00:00:00+01:00')).toBeUndefined();
  });

  it('never throw, whatever they are given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseInstant(text)).toBeUndefined();
      }),
    );
  });
});

describe('plain dates', () => {
  it('are the days of the calendar and no others', () => {
    const parts = fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.nat(14), fc.nat(33));
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const text = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        expect(isPlainDate(text)).toBe(date.toISOString().startsWith(text));
      }),
      { numRuns: 2000 },
    );
    expect(isPlainDate('0000-02-29')).toBe(true);
    expect(isPlainDate('1900-02-29')).toBe(false);
  });

  it('have one form', () => {
    for (const text of ['2026-1-1', '20260101', '2026-01-01T00:00:00Z', '2026-W01-1', ' 2026-01-01', '']) {
      expect(isPlainDate(text)).toBe(false);
    }
  });
});

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
