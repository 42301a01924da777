import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pastOf } from './recall-status.ts';
import { aComponent, anyFacts, anyInstant, factsOf } from './region-facts.fixture.ts';
import { rollUp } from './roll-up.ts';

describe('the past of a region', () => {
  it('is at every instant what is judged of it alone, and what it was since it last turned', () => {
    fc.assert(
      fc.property(anyFacts, anyInstant, (facts, now) => {
        const from = Math.max(facts.from, 10);
        const past = pastOf(facts, from, now);
        let before = past.at(from);
        for (let at = from; at <= now; at++) {
          const then = past.at(at);
          const { status, summary, stale, components } = rollUp(facts, at);
          expect(then).toMatchObject({ service_status_code: status, summary, stale });
          expect(then.components.map(({ id, status_code, reason }) => [id, status_code, reason])).toEqual(
            components.map(({ id, status, reason }) => [id, status, reason]),
          );
          if (!past.turns.includes(at)) expect(then).toEqual(before);
          before = then;
        }
      }),
    );
  });

  it('turns whenever something of it may have become another, and at no other time', () => {
    const facts = factsOf({
      components: [
        aComponent('print', [
          [10, 'operational'],
          [25, 'major_outage'],
          [90, 'operational'],
        ]),
      ],
    });
    expect(pastOf(facts, 10, 80).turns).toEqual([25]);
  });

  it('that changed too often to be judged as a whole is judged for as long as it can be', () => {
    const reports = Array.from(
      { length: 20_003 },
      (_, index) => [index + 1, index % 2 === 0 ? 'operational' : 'partial_outage'] as const,
    );
    const facts = factsOf({ components: [aComponent('print', reports)] });
    expect(pastOf(facts, 3, 30_000)).toMatchObject({ from: 3, turns: { length: 20_000 } });
    const past = pastOf(facts, 1, 30_000);
    expect(past).toMatchObject({ from: 3, turns: { length: 20_000 } });
    expect(past.turns[0]).toBe(4);
    expect(past.at(3).service_status_code).toBe('operational');
    expect(past.at(4).service_status_code).toBe('partial_outage');
  });
});
