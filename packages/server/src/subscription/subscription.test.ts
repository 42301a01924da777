import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateAt, daysBetween } from '../kit/zone.ts';
import { assess, type SubscriptionRecord, validUntil } from './subscription.ts';

function aRecord(fields: Partial<SubscriptionRecord> = {}): SubscriptionRecord {
  return {
    orgId: '4725fffa',
    plan: 'Hive',
    startDate: '2026-01-01',
    endDate: '2026-12-20',
    timeZone: 'UTC',
    autoRenews: false,
    term: 'annual',
    trial: false,
    graceDays: 14,
    entitlements: [],
    updatedAt: 0,
    ...fields,
  };
}

const at = (text: string, fields: Partial<SubscriptionRecord> = {}) =>
  assess(aRecord(fields), '4725fffa', Date.parse(text));

describe('a subscription', () => {
  it('is told in full', () => {
    const entitlements = [{ name: 'device_embedded', quantity: 40, used: 31 }];
    expect(at('2026-11-23T08:31:00Z', { entitlements })).toEqual({
      org_id: '4725fffa',
      plan: 'Hive',
      state: 'expiring',
      start_date: '2026-01-01',
      end_date: '2026-12-20',
      ends_at: '2026-12-21T00:00:00Z',
      time_zone: 'UTC',
      days_remaining: 27,
      auto_renews: false,
      term: 'annual',
      grace_days: 14,
      grace_ends_at: '2027-01-04T00:00:00Z',
      entitlements,
    });
  });

  it('of which nothing is known has nothing but its state', () => {
    const { org_id, state, entitlements, ...rest } = assess(undefined, '4725fffa', 0);
    expect({ org_id, state, entitlements }).toEqual({ org_id: '4725fffa', state: 'none', entitlements: [] });
    expect(Object.keys(rest)).toHaveLength(10);
    expect(Object.values(rest).every((value) => value === null)).toBe(true);
  });

  it('without an end has no days to count, and is active', () => {
    const endless = { endDate: null, term: 'perpetual' } as const;
    expect(at('2090-01-01T00:00:00Z', endless)).toMatchObject({
      state: 'active',
      days_remaining: null,
      ends_at: null,
      grace_ends_at: null,
    });
  });

  it('that renews by itself counts its days like any other', () => {
    expect(at('2026-11-23T08:31:00Z', { autoRenews: true })).toMatchObject({
      state: 'expiring',
      days_remaining: 27,
    });
  });

  it('whose start is to come, as of an early renewal, counts as begun', () => {
    const renewed = { startDate: '2026-12-21', endDate: '2027-12-20' };
    expect(at('2026-12-01T00:00:00Z', renewed)).toMatchObject({ state: 'active', days_remaining: 384 });
  });
});

describe('the state', () => {
  it.each([
    ['2026-11-20T23:59:59.999Z', 30, 'active'],
    ['2026-11-21T00:00:00Z', 29, 'expiring'],
    ['2026-12-20T23:59:59.999Z', 0, 'expiring'],
    ['2026-12-21T00:00:00Z', 0, 'grace'],
    ['2027-01-03T23:59:59.999Z', 0, 'grace'],
    ['2027-01-04T00:00:00Z', 0, 'expired'],
    ['2090-01-01T00:00:00Z', 0, 'expired'],
  ] as const)('at %s, with %i days remaining, is %s', (now, days_remaining, state) => {
    expect(at(now)).toMatchObject({ days_remaining, state });
  });

  it('without days of grace is expired right after the last day', () => {
    expect(at('2026-12-20T23:59:59Z', { graceDays: 0 }).state).toBe('expiring');
    expect(at('2026-12-21T00:00:00Z', { graceDays: 0 }).state).toBe('expired');
  });

  it.each([
    ['2026-12-19T00:00:00Z', 'trial'],
    ['2026-12-20T23:59:59Z', 'trial'],
    ['2026-12-21T00:00:00Z', 'grace'],
    ['2027-01-04T00:00:00Z', 'expired'],
  ])('of a trial at %s is %s', (now, state) => {
    expect(at(now, { trial: true }).state).toBe(state);
  });
});

describe('the days remaining follow the calendar of the zone', () => {
  it.each([
    // 30 days are left until the very last second of the day there, whatever the date is elsewhere.
    ['Pacific/Kiritimati', '2026-11-20T09:59:59Z', 30, '2026-12-20T10:00:00Z'],
    ['Pacific/Kiritimati', '2026-11-20T10:00:00Z', 29, '2026-12-20T10:00:00Z'],
    ['Pacific/Niue', '2026-11-21T10:59:59Z', 30, '2026-12-21T11:00:00Z'],
    ['Pacific/Niue', '2026-11-21T11:00:00Z', 29, '2026-12-21T11:00:00Z'],
    ['Asia/Kathmandu', '2026-11-20T18:14:59Z', 30, '2026-12-20T18:15:00Z'],
    ['Asia/Kathmandu', '2026-11-20T18:15:00Z', 29, '2026-12-20T18:15:00Z'],
  ])('in %s at %s there are %i', (timeZone, now, days_remaining, ends_at) => {
    expect(at(now, { timeZone })).toMatchObject({ days_remaining, ends_at });
  });

  it.each([
    ['2028-02-28T12:00:00Z', 2],
    ['2028-02-29T12:00:00Z', 1],
    ['2028-03-01T00:00:00Z', 0],
  ])('through a leap day: at %s there are %i', (now, days) => {
    expect(at(now, { endDate: '2028-03-01' }).days_remaining).toBe(days);
  });

  it('may end on a leap day', () => {
    expect(at('2028-02-29T23:59:59Z', { endDate: '2028-02-29' })).toMatchObject({
      days_remaining: 0,
      ends_at: '2028-03-01T00:00:00Z',
    });
  });

  it.each([
    ['America/Sao_Paulo', '2018-11-03', '2018-11-04T03:00:00Z'],
    ['Africa/Cairo', '2026-04-23', '2026-04-23T22:00:00Z'],
  ])('in %s the day after %s begins although its midnight does not exist', (timeZone, endDate, ends_at) => {
    const end = Date.parse(ends_at);
    const fields = { timeZone, endDate, startDate: endDate };
    expect(at(ends_at, fields)).toMatchObject({ ends_at, state: 'grace', days_remaining: 0 });
    expect(assess(aRecord(fields), '4725fffa', end - 1)).toMatchObject({
      state: 'expiring',
      days_remaining: 0,
    });
    expect(validUntil(aRecord(fields), end - 1)).toBe(end);
  });
});

const zones = fc.constantFrom(
  'UTC',
  'Europe/Paris',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Niue',
);
const instants = fc.integer({ min: Date.UTC(2018, 0, 1), max: Date.UTC(2030, 0, 1) });

describe('an answer', () => {
  it('is one day less on each day, until there are none', () => {
    const story = fc.property(zones, instants, instants, (timeZone, a, b) => {
      const [earlier, later] = [Math.min(a, b), Math.max(a, b)];
      const record = aRecord({ timeZone, endDate: '2026-12-20' });
      const days = (ms: number) => assess(record, '4725fffa', ms).days_remaining ?? Number.NaN;
      const passed = daysBetween(dateAt(earlier, timeZone), dateAt(later, timeZone));
      expect(days(later)).toBe(Math.max(0, days(earlier) - passed));
    });
    fc.assert(story, { numRuns: 300 });
  });

  it('holds until the instant it names, and is another from there on', () => {
    const story = fc.property(
      zones,
      instants,
      fc.integer({ min: 0, max: 40 }),
      (timeZone, now, graceDays) => {
        const record = aRecord({ timeZone, graceDays });
        const answer = (ms: number) => assess(record, '4725fffa', ms);
        const until = validUntil(record, now);
        expect(answer((until ?? Date.UTC(2099, 0, 1)) - 1)).toEqual(answer(now));
        if (until !== null) {
          expect(until).toBeGreaterThan(now);
          expect(answer(until)).not.toEqual(answer(now));
        }
      },
    );
    fc.assert(story, { numRuns: 300 });
  });

  it('about a subscription without an end, or about none, holds for ever', () => {
    expect(validUntil(aRecord({ endDate: null }), 0)).toBeNull();
    expect(validUntil(undefined, 0)).toBeNull();
  });
});
