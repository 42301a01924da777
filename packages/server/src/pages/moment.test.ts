import { describe, expect, it } from 'vitest';
import { daysAndMonth, duration, moment, monthAndYear, span } from './moment.ts';

const at = Date.parse;
const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

describe('a moment', () => {
  it('is written the same everywhere, in UTC', () => {
    expect(moment(at('2026-09-05T07:08:59Z'))).toBe('5 Sep 2026, 07:08 UTC');
    expect(moment(at('2026-12-31T23:30:00-01:00'))).toBe('1 Jan 2027, 00:30 UTC');
    expect(monthAndYear('2026-02')).toBe('February 2026');
  });

  it('and another say a day that is the same once', () => {
    const from = at('2026-11-23T08:00:00Z');
    expect(span(from, from + 2 * hour)).toBe('23 Nov 2026, 08:00 – 10:00 UTC');
    expect(span(from, from + day)).toBe('23 Nov 2026, 08:00 – 24 Nov 2026, 08:00 UTC');
  });
});

describe('days', () => {
  it('of one month name it once', () => {
    expect(daysAndMonth('2026-11-20', '2026-11-22')).toBe('20 – 22 November');
    expect(daysAndMonth('2026-10-30', '2026-11-02')).toBe('30 October – 2 November');
  });
});

describe('a duration', () => {
  it.each([
    [0, '1 min'],
    [29 * second, '1 min'],
    [90 * second, '2 min'],
    [60 * minute, '1 h'],
    [134 * minute, '2 h 14 min'],
    [day, '1 d'],
    [day + 2 * hour + 14 * minute, '1 d 2 h'],
    [day + 14 * minute, '1 d'],
  ])('of %i ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});
