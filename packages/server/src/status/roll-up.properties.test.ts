import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident, IncidentUpdate } from './incident.ts';
import { aComponent, anyFacts, anyInstant, incidents, someMaintenance } from './region-facts.fixture.ts';
import { activeIncidents, type RegionFacts } from './region-facts.ts';
import { rollUp } from './roll-up.ts';
import { isAtLeastAsBad } from './severity.ts';

describe('whatever is said of a region', () => {
  const always = (claim: (facts: RegionFacts, at: number) => void) =>
    fc.assert(fc.property(anyFacts, anyInstant, claim), { numRuns: 500 });

  it('it is never better than a part of it', () => {
    always((facts, at) => {
      const region = rollUp(facts, at);
      for (const { status } of region.components) {
        const claim = status === 'major_outage' ? 'partial_outage' : status;
        expect(isAtLeastAsBad(region.status, claim)).toBe(true);
      }
    });
  });

  it('without a critical incident it is lost exactly when all that carries jobs is down', () => {
    always((facts, at) => {
      fc.pre(activeIncidents(facts, at).every(({ said }) => said.impact !== 'critical'));
      const region = rollUp(facts, at);
      const carriers = region.components.filter(({ jobTypes }) => jobTypes.length > 0);
      const down = carriers.length > 0 && carriers.every(({ status }) => status === 'major_outage');
      expect(region.status === 'major_outage').toBe(down);
    });
  });

  it('an active incident counts, whichever components it lists', () => {
    always((facts, at) => {
      const floors = {
        critical: 'major_outage',
        major: 'partial_outage',
        minor: 'degraded_performance',
      } as const;
      const { status } = rollUp(facts, at);
      for (const { said } of activeIncidents(facts, at)) {
        if (said.impact !== 'none') expect(isAtLeastAsBad(status, floors[said.impact])).toBe(true);
      }
    });
  });

  it('to end an incident never makes it worse', () => {
    always((facts, at) => {
      const before = rollUp(facts, at).status;
      const after = rollUp({ ...facts, incidents: facts.incidents.slice(1) }, at).status;
      expect(isAtLeastAsBad(before, after)).toBe(true);
    });
  });

  it('it is operational only when each component is said to be, and there is one', () => {
    always((facts, at) => {
      const { status, components } = rollUp(facts, at);
      if (status !== 'operational') return;
      expect(components.length).toBeGreaterThan(0);
      expect(components.every((component) => component.status === 'operational')).toBe(true);
    });
  });

  it('what happens in other regions does not leak in', () => {
    fc.assert(
      fc.property(anyFacts, incidents, anyInstant, (facts, incident, at) => {
        const crowded = {
          ...facts,
          components: [
            ...facts.components,
            aComponent('us-print', 'major_outage', { region: 'us', jobTypes: ['print'] }),
          ],
          incidents: [...facts.incidents, elsewhere(incident)],
          maintenance: [...facts.maintenance, someMaintenance({ regions: ['us'] })],
        };
        expect(rollUp(crowded, at)).toEqual(rollUp(facts, at));
      }),
    );
  });
});

function elsewhere(incident: Incident): Incident {
  const [newest, ...earlier] = incident.updates;
  const inAmerica = (update: IncidentUpdate) => ({ ...update, regions: ['us'] });
  return { ...incident, updates: [inAmerica(newest), ...earlier.map(inAmerica)] };
}
