import type { StatusCode } from '@platen/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../kit/instant.ts';
import { courseOf } from './course.ts';
import { anyFacts, factsOf } from './region-facts.fixture.ts';
import type { RegionFacts } from './region-facts.ts';
import { rollUp } from './roll-up.ts';
import { worstOf } from './severity.ts';
import { uptimeOf } from './uptime.ts';

describe('whatever is said of a region', () => {
  /** Things happen in steps of a quarter of a day, some of them on every day. */
  const step = 6 * hourMs;
  const anySpan = fc
    .tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 30 }))
    .map(([from, length]) => ({ from: from * step, to: (from + length) * step }));

  it('its uptime is what each quarter of a day comes to, one by one', () => {
    fc.assert(
      fc.property(anyFacts, anySpan, (unscaled, whole) => {
        const facts = scaled(unscaled, step);
        const { region, components } = courseOf({ ...facts, from: whole.from }, whole.to);
        const told = new Map([...components].map(([id, course]) => [id, uptimeOf(course, whole)]));
        const judged = [];
        for (let moment = whole.from; moment < whole.to; moment += step) {
          judged.push({ moment, ...rollUp(facts, moment) });
        }
        expectSame(
          uptimeOf(region, whole),
          judged.map(({ moment, status }) => ({ moment, status })),
        );
        for (const [id, uptime] of told) {
          const statuses = judged.map((one) => ({
            moment: one.moment,
            status: one.components.find((component) => component.id === id)?.status ?? ('unknown' as const),
          }));
          expectSame(uptime, statuses);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('without incidents and maintenance no more is known of it than of all of its components', () => {
    fc.assert(
      fc.property(anyFacts, anySpan, ({ components }, whole) => {
        const facts = scaled(factsOf({ components, from: 0 }), step);
        const course = courseOf({ ...facts, from: whole.from }, whole.to);
        const sum = [...course.components.values()].reduce(
          (known, one) => known + uptimeOf(one, whole).known,
          0,
        );
        expect(uptimeOf(course.region, whole).known).toBeLessThanOrEqual(sum + 1e-9);
      }),
    );
  });

  function expectSame(
    { ratio, known, days }: ReturnType<typeof uptimeOf>,
    judged: readonly { readonly moment: number; readonly status: StatusCode }[],
  ): void {
    expectShares({ ratio, known }, judged);
    const byDay = [...Map.groupBy(judged, ({ moment }) => Math.floor(moment / dayMs))];
    expect(days).toHaveLength(byDay.length);
    for (const [i, [day, ofDay]] of byDay.entries()) {
      const told = days[i];
      if (!told) continue;
      expect(told.date).toBe(new Date(day * dayMs).toISOString().slice(0, 10));
      expectShares(told, ofDay);
      const heard = ofDay.map(({ status }) => status).filter((status) => status !== 'unknown');
      expect(told.worst).toBe(heard.length === 0 ? 'unknown' : worstOf(heard));
    }
  }

  function expectShares(
    { ratio, known }: { readonly ratio: number | null; readonly known: number },
    judged: readonly { readonly status: StatusCode }[],
  ): void {
    const heard = judged.filter(({ status }) => status !== 'unknown');
    expect(known).toBeCloseTo(heard.length / judged.length, 9);
    if (heard.length === 0) {
      expect(ratio).toBeNull();
      return;
    }
    const lost = heard.filter(({ status }) => status === 'major_outage').length;
    const half = heard.filter(({ status }) => status === 'partial_outage').length;
    expect(ratio).toBeCloseTo(1 - (lost + half / 2) / heard.length, 9);
    expect(ratio).toBeGreaterThanOrEqual(0);
    expect(ratio).toBeLessThanOrEqual(1);
  }
});

/** The same story, told in longer units of time. */
function scaled(facts: RegionFacts, unit: number): RegionFacts {
  const times = (value: number | null) => (value === null ? null : value * unit);
  return {
    ...facts,
    components: facts.components.map((component) => ({
      ...component,
      createdAt: component.createdAt * unit,
      reports: component.reports.map((report) => ({
        ...report,
        from: report.from * unit,
        heardAt: report.heardAt * unit,
        intervalMs: times(report.intervalMs),
      })),
    })),
    incidents: facts.incidents.map((incident) => {
      const [newest, ...earlier] = incident.updates.map((update) => ({ ...update, at: update.at * unit }));
      return {
        ...incident,
        startedAt: incident.startedAt * unit,
        updates: newest ? [newest, ...earlier] : incident.updates,
      };
    }),
    maintenance: facts.maintenance.map((maintenance) => ({
      ...maintenance,
      announceAt: maintenance.announceAt * unit,
      startsAt: maintenance.startsAt * unit,
      endsAt: maintenance.endsAt * unit,
      cancelledAt: times(maintenance.cancelledAt),
    })),
  };
}
