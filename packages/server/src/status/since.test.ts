import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aComponent,
  anIncident,
  anyFacts,
  anyInstant,
  factsOf,
  someMaintenance,
} from './region-facts.fixture.ts';
import { rollUp } from './roll-up.ts';
import { statusSince } from './since.ts';

describe('a region has its status since', () => {
  it('its first component was created', () => {
    expect(statusSince(factsOf({ components: [aComponent('a', [[7, 'operational']])] }), 50)).toBe(7);
  });

  it('an incident began, even when the component was set down later', () => {
    const facts = factsOf({
      components: [
        aComponent('a', [
          [1, 'operational'],
          [30, 'partial_outage'],
        ]),
      ],
      incidents: [anIncident({ startedAt: 20 })],
    });
    expect(statusSince(facts, 50)).toBe(20);
  });

  it('an incident was resolved', () => {
    const facts = factsOf({
      components: [aComponent('a')],
      incidents: [
        anIncident({
          startedAt: 20,
          said: [
            [20, 'investigating'],
            [40, 'resolved'],
          ],
        }),
      ],
    });
    expect(statusSince(facts, 50)).toBe(40);
  });

  it('maintenance ended by the clock alone', () => {
    const facts = factsOf({
      components: [aComponent('a')],
      maintenance: [someMaintenance({ startsAt: 10, endsAt: 30 })],
    });
    expect(statusSince(facts, 29)).toBe(10);
    expect(statusSince(facts, 50)).toBe(30);
  });

  it('maintenance was called off', () => {
    const facts = factsOf({
      components: [aComponent('a')],
      maintenance: [someMaintenance({ startsAt: 10, endsAt: 90, cancelledAt: 30 })],
    });
    expect(statusSince(facts, 50)).toBe(30);
  });

  it('no instant that is known, when nobody ever said anything', () => {
    expect(statusSince(factsOf(), 50)).toBeNull();
  });

  it('no instant that is known, when it lies before the history at hand', () => {
    const components = [
      aComponent('a', [
        [5, 'operational'],
        [20, 'unknown'],
        [30, 'operational'],
      ]),
    ];
    expect(statusSince(factsOf({ components, from: 30 }), 50)).toBeNull();
    expect(statusSince(factsOf({ components, from: 29 }), 50)).toBe(30);
  });
});

describe('whatever is said of a region', () => {
  it('it was otherwise just before, and the same ever since', () => {
    const story = fc.property(anyFacts, anyInstant, (facts, now) => {
      const { status } = rollUp(facts, now);
      const since = statusSince(facts, now);
      if (since !== null) {
        expect(since).toBeLessThanOrEqual(now);
        expect(rollUp(facts, since - 1).status).not.toBe(status);
      }
      for (let at = since ?? 0; at <= now; at++) expect(rollUp(facts, at).status).toBe(status);
    });
    fc.assert(story, { numRuns: 300 });
  });
});
