import { describe, expect, it } from 'vitest';
import { hourMs, minuteMs } from '../kit/instant.ts';
import { advance, type Step } from './advance.ts';
import type { Alert } from './alert.ts';
import { anObservation, aRule, start } from './alerts.fixture.ts';
import type { Observation, Verdict } from './observation.ts';
import type { Rule } from './rule.ts';

const wellAgain = {
  verdict: 'well',
  sentence: 'The status of the region eu is Operational.',
} as const;

/** Follows one subject through what is seen of it, minute by minute, as the rule would. */
function follow(rule: Rule, seen: readonly (Verdict | Observation | 'gone')[], everyMs = minuteMs) {
  let alert: Alert | undefined;
  const firings: number[] = [];
  const said: string[] = [];
  let made = 0;
  seen.forEach((what, index) => {
    const now = start + index * everyMs;
    const observation =
      typeof what === 'string'
        ? anObservation(what === 'well' ? wellAgain : { verdict: what === 'gone' ? 'bad' : what })
        : what;
    const known: Alert | undefined = alert?.state === 'resolved' ? undefined : alert;
    const step: Step = advance(known, what === 'gone' ? undefined : observation, rule, {
      now,
      earlierFirings: firings,
      newAlertId: () => `alt_${++made}`,
    });
    if (step.transition) said.push(`${index} ${step.transition.kind}`);
    if (step.transition?.kind === 'resolved') firings.push(step.alert?.firedAt ?? now);
    alert = step.alert ?? (known ? undefined : alert);
  });
  return { said, alert };
}

describe('an alert', () => {
  it('fires at once, stays, and is resolved when it is well again', () => {
    const { said, alert } = follow(aRule(), ['well', 'bad', 'bad', 'well', 'well']);
    expect(said).toEqual(['1 firing', '3 resolved']);
    expect(alert).toMatchObject({
      state: 'resolved',
      since: start + minuteMs,
      resolvedAt: start + 3 * minuteMs,
      resolvedBecause: 'The status of the region eu is Operational.',
    });
  });

  it('of a rule that waits fires once it has been bad for so long, and not a look before', () => {
    const rule = aRule({ forMs: 2 * minuteMs });
    expect(follow(rule, ['bad', 'bad', 'bad', 'bad']).said).toEqual(['0 pending', '2 firing']);
    expect(follow(rule, ['bad', 'bad', 'well', 'bad', 'bad']).said).toEqual([
      '0 pending',
      '2 cleared',
      '3 pending',
    ]);
  });

  it('of a rule that holds on is resolved once it has been well for so long', () => {
    const rule = aRule({ keepFiringMs: 2 * minuteMs });
    expect(follow(rule, ['bad', 'well', 'well', 'bad', 'well', 'well', 'well']).said).toEqual([
      '0 firing',
      '6 resolved',
    ]);
  });

  it('stays what it was between its limit and what clears it', () => {
    expect(follow(aRule(), ['bad', 'unclear', 'unclear', 'well']).said).toEqual(['0 firing', '3 resolved']);
    expect(follow(aRule(), ['unclear', 'unclear']).said).toEqual([]);
  });

  it('whose subject is gone is over', () => {
    const { said, alert } = follow(aRule(), ['bad', 'gone']);
    expect(said).toEqual(['0 firing', '1 resolved']);
    expect(alert?.resolvedBecause).toBe('What it was about is over.');
    const ended = (type: 'incident' | 'subscription' | 'key_expiring') =>
      follow(aRule({ condition: { type } }), ['bad', 'gone']).alert?.resolvedBecause;
    expect([ended('incident'), ended('subscription'), ended('key_expiring')]).toEqual([
      'The incident is over.',
      'The subscription was renewed, or ends on another day now.',
      'The key was renewed or revoked, or nobody uses it any more.',
    ]);
  });

  it.each([
    ['keep', ['0 firing', '3 resolved']],
    ['resolve', ['0 firing', '1 resolved']],
    ['alert', ['0 firing', '3 resolved']],
  ] as const)('of which nothing is known does as its rule says: %s', (noData, expected) => {
    expect(follow(aRule({ noData }), ['bad', 'unknown', 'unknown', 'well']).said).toEqual(expected);
  });

  it('begins with not knowing only where its rule asks for that', () => {
    expect(follow(aRule({ noData: 'keep' }), ['unknown']).said).toEqual([]);
    expect(follow(aRule({ noData: 'resolve' }), ['unknown']).said).toEqual([]);
    expect(follow(aRule({ noData: 'alert' }), ['unknown']).said).toEqual(['0 firing']);
  });

  it('that flaps is not believed to be well until it has been for a quarter of an hour', () => {
    const flapping = ['bad', 'well', 'bad', 'well', 'bad', 'well'] as const;
    const calm = Array.from({ length: 16 }, () => 'well' as const);
    expect(follow(aRule(), [...flapping, ...calm]).said).toEqual([
      '0 firing',
      '1 resolved',
      '2 firing',
      '3 resolved',
      '4 firing',
      '20 resolved',
    ]);
    const hourly = [...flapping].flatMap((verdict) => [verdict, verdict]);
    expect(follow(aRule(), hourly, hourMs).said).toHaveLength(6);
  });

  it('tells what is new of it, until somebody has taken care of it where that settles it', () => {
    const step = (news: string, fields: Partial<Observation> = {}) => anObservation({ news, ...fields });
    const acknowledge = (alert: Alert | undefined): Alert => {
      if (!alert) throw new Error('There is no alert.');
      return { ...alert, acknowledgement: { at: start, by: 'key_1', comment: null } };
    };
    const moment = { now: start, earlierFirings: [], newAlertId: () => 'alt_1' };
    const kindOf = (known: Alert, seen: Observation) =>
      advance(known, seen, aRule(), moment).transition?.kind;

    const first = advance(undefined, step('30'), aRule(), moment).alert;
    if (!first) throw new Error('It does not fire.');
    expect(kindOf(first, step('30'))).toBeUndefined();
    expect(kindOf(first, step('14'))).toBe('news');
    expect(kindOf(acknowledge(first), step('14'))).toBe('news');
    const settled = advance(undefined, step('30', { handledOnceAcknowledged: true }), aRule(), moment).alert;
    expect(kindOf(acknowledge(settled), step('14', { handledOnceAcknowledged: true }))).toBeUndefined();
  });

  it('tells when it gets worse, and not when it gets better', () => {
    const seen = (severity: 'error' | 'warning' | 'critical') => anObservation({ severity });
    expect(follow(aRule(), [seen('error'), seen('warning'), seen('error'), seen('critical')]).said).toEqual([
      '0 firing',
      '2 news',
      '3 news',
    ]);
  });
});
