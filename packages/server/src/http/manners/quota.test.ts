import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeldClock } from '../../kit/clock.ts';
import { Quota } from './quota.ts';

const policy = { requests: 3, windowSeconds: 60 };

function newQuota() {
  const clock = new HeldClock('2026-11-24T09:07:00Z');
  return { clock, quota: new Quota(policy, clock) };
}

describe('the quota of a key', () => {
  it('counts down to nothing, and no further', () => {
    const { quota } = newQuota();
    expect([1, 2, 3, 4, 5].map(() => quota.take('a'))).toEqual([true, true, true, false, false]);
    expect(quota.header('a')).toBe('"default";r=0;t=60');
  });

  it('is that of one key alone', () => {
    const { quota } = newQuota();
    for (let i = 0; i < 4; i++) quota.take('a');
    expect(quota.take('b')).toBe(true);
  });

  it('is whole again when the window that began with the first request ends', () => {
    const { clock, quota } = newQuota();
    for (let i = 0; i < 3; i++) quota.take('a');
    clock.advance(59.5);
    expect(quota.take('a')).toBe(false);
    expect(quota.secondsToReset('a')).toBe(1);
    clock.advance(0.5);
    expect(quota.take('a')).toBe(true);
    expect(quota.header('a')).toBe('"default";r=2;t=60');
  });

  it('never exceeds the policy, however requests are taken and given back', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (moves) => {
        const { quota } = newQuota();
        for (const take of moves) {
          if (take) quota.take('a');
          else quota.giveBack('a');
          expect(quota.header('a')).toMatch(/^"default";r=[0-3];t=60$/);
        }
      }),
    );
  });

  it('states its policy', () => {
    expect(newQuota().quota.policyHeader).toBe('"default";q=3;w=60');
  });
});
