import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Course, courseOf, lastTurn } from './course.ts';
import {
  aComponent,
  anIncident,
  anyFacts,
  anyInstant,
  aReport,
  factsOf,
  someMaintenance,
} from './region-facts.fixture.ts';
import type { RegionFacts } from './region-facts.ts';
import { rollUp } from './roll-up.ts';

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

  it('a source fell silent for the third of its intervals, and since it spoke again', () => {
    const spoken = [40, 1].map((from) => aReport({ source: 'push', from, heardAt: from + 4, intervalMs: 5 }));
    const facts = factsOf({ components: [aComponent('a', [], { createdAt: 1, reports: spoken })] });
    expect([19, 20, 39, 40].map((now) => statusSince(facts, now))).toEqual([1, 20, 20, 40]);
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
  it('its course is at each instant what is judged of that instant, of it and of each component', () => {
    const story = fc.property(anyFacts, anyInstant, anyInstant, (facts, one, other) => {
      const [from, to] = one < other ? [one, other] : [other, one];
      const { region, components } = courseOf({ ...facts, from }, to);
      for (let at = from; at <= to; at++) {
        const judged = rollUp(facts, at);
        expect(statusAt(region, at)).toBe(judged.status);
        const statuses = [...components].map(([id, course]) => [id, statusAt(course, at)]);
        expect(statuses.filter(([, status]) => status !== undefined)).toEqual(
          judged.components.map(({ id, status }) => [id, status]),
        );
      }
      for (const course of [region, ...components.values()]) {
        for (const [i, step] of course.entries()) {
          expect(step.from).toBeGreaterThanOrEqual(from);
          expect(step.from).toBeLessThanOrEqual(to);
          expect(step.status).not.toBe(course[i - 1]?.status);
        }
      }
    });
    fc.assert(story, { numRuns: 300 });
  });
});

function statusAt(course: Course, at: number) {
  return course.findLast(({ from }) => from <= at)?.status;
}

function statusSince(facts: RegionFacts, now: number): number | null {
  return lastTurn(courseOf(facts, now).region);
}
