import type { JobInterval } from '@platen/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, hourMs } from '../kit/instant.ts';
import { zoned } from '../kit/zone.ts';
import { bucketBoundaries } from './buckets.ts';
import { slotMs } from './contribution.ts';

const zones = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'America/Sao_Paulo', // skipped midnight until 2019
  'America/Havana', // repeats midnight
  'America/St_Johns', // -03:30, changed at 00:01 until 2011
  'Asia/Kolkata', // +05:30
  'Asia/Kathmandu', // +05:45
  'Asia/Beirut', // skips midnight
  'Africa/Cairo',
  'Africa/Casablanca', // goes back for Ramadan
  'Australia/Lord_Howe', // changes by half an hour
  'Pacific/Chatham', // +12:45
  'Pacific/Apia', // had no 2011-12-30
  'America/Caracas', // moved by half an hour in 2007 and 2016
];

const window = fc
  .record({
    zone: fc.constantFrom(...zones),
    from: fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2027, 0, 1) }),
    days: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ zone, from, days }) => ({ zone, from, to: from + days * 24 * hourMs - 1 }));

describe('buckets', () => {
  it('tile the window: from slot to slot, each later than the last, over all that was asked and no more', () => {
    fc.assert(
      fc.property(window, fc.constantFrom(...intervals, null), ({ zone, from, to }, interval) => {
        const cut = bucketBoundaries(from, to, interval, zone);
        expect(cut.length).toBeGreaterThanOrEqual(2);
        expect(
          cut.every((at, index) => at % slotMs === 0 && (index === 0 || at > Number(cut[index - 1]))),
        ).toBe(true);
        expect([Number(cut[0]) <= from, Number(cut[1]) > from]).toEqual([true, true]);
        expect([Number(cut.at(-1)) >= to, Number(cut.at(-2)) < to]).toEqual([true, true]);
      }),
      { numRuns: 500 },
    );
  });

  it('hold the instants of one hour, date, week or month of the wall clock each', () => {
    fc.assert(
      fc.property(window, fc.constantFrom(...intervals), fc.nat(), (asked, interval, at) => {
        const { zone, from, to } = asked;
        const instant = from + (at % (to - from));
        // The clocks of St. John's changed a minute late for our slots; that day's hour cannot be told exactly.
        fc.pre(zone !== 'America/St_Johns' || instant > Date.UTC(2012, 0, 1));
        const cut = bucketBoundaries(from, to, interval, zone);
        const index = cut.findLastIndex((boundary) => boundary <= instant);
        const opens = Number(cut[index]);
        expect(wallName(opens, interval, zone)).toBe(wallName(instant, interval, zone));
        expect(wallName(Number(cut[index + 1]) - 1, interval, zone)).toBe(wallName(instant, interval, zone));
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    ['Europe/Paris', '2026-03-29', 23],
    ['Europe/Paris', '2026-03-30', 24],
    ['Europe/Paris', '2026-10-25', 25],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['America/Havana', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Asia/Kathmandu', '2026-05-05', 24],
    ['Antarctica/Casey', '2010-03-05', 27], // went back over midnight: two hours are lived again
  ])('are days as long as the day is: in %s the %s has %d hours', (zone, date, hours) => {
    const noon = zoned(Date.parse(`${date}T12:00:00Z`), zone)
      .toPlainDate()
      .toString();
    expect(noon).toBe(date);
    const at = Date.parse(`${date}T12:00:00Z`);
    const [opens = 0, closes = 0] = bucketBoundaries(at, at + 1, 'day', zone);
    expect((closes - opens) / hourMs).toBe(hours);
  });

  it('are two hours where the clock shows the same hour twice', () => {
    const at = Date.parse('2026-10-25T00:00:00Z');
    expect(bucketBoundaries(at, at + 2 * hourMs, 'hour', 'Europe/Paris').map(formatInstant)).toEqual([
      '2026-10-25T00:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-10-25T02:00:00Z',
    ]);
  });

  it('are an hour of 30 and an hour of 90 minutes where the clock changes by half an hour', () => {
    const lengths = (around: string) => {
      const at = Date.parse(around);
      const cut = bucketBoundaries(at - hourMs, at + hourMs, 'hour', 'Australia/Lord_Howe');
      return cut.slice(1).map((boundary, index) => (boundary - Number(cut[index])) / 60_000);
    };
    expect(lengths('2026-10-03T15:30:00Z')).toEqual([60, 30, 60]);
    expect(lengths('2026-04-04T15:00:00Z')).toEqual([90, 60]);
  });

  it('are weeks that begin on Monday', () => {
    const at = Date.parse('2026-11-26T00:00:00Z');
    expect(bucketBoundaries(at, at + 1, 'week', 'UTC').map(formatInstant)).toEqual([
      '2026-11-23T00:00:00Z',
      '2026-11-30T00:00:00Z',
    ]);
  });

  it('are not made for a date that never was', () => {
    const [from, to] = [Date.parse('2011-12-29T10:00:00Z'), Date.parse('2011-12-31T09:59:00Z')];
    expect(
      bucketBoundaries(from, to, 'day', 'Pacific/Apia').map((at) => wallName(at, 'day', 'Pacific/Apia')),
    ).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
  });
});

const intervals: readonly JobInterval[] = ['15m', 'hour', 'day', 'week', 'month'];

/** The name of the hour, date, week or month on the wall, as Temporal has it. */
function wallName(ms: number, interval: JobInterval, zone: string): string {
  const wall = zoned(ms, zone);
  switch (interval) {
    case '15m':
      return `${wall.toPlainDate()} ${wall.hour}:${Math.floor(wall.minute / 15)}`;
    case 'hour':
      return `${wall.toPlainDate()} ${wall.hour}`;
    case 'day':
      return wall.toPlainDate().toString();
    case 'week':
      return `${wall.yearOfWeek}-W${wall.weekOfYear}`;
    case 'month':
      return wall.toPlainDate().toPlainYearMonth().toString();
  }
}
