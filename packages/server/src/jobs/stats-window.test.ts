import { type JobStatsQuery, Refusal } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../kit/instant.ts';
import { parseStatsWindow } from './stats-window.ts';

const now = Date.parse('2026-11-23T08:31:00Z');
const cut = (query: JobStatsQuery) =>
  parseStatsWindow(query, 'Europe/Paris', now).boundaries.map(formatInstant);

describe('the window of job stats', () => {
  it('is the last 24 hours of all types in the zone of the organization, widened to quarters of an hour', () => {
    expect(parseStatsWindow({}, 'Europe/Paris', now)).toEqual({
      boundaries: [Date.parse('2026-11-22T08:30:00Z'), Date.parse('2026-11-23T08:45:00Z')],
      interval: null,
      timeZone: 'Europe/Paris',
      types: ['print', 'scan', 'copy', 'fax'],
      groupBy: null,
      limit: 10,
    });
  });

  it('reads dates as their first moments in the zone', () => {
    expect(cut({ from: '2026-03-29', to: '2026-03-30' })).toEqual([
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
    ]);
    expect(cut({ from: '2026-03-29', to: '2026-03-30', time_zone: 'Asia/Kathmandu' })).toEqual([
      '2026-03-28T18:15:00Z',
      '2026-03-29T18:15:00Z',
    ]);
  });

  it('goes 24 hours back from `to`, and up to now from `from`', () => {
    expect(cut({ to: '2026-11-01T00:00:00Z' })).toEqual(['2026-10-31T00:00:00Z', '2026-11-01T00:00:00Z']);
    expect(cut({ from: '2026-11-23T00:00:00Z' })).toEqual(['2026-11-23T00:00:00Z', '2026-11-23T08:45:00Z']);
  });

  it('may be 400 dates long, across the end of a summer too, and reach into the future', () => {
    expect(cut({ from: '2025-10-01', to: '2026-11-05', interval: 'hour' })).toHaveLength(400 * 24 + 2);
    expect(cut({ from: '2026-11-23', to: '2026-12-01', interval: 'month' })).toEqual([
      '2026-10-31T23:00:00Z',
      '2026-11-30T23:00:00Z',
    ]);
  });

  it('keeps the types in the order of the contract, each once', () => {
    expect(parseStatsWindow({ type: ['fax', 'print', 'fax'] }, 'UTC', now).types).toEqual(['print', 'fax']);
  });

  it.each([
    [{ time_zone: 'Mars/Olympus' }, 'query.time_zone'],
    [{ time_zone: '+01:00' }, 'query.time_zone'],
    [{ from: '2026-02-30' }, 'query.from'],
    [{ from: '2026-11-23T08:00:00' }, 'query.from'],
    [{ to: '2026-11-23T08:00:00 01:00' }, 'query.to'],
    [{ from: '1999-12-31', to: '2000-01-02' }, 'query.from'],
    [{ from: '2026-11-23', to: '2026-11-23' }, 'query.from'],
    [{ from: '2027-11-23' }, 'query.from'],
    [{ to: '2028-01-01' }, 'query.to'],
    [{ from: '2025-10-01', to: '2026-11-06' }, 'query.from'],
    [{ from: '2026-01-01', to: '2026-11-01', interval: '15m' }, 'query.interval'],
  ] satisfies [JobStatsQuery, string][])('%j is refused for its %s, with a fix', (query, location) => {
    expect(() => parseStatsWindow(query, 'Europe/Paris', now)).toThrow(Refusal);
    try {
      parseStatsWindow(query, 'Europe/Paris', now);
    } catch (error) {
      expect(error).toMatchObject({ errors: [{ location, fix: expect.stringMatching(/\.$/) }] });
    }
  });
});
