import { incidentImpacts, incidentStatuses } from '@platen/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activeAt, type Incident, incidentIn, isOver, regionsEver, resolvedAtBy } from './incident.ts';
import { aComponent, anIncident, anyInstant, factsOf } from './region-facts.fixture.ts';
import { rollUp } from './roll-up.ts';

const everywhere = ['ap', 'eu', 'us'];

/** An incident that is somewhere else with each of its updates. */
const wanderers: fc.Arbitrary<Incident> = fc
  .record({
    startedAt: fc.integer({ min: 1, max: 20 }),
    updates: fc.array(
      fc.record({
        after: fc.nat(9),
        status: fc.constantFrom(...incidentStatuses),
        impact: fc.constantFrom(...incidentImpacts),
        regions: fc.subarray(everywhere, { minLength: 1 }),
        componentImpacts: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(...incidentImpacts)),
        correctedAfter: fc.option(fc.nat(9)),
      }),
      { minLength: 1, maxLength: 7 },
    ),
  })
  .map(({ startedAt, updates: told }) => {
    let at = startedAt;
    const [first, ...later] = told.map(({ after, correctedAfter, ...said }, i) => {
      at += after;
      const body = `Of ${said.regions.join(', ')}.`;
      const correctedAt = correctedAfter === null ? null : at + correctedAfter;
      return { id: `upd_${i}`, at, body, correctedAt, ...said };
    });
    const incident = anIncident({ startedAt });
    const updates: Incident['updates'] = [
      later.at(-1) ?? first ?? incident.updates[0],
      ...[first, ...later]
        .slice(0, -1)
        .toReversed()
        .filter((update) => update !== undefined),
    ];
    return { ...incident, updates, updatedAt: at + 20, resolvedAt: resolvedAtBy(updates) };
  });

const always = (claim: (incident: Incident, region: string, at: number) => void) =>
  fc.assert(fc.property(wanderers, fc.constantFrom(...everywhere), anyInstant, claim), { numRuns: 2000 });

describe('an incident as a region has it', () => {
  it('is there exactly when the region was ever in it', () => {
    always((incident, region) => {
      expect(incidentIn(incident, region) !== undefined).toBe(regionsEver(incident).includes(region));
    });
  });

  it('judges the region as the whole incident does, at any instant', () => {
    always((incident, region, at) => {
      const here = incidentIn(incident, region);
      const [whole, part] = [incident, ...(here ? [here] : [])].map((each) => {
        const said = activeAt(each, region, at);
        return said && { impact: said.impact, componentImpacts: said.componentImpacts };
      });
      expect(part).toEqual(whole);
      const judged = (incidents: readonly Incident[]) =>
        rollUp(factsOf({ region, components: [aComponent('a', 'operational', { region })], incidents }), at);
      expect(judged(here ? [here] : [])).toEqual(judged([incident]));
    });
  });

  it('has nothing of other regions in it: no update of them alone, and no name', () => {
    always((incident, region) => {
      const here = incidentIn(incident, region);
      fc.pre(here !== undefined);
      for (const [i, update] of here.updates.entries()) {
        expect(update.regions).toEqual([region]);
        const told = incident.updates.find(({ id }) => id === update.id);
        const before = here.updates[i + 1];
        if (told?.regions.includes(region)) expect(update).toEqual({ ...told, regions: [region] });
        else {
          expect(update).toMatchObject({ at: told?.at, body: told?.body, status: 'resolved' });
          expect(before && isOver(before.status)).toBe(false);
          expect(update).toMatchObject({
            impact: before?.impact,
            componentImpacts: before?.componentImpacts,
          });
        }
      }
    });
  });

  it('does not change by what is told of others once it has left', () => {
    always((incident, region) => {
      const others = everywhere.filter((other) => other !== region);
      const [newest] = incident.updates;
      fc.pre(!newest.regions.includes(region));
      const later = { ...newest, id: 'upd_later', at: newest.at + 5, body: 'More.', regions: others };
      const updates: Incident['updates'] = [later, ...incident.updates];
      const longer = { ...incident, updates, updatedAt: 99, resolvedAt: resolvedAtBy(updates), version: 9 };
      expect(told(longer, region)).toEqual(told(incident, region));
    });
  });

  it('is over exactly when its newest update says so, and was so since then', () => {
    always((incident, region) => {
      const here = incidentIn(incident, region);
      fc.pre(here !== undefined);
      expect(here.resolvedAt).toBe(resolvedAtBy(here.updates));
      expect(here.resolvedAt !== null).toBe(isOver(here.updates[0].status));
      expect(here.startedAt).toBeLessThanOrEqual(here.updates.at(-1)?.at ?? 0);
    });
  });
});

/** The version counts what is written, which is nothing that is told. */
function told(incident: Incident, region: string) {
  const here = incidentIn(incident, region);
  return here && { ...here, version: 0 };
}
