import { describe, expect, it } from 'vitest';
import { readView, stretchOf } from './view.ts';

const now = Date.parse('2026-11-24T09:30:00Z');
const dayMs = 86_400_000;

describe('a view of jobs', () => {
  it('is a week of all types where the URL says nothing, or nothing that can be', () => {
    const usual = { range: 'week', types: ['print', 'scan', 'copy', 'fax'], compare: false };
    expect(readView({})).toEqual(usual);
    expect(readView({ range: 'century', types: ['mail'], compare: 'yes', from: 'then', to: 7 })).toEqual(
      usual,
    );
  });

  it('is what the URL says', () => {
    const search = { range: 'year', types: ['scan'], compare: true };
    expect(readView(search)).toEqual(search);
  });

  it('may be of a stretch of its own, which has to have a length', () => {
    const ends = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
    expect(readView(ends)).toMatchObject(ends);
    expect(readView({ from: ends.to, to: ends.from })).not.toHaveProperty('from');
  });

  it.each([
    ['day', 1, '15m'],
    ['week', 7, 'hour'],
    ['month', 30, 'day'],
    ['year', 365, 'week'],
  ] as const)('of a %s is shown in buckets that the eye can tell apart', (range, days, interval) => {
    const stretch = stretchOf(readView({ range }), now);
    expect(stretch).toEqual({ from: now - days * dayMs, to: now, interval });
  });
});
