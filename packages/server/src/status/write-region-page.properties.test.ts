import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseOf, lastTurn } from './course.ts';
import { anyFacts, anyInstant, factsOf } from './region-facts.fixture.ts';
import type { RegionFacts } from './region-facts.ts';
import { rollUp } from './roll-up.ts';
import { writeRegionPage } from './write-region-page.ts';

const region = { id: 'eu', name: 'Europe', pageAccess: 'public', createdAt: 0, updatedAt: 0 } as const;

function pageAt(facts: RegionFacts, now: number) {
  const course = courseOf(facts, now);
  const span = { from: facts.from, to: now };
  return writeRegionPage(region, facts, { course, span, since: lastTurn(course.region) }, now);
}

/** What a reader sees of it, without what is counted up to now; also, of which components a source is silent. */
function toldAt(facts: RegionFacts, now: number) {
  const { updatedAt: _, uptime: __, components, ...page } = pageAt(facts, now);
  const told = components.map(({ updatedAt, uptime, ...component }) => component);
  return { ...page, components: told, silent: rollUp(facts, now).components.map(({ stale }) => stale) };
}

describe('whatever is said of a region', () => {
  it('the clock alone changes its page exactly when it says that it was changed', () => {
    let turned = 0;
    const story = fc.property(anyFacts, anyInstant, fc.integer({ min: 1, max: 30 }), (facts, now, later) => {
      const written = writtenBy(facts, now);
      const [before, after] = [pageAt(written, now), pageAt(written, now + later)];
      expect(before.updatedAt).toBeLessThanOrEqual(now);
      expect(after.updatedAt).toBeLessThanOrEqual(now + later);
      const changedAt: number[] = [];
      for (let at = now + 1; at <= now + later; at++) {
        if (JSON.stringify(toldAt(written, at)) !== JSON.stringify(toldAt(written, at - 1)))
          changedAt.push(at);
      }
      expect(after.updatedAt).toBe(changedAt.at(-1) ?? before.updatedAt);
      turned += changedAt.length;
    });
    fc.assert(story, { numRuns: 500 });
    expect(turned).toBeGreaterThan(50);
  });

  it('the clock alone changes what is told of a component exactly when that says so', () => {
    const story = fc.property(anyFacts, anyInstant, fc.integer({ min: 1, max: 30 }), (facts, now, later) => {
      const written = writtenBy(facts, now);
      const toldOf = (id: string, at: number) => {
        const component = rollUp(written, at).components.find((one) => one.id === id);
        return `${component?.status} ${component?.reason} ${component?.stale}`;
      };
      const updatedAt = (id: string, at: number) =>
        pageAt(written, at).components.find((one) => one.id === id)?.updatedAt;
      for (const { id } of written.components) {
        let changedAt = updatedAt(id, now);
        for (let at = now + 1; at <= now + later; at++) {
          if (toldOf(id, at) !== toldOf(id, at - 1)) changedAt = at;
        }
        expect(updatedAt(id, now + later)).toBe(changedAt);
      }
    });
    fc.assert(story, { numRuns: 200 });
  });

  it('its page names no other region', () => {
    fc.assert(
      fc.property(anyFacts, anyInstant, (facts, now) => {
        const page = pageAt(facts, now);
        expect(JSON.stringify(page)).not.toMatch(/"us"|elsewhere/);
        const ours = facts.maintenance.filter(({ regions }) => regions.includes('eu')).map(({ id }) => id);
        expect(page.maintenance.filter(({ id }) => !ours.includes(id))).toEqual([]);
      }),
    );
  });
});

/** As much of it as could have been written down by then. */
function writtenBy(facts: RegionFacts, now: number): RegionFacts {
  return factsOf({
    components: facts.components
      .filter(({ createdAt }) => createdAt <= now)
      .map((component) => ({
        ...component,
        updatedAt: component.createdAt,
        reports: component.reports
          .filter(({ from }) => from <= now)
          .map((report) => ({ ...report, heardAt: Math.min(report.heardAt, now) })),
      })),
    incidents: facts.incidents.filter(({ updates: [newest] }) => newest.at <= now),
    maintenance: facts.maintenance
      .filter(({ updatedAt }) => updatedAt <= now)
      .map((work) => ({
        ...work,
        cancelledAt: work.cancelledAt !== null && work.cancelledAt <= now ? work.cancelledAt : null,
      })),
  });
}
