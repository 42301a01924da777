import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../kit/instant.ts';
import { courseOf } from './course.ts';
import { aComponent, anIncident, aReport, factsOf, someMaintenance } from './region-facts.fixture.ts';
import type { RegionFacts } from './region-facts.ts';
import { type Span, uptimeOf } from './uptime.ts';

const january = Date.UTC(2026, 0, 1);
const at = (day: number, hour = 0) => january + (day - 1) * dayMs + hour * hourMs;
const span = (from: number, to: number): Span => ({ from, to });

/** The region, and the component `a` of it, over a span. */
function over(facts: Partial<RegionFacts>, { from, to }: Span) {
  const { region, components } = courseOf(factsOf({ ...facts, from }), to);
  return { region: uptimeOf(region, { from, to }), a: uptimeOf(components.get('a') ?? [], { from, to }) };
}

describe('the uptime', () => {
  it.each([
    ['operational', 1],
    ['degraded_performance', 1],
    ['under_maintenance', 1],
    ['partial_outage', 0.5],
    ['major_outage', 0],
  ] as const)('counts a time of %s as %d', (status, ratio) => {
    const components = [aComponent('a', status)];
    expect(over({ components }, span(at(1), at(2))).a).toEqual({
      ratio,
      known: 1,
      days: [{ date: '2026-01-01', ratio, known: 1, worst: status }],
    });
  });

  it('of what nobody knows is null, and not 1', () => {
    const nothing = { ratio: null, known: 0 };
    const { region, a } = over({ components: [aComponent('a', 'unknown')] }, span(at(1), at(2)));
    const day = { date: '2026-01-01', ...nothing, worst: 'unknown' };
    expect(a).toEqual({ ...nothing, days: [day] });
    expect(region).toEqual(a);
    expect(over({}, span(at(1), at(2))).region).toEqual(a);
  });

  it('is that of the time that is known, and says how much that is', () => {
    const reports = [
      aReport({
        source: 'push',
        status: 'operational',
        from: at(1, 6),
        heardAt: at(1, 6),
        intervalMs: 2 * hourMs,
      }),
      aReport({ source: 'push', status: 'major_outage', from: at(1), heardAt: at(1) }),
    ];
    const components = [aComponent('a', [], { createdAt: at(1), reports })];
    expect(over({ components }, span(at(1), at(2))).a).toMatchObject({ ratio: 0.5, known: 0.5 });
  });

  it('of a component begins with it', () => {
    const components = [aComponent('a', [[at(2, 12), 'operational']])];
    const { a, region } = over({ components }, span(at(1), at(3)));
    expect(a).toMatchObject({ ratio: 1, known: 0.25, days: [{ ratio: null, known: 0 }, { known: 0.5 }] });
    expect(region).toEqual(a);
  });

  it('of a region is not spoilt by a component that did not exist yet', () => {
    const components = [aComponent('a', [[at(2), 'operational']]), aComponent('b')];
    expect(over({ components }, span(at(1), at(3))).region).toMatchObject({ ratio: 1, known: 1 });
  });

  it('is told of each day in UTC, of which the first and the last may be parts', () => {
    const components = [
      aComponent('a', [
        [1, 'operational'],
        [at(2, 18), 'major_outage'],
        [at(3), 'operational'],
      ]),
    ];
    expect(over({ components }, span(at(1, 12), at(3, 6))).a).toEqual({
      ratio: 1 - 6 / 42,
      known: 1,
      days: [
        { date: '2026-01-01', ratio: 1, known: 1, worst: 'operational' },
        { date: '2026-01-02', ratio: 0.75, known: 1, worst: 'major_outage' },
        { date: '2026-01-03', ratio: 1, known: 1, worst: 'operational' },
      ],
    });
  });

  it('is lowered on each day that an incident lasts', () => {
    const incident = anIncident({
      startedAt: at(1, 18),
      componentIds: ['a'],
      impact: 'critical',
      said: [
        [at(1, 18), 'investigating'],
        [at(3, 6), 'resolved'],
      ],
    });
    const { a } = over({ components: [aComponent('a')], incidents: [incident] }, span(at(1), at(4)));
    expect(a.days.map(({ ratio, worst }) => [ratio, worst])).toEqual([
      [0.75, 'major_outage'],
      [0, 'major_outage'],
      [0.75, 'major_outage'],
    ]);
  });

  it('counts planned work as up, and as known though the source is silent', () => {
    const maintenance = [someMaintenance({ startsAt: at(1, 12), endsAt: at(2) })];
    const { a } = over({ components: [aComponent('a', 'unknown')], maintenance }, span(at(1), at(2)));
    expect(a).toMatchObject({ ratio: 1, known: 0.5, days: [{ worst: 'under_maintenance' }] });
  });

  it('of no time at all is not known', () => {
    expect(over({ components: [aComponent('a')] }, span(at(1), at(1))).a).toEqual({
      ratio: null,
      known: 0,
      days: [],
    });
  });
});
