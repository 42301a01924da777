import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../kit/instant.ts';
import { courseOf, lastTurn } from './course.ts';
import { pastOf } from './recall-status.ts';
import { aComponent, anyFacts, anyInstant, factsOf, someMaintenance } from './region-facts.fixture.ts';
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
          const since = lastTurn(courseOf(facts, at).region);
          expect(then.since).toBe(since === null ? null : formatInstant(since));
          const told = then.active_incidents.flatMap(({ updates }) => updates.slice(0, -1));
          expect(told.filter((update) => Date.parse(update.at) > at)).toEqual([]);
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
    const planned = factsOf({
      components: [aComponent('print', [], { createdAt: 30 })],
      maintenance: [someMaintenance({ announceAt: 40, startsAt: 50, endsAt: 60 })],
    });
    expect(pastOf(planned, 10, 80).turns).toEqual([30, 40, 50, 60]);
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
