import { describe, expect, it } from 'vitest';
import { isMuted, nextMuteEdge } from './mute.ts';

const nights = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, from: '18:00', to: '07:00' },
  { days: ['sat', 'sun'] as const, from: '00:00', to: '00:00' },
].map(({ days, ...times }) => ({ days: [...days], ...times }));
const muted = (at: string, timeZone = 'Europe/Berlin') => isMuted(nights, timeZone, Date.parse(at));

describe('a mute window', () => {
  it('is open by the wall clock of its zone, past midnight too', () => {
    expect(muted('2026-11-24T17:59:59+01:00')).toBe(false);
    expect(muted('2026-11-24T18:00:00+01:00')).toBe(true);
    expect(muted('2026-11-24T18:00:00+01:00', 'UTC')).toBe(false);
    expect(muted('2026-11-25T06:59:59+01:00')).toBe(true);
    expect(muted('2026-11-25T07:00:00+01:00')).toBe(false);
  });

  it('of equal times is the whole day', () => {
    expect(muted('2026-11-28T00:00:00+01:00')).toBe(true);
    expect(muted('2026-11-29T23:59:59+01:00')).toBe(true);
    expect(muted('2026-11-30T00:00:00+01:00')).toBe(false);
  });

  it('belongs to the day on which it begins', () => {
    const friday = [{ days: ['fri' as const], from: '22:00', to: '02:00' }];
    expect(isMuted(friday, 'UTC', Date.parse('2026-11-28T01:00:00Z'))).toBe(true);
    expect(isMuted(friday, 'UTC', Date.parse('2026-11-27T01:00:00Z'))).toBe(false);
  });

  it('follows the clocks when they change', () => {
    const early = [{ days: ['sun' as const], from: '01:00', to: '04:00' }];
    const open = (at: string) => isMuted(early, 'Europe/Berlin', Date.parse(at));
    // The hour from 2 to 3 comes twice in autumn and never in spring.
    expect(open('2026-10-25T02:59:59Z')).toBe(true);
    expect(open('2026-10-25T03:00:00Z')).toBe(false);
    expect(open('2026-03-29T01:59:59Z')).toBe(true);
    expect(open('2026-03-29T02:00:00Z')).toBe(false);
  });

  it('tells when it opens or closes next', () => {
    const edge = (at: string) => nextMuteEdge(nights, 'Europe/Berlin', Date.parse(at));
    expect(edge('2026-11-24T12:00:00+01:00')).toBe(Date.parse('2026-11-24T18:00:00+01:00'));
    expect(edge('2026-11-24T18:00:00+01:00')).toBe(Date.parse('2026-11-25T07:00:00+01:00'));
    expect(nextMuteEdge([], 'UTC', 0)).toBeNull();
  });
});
