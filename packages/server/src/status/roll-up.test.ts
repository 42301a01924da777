import type { StatusCode } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { aComponent, anIncident, factsOf, someMaintenance } from './region-facts.fixture.ts';
import type { RegionFacts } from './region-facts.ts';
import { rollUp } from './roll-up.ts';

const now = 50;
const carrier = { jobTypes: ['print'] } as const;
const print = (status: StatusCode) => aComponent('print', status, { name: 'Cloud print', ...carrier });
const scan = (status: StatusCode) =>
  aComponent('scan', status, { name: 'Scan to cloud', jobTypes: ['scan'] });
const portal = (status: StatusCode) => aComponent('portal', status, { name: 'Portal' });

const examples: readonly [
  sentence: string,
  facts: Partial<RegionFacts>,
  status: StatusCode,
  summary: string,
][] = [
  ['of a region that nobody spoke of nothing is known', {}, 'unknown', 'Nothing is known about this region.'],
  [
    'all is well when every component is',
    { components: [print('operational'), scan('operational')] },
    'operational',
    'All components are operational.',
  ],
  [
    'one component down is a part of the region down',
    { components: [print('operational'), scan('major_outage')] },
    'partial_outage',
    'Scan to cloud: Major Outage',
  ],
  [
    'five of nine components down are still a part',
    {
      components: Array.from({ length: 9 }, (_, i) =>
        aComponent(`c${i}`, i < 5 ? 'major_outage' : 'operational', carrier),
      ),
    },
    'partial_outage',
    'c0: Major Outage, and 4 more components affected',
  ],
  [
    'the region is lost when all that carries jobs is down, whatever the portal does',
    { components: [portal('operational'), print('major_outage'), scan('major_outage')] },
    'major_outage',
    'Cloud print: Major Outage, and 1 more component affected',
  ],
  [
    'a region is not lost by components that carry no jobs',
    { components: [portal('major_outage')] },
    'partial_outage',
    'Portal: Major Outage',
  ],
  [
    'a critical incident loses the region although its components say otherwise',
    { components: [print('operational')], incidents: [anIncident({ impact: 'critical' })] },
    'major_outage',
    'Something fails',
  ],
  [
    'an incident whose only component is a placeholder of no region counts',
    { components: [print('operational')], incidents: [anIncident({ componentIds: ['placeholder'] })] },
    'partial_outage',
    'Something fails',
  ],
  [
    'an incident counts in a region without components',
    { incidents: [anIncident({ impact: 'minor' })] },
    'degraded_performance',
    'Something fails',
  ],
  [
    'an incident without impact changes nothing',
    { components: [print('operational')], incidents: [anIncident({ impact: 'none' })] },
    'operational',
    'All components are operational.',
  ],
  [
    'an incident without impact does not make an unheard-of region known',
    { incidents: [anIncident({ impact: 'none' })] },
    'unknown',
    'Nothing is known about this region.',
  ],
  [
    'a small incident does not speak for a large outage',
    {
      components: [print('operational'), scan('major_outage')],
      incidents: [anIncident({ impact: 'minor' })],
    },
    'partial_outage',
    'Scan to cloud: Major Outage',
  ],
  [
    'a major incident speaks for a region that is lost',
    { components: [print('major_outage')], incidents: [anIncident({ impact: 'major' })] },
    'major_outage',
    'Something fails',
  ],
  [
    'the worst of the incidents speaks, and of two alike the newer',
    {
      incidents: [
        anIncident({ id: 'inc_1', name: 'Old', startedAt: 3 }),
        anIncident({ id: 'inc_2', name: 'New', startedAt: 4 }),
        anIncident({ id: 'inc_3', name: 'Small', startedAt: 5, impact: 'minor' }),
      ],
    },
    'partial_outage',
    'New',
  ],
  [
    'a component of which nothing is known keeps the region from being operational',
    { components: [print('operational'), scan('unknown')] },
    'unknown',
    'Scan to cloud: Unknown',
  ],
  [
    'what is known to be slow is told before what is not known',
    { components: [print('degraded_performance'), scan('unknown')] },
    'degraded_performance',
    'Cloud print: Degraded Performance, and 1 more component affected',
  ],
  [
    'maintenance without components covers all of the region',
    { components: [print('operational'), scan('operational')], maintenance: [someMaintenance()] },
    'under_maintenance',
    'Maintenance: New servers',
  ],
  [
    'maintenance makes a region without components known',
    { maintenance: [someMaintenance()] },
    'under_maintenance',
    'Maintenance: New servers',
  ],
  [
    'maintenance explains the silence of its component',
    { components: [scan('unknown')], maintenance: [someMaintenance({ componentIds: ['scan'] })] },
    'under_maintenance',
    'Maintenance: New servers',
  ],
  [
    'maintenance of one component does not hide the silence of another',
    {
      components: [print('unknown'), scan('operational')],
      maintenance: [someMaintenance({ componentIds: ['scan'] })],
    },
    'unknown',
    'Cloud print: Unknown, and 1 more component affected',
  ],
  [
    'maintenance does not excuse an outage',
    { components: [print('operational'), scan('partial_outage')], maintenance: [someMaintenance()] },
    'partial_outage',
    'Scan to cloud: Partial Outage, and 1 more component affected',
  ],
  [
    'maintenance to come changes nothing yet',
    { components: [print('operational')], maintenance: [someMaintenance({ startsAt: now + 1 })] },
    'operational',
    'All components are operational.',
  ],
  [
    'maintenance called off ends at once',
    { components: [print('operational')], maintenance: [someMaintenance({ cancelledAt: now })] },
    'operational',
    'All components are operational.',
  ],
  [
    'the status set by hand may be under maintenance',
    { components: [print('under_maintenance')] },
    'under_maintenance',
    'Cloud print: Under Maintenance',
  ],
];

describe('a region is judged by what was said of it', () => {
  it.each(examples)('%s', (_, facts, status, summary) => {
    expect(rollUp(factsOf(facts), now)).toMatchObject({ status, summary });
  });

  it('a listed component is at least as bad as the impact of the incident', () => {
    const facts = factsOf({
      components: [print('operational'), scan('operational')],
      incidents: [anIncident({ componentIds: ['scan'] })],
    });
    expect(rollUp(facts, now).components.map(({ status }) => status)).toEqual([
      'operational',
      'partial_outage',
    ]);
  });

  it('a component worse than its incident stays as bad as it is', () => {
    const facts = factsOf({
      components: [scan('major_outage')],
      incidents: [anIncident({ impact: 'minor', componentIds: ['scan'] })],
    });
    expect(rollUp(facts, now).components[0]?.status).toBe('major_outage');
  });
});

describe('an incident has the impact that was said last', () => {
  const incident = anIncident({
    startedAt: 10,
    impact: 'minor',
    said: [
      [20, 'identified', 'minor'],
      [30, 'monitoring', 'major'],
      [40, 'resolved'],
      [50, 'investigating', 'minor'],
    ],
  });
  it.each([
    [9, 'unknown', 'before its start'],
    [10, 'degraded_performance', 'from its start, though the first update came later'],
    [29, 'degraded_performance', 'until an update says otherwise'],
    [30, 'partial_outage', 'when an update makes it worse'],
    [40, 'unknown', 'when it is resolved'],
    [50, 'degraded_performance', 'when it is opened again'],
  ] as const)('at %i the region is %s: %s', (at, status, _because) => {
    expect(rollUp(factsOf({ incidents: [incident] }), at).status).toBe(status);
  });
});
