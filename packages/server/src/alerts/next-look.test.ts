import { describe, expect, it } from 'vitest';
import { hourMs, minuteMs } from '../kit/instant.ts';
import type { Alert } from './alert.ts';
import { anAlert, aRule, start } from './alerts.fixture.ts';
import { nextTurnOf } from './next-look.ts';
import type { Rule } from './rule.ts';

describe('the next turn of alerts', () => {
  const turn = (alert: Partial<Alert>, rule: Partial<Rule> = {}, firedBefore: readonly number[] = []) => {
    const { id, subject } = anAlert(alert);
    const earlierFirings = firedBefore.map((firedAt) => ({ ruleId: 'rul_1', subject, firedAt }));
    const next = nextTurnOf(
      [anAlert({ id, ...alert })],
      { rules: [aRule(rule)], earlierFirings },
      start,
      'UTC',
    );
    return next === null ? null : (next - start) / minuteMs;
  };

  it('is when one fires that has been bad for long enough', () => {
    expect(turn({ state: 'pending', since: start - minuteMs, firedAt: null }, { forMs: 3 * minuteMs })).toBe(
      2,
    );
  });

  it('is when one that is well is let go, later where it flaps', () => {
    const well = { wellSince: start - minuteMs };
    expect(turn(well, { keepFiringMs: 5 * minuteMs })).toBe(4);
    expect(turn(well, { keepFiringMs: 5 * minuteMs }, [start - 2 * minuteMs, start - 30 * minuteMs])).toBe(
      14,
    );
    // Half an hour later it has not fired as often any more.
    const longAgo = [start - 2 * minuteMs, start - hourMs + 7 * minuteMs];
    expect(turn(well, { keepFiringMs: 5 * minuteMs }, longAgo)).toBeCloseTo(7, 3);
  });

  it('is when a mute window of one that fires opens or closes', () => {
    const mute: Rule['mute'] = [{ days: ['tue'], from: '10:00', to: '12:00' }];
    expect(turn({}, { mute })).toBe(30);
    expect(turn({ state: 'pending', since: start, firedAt: null }, { mute, forMs: minuteMs })).toBe(1);
    expect(turn({ state: 'resolved', resolvedAt: start }, { mute })).toBeNull();
  });

  it('does not come while one fires and nothing changes', () => {
    expect(turn({})).toBeNull();
  });
});
