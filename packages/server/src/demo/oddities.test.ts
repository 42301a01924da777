import type { IncidentImpact, IncidentStatus } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { aComponent, anIncident } from '../status/region-facts.fixture.ts';
import { effectAt, odditiesOfIncidents } from './oddities.ts';

const components = [
  aComponent('print', 'operational', { jobTypes: ['print'] }),
  aComponent('copy', 'operational', { jobTypes: ['copy'] }),
  aComponent('console'),
];

/** An incident from 10 on in Europe, told of at these instants. */
function failingAt(
  incident: ReturnType<typeof anIncident>,
  type: 'print' | 'copy' | 'fax',
): (at: number) => number {
  const oddities = odditiesOfIncidents('eu', [incident], components);
  return (at) => effectAt(oddities, type, at).failing;
}

const said = (...told: (readonly [number, IncidentStatus, IncidentImpact])[]) =>
  anIncident({ startedAt: 10, componentIds: ['print', 'console'], said: told });

describe('the jobs of a component', () => {
  it('fail from the start of its incident to the end, by the impact of each update', () => {
    const failing = failingAt(
      said([15, 'investigating', 'major'], [20, 'identified', 'minor'], [30, 'resolved', 'minor']),
      'print',
    );
    expect([9, 10, 19, 20, 29, 30].map(failing)).toEqual([0, 0.4, 0.4, 0.03, 0.03, 0]);
  });

  it('fail by its own impact, whatever the incident has', () => {
    const componentImpacts = { print: 'none', copy: 'minor' } as const;
    const incident = anIncident({ startedAt: 10, impact: 'critical', componentImpacts });
    expect(failingAt(incident, 'print')(10)).toBe(0);
    expect(failingAt(incident, 'copy')(10)).toBe(0.03);
    expect(failingAt(incident, 'fax')(10)).toBe(0);
  });

  it('do not fail by an incident of a component that carries none', () => {
    const incident = anIncident({ startedAt: 10, componentIds: ['console'] });
    expect(failingAt(incident, 'print')(10)).toBe(0);
  });

  it('all fail by an incident of the region as such', () => {
    const incident = anIncident({ startedAt: 10, impact: 'critical' });
    for (const type of ['print', 'copy', 'fax'] as const) expect(failingAt(incident, type)(10)).toBe(0.85);
  });

  it('do not fail by what has moved on to another region', () => {
    const here = anIncident({ startedAt: 10 });
    const [moved] = anIncident({ startedAt: 20, regions: ['us'] }).updates;
    const failing = failingAt({ ...here, updates: [moved, ...here.updates] }, 'print');
    expect([19, 20, 99].map(failing)).toEqual([0.4, 0, 0]);
  });
});
