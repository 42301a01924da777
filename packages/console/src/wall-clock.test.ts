import { describe, expect, it } from 'vitest';
import { instantAt, wallClockAt } from './wall-clock.ts';

describe('what a wall clock shows', () => {
  it.each([
    ['2026-11-28T22:00', 'Europe/Paris', '2026-11-28T21:00:00.000Z'],
    ['2026-07-01T09:30', 'Asia/Kathmandu', '2026-07-01T03:45:00.000Z'],
    ['2026-03-08T12:00', 'America/New_York', '2026-03-08T16:00:00.000Z'],
    ['2026-03-29T01:30', 'Europe/Paris', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29T03:30', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T12:00', 'Europe/Paris', '2026-10-25T11:00:00.000Z'],
  ])('%s in %s is an instant, and back', (shown, zone, instant) => {
    expect(instantAt(shown, zone)).toBe(instant);
    expect(wallClockAt(Date.parse(instant), zone)).toBe(shown);
  });

  it('and cannot, because it is put forward, is an hour later', () => {
    expect(instantAt('2026-03-29T02:30', 'Europe/Paris')).toBe('2026-03-29T01:30:00.000Z');
  });
});
