import { describe, expect, it } from 'vitest';
import { countryHolidays, findUnknownPlace } from './country-holidays.ts';

const holidays = async (country: string, subdivision: string | null, from: string, to: string) =>
  (await countryHolidays({ country, subdivision }, from, to)).map(({ date, name }) => `${date} ${name}`);

describe('public holidays', () => {
  it('are those of the country and its subdivision', async () => {
    expect(await holidays('DE', null, '2026-11-01', '2026-12-31')).toEqual([
      '2026-12-25 Christmas Day',
      '2026-12-26 Boxing Day',
    ]);
    expect(await holidays('DE', 'BY', '2026-11-01', '2026-11-30')).toEqual(["2026-11-01 All Saints' Day"]);
    // Of one town in Bavaria alone.
    expect(await holidays('DE', 'BY-A', '2026-08-01', '2026-08-08')).toEqual([
      '2026-08-08 Augsburg Peace Festival',
    ]);
  });

  it('that move stand in place of those of a weekend as well', async () => {
    expect(await holidays('GB', 'ENG', '2026-12-24', '2026-12-31')).toEqual([
      '2026-12-25 Christmas Day',
      '2026-12-26 Boxing Day',
      '2026-12-28 Boxing Day (substitute day)',
    ]);
  });

  it('may last several days', async () => {
    const days = await holidays('SA', null, '2026-03-01', '2026-03-31');
    expect(days.map((day) => day.slice(0, 10))).toEqual([
      '2026-03-19',
      '2026-03-20',
      '2026-03-21',
      '2026-03-22',
    ]);
  });

  it('that begin in a year may last into the next', async () => {
    const days = await holidays('SA', null, '2007-01-01', '2007-01-31');
    expect(days.map((day) => day.slice(0, 10))).toEqual(['2007-01-01', '2007-01-02']);
  });

  it('are none that begin at noon', async () => {
    const days = await holidays('IS', null, '2026-12-24', '2026-12-25');
    expect(days.map((day) => day.slice(0, 10))).toEqual(['2026-12-25']);
  });
});

describe('a place', () => {
  it.each([
    ['DE', null, null],
    ['DE', 'BY', null],
    ['DE', 'BY-A', null],
    ['XX', null, 'country'],
    ['DE', 'XX', 'subdivision'],
    ['DE', 'BY-XX', 'subdivision'],
    ['SA', '01', 'subdivision'],
  ])('%s %s is known but for: %s', async (country, subdivision, field) => {
    expect((await findUnknownPlace({ country, subdivision }))?.field ?? null).toBe(field);
  });
});
