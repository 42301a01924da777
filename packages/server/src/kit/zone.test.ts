import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from './instant.ts';
import { addDays, dateAt, daysBetween, isTimeZone, startOfDate } from './zone.ts';

const zones = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Casablanca',
];
const zone = fc.constantFrom(...zones);
const moment = fc.integer({ min: Date.UTC(2000), max: Date.UTC(2040) });

describe('time zones', () => {
  it.each(zones)('know %s', (name) => expect(isTimeZone(name)).toBe(true));

  it.each([
    '',
    'Mars/Olympus',
    '+01:00',
    'UTC+1',
    'Europe/Paris ',
    'Europe/../etc',
    'undefined',
    '\u0000UTC',
  ])('do not know %j', (name) => expect(isTimeZone(name)).toBe(false));
});

describe('days on the wall', () => {
  it('begin at or before each of their moments, and end after it', () => {
    fc.assert(
      fc.property(moment, zone, (ms, timeZone) => {
        const date = dateAt(ms, timeZone);
        expect(startOfDate(date, timeZone)).toBeLessThanOrEqual(ms);
        expect(startOfDate(addDays(date, 1), timeZone)).toBeGreaterThan(ms);
      }),
    );
  });

  it('have 23 hours when the clocks go forward and 25 when they go back', () => {
    const length = (date: string) =>
      (startOfDate(addDays(date, 1), 'Europe/Paris') - startOfDate(date, 'Europe/Paris')) / hourMs;
    expect([length('2026-03-29'), length('2026-10-25'), length('2026-11-24')]).toEqual([23, 25, 24]);
  });

  it('begin at the first moment there is where the clocks skip midnight', () => {
    expect(startOfDate('2018-11-04', 'America/Sao_Paulo')).toBe(Date.parse('2018-11-04T01:00:00-02:00'));
  });

  it('follow zones that lie at three quarters of an hour', () => {
    expect(startOfDate('2026-11-24', 'Asia/Kathmandu')).toBe(Date.parse('2026-11-23T18:15:00Z'));
  });

  it('are counted by the calendar, not by hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), (days) => {
        expect(daysBetween('2026-03-28', addDays('2026-03-28', days))).toBe(days);
      }),
    );
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(
      startOfDate('2026-03-30', 'Europe/Paris') - startOfDate('2026-03-28', 'Europe/Paris'),
    ).toBeLessThan(2 * dayMs);
  });
});
