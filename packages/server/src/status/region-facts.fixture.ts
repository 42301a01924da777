import {
  type IncidentImpact,
  type IncidentStatus,
  incidentImpacts,
  incidentStatuses,
  type JobType,
  jobTypes,
  type StatusCode,
  statusCodes,
} from '@platen/contract';
import fc from 'fast-check';
import type { ComponentHistory } from './component.ts';
import type { Incident } from './incident.ts';
import type { Maintenance } from './maintenance.ts';
import type { RegionFacts } from './region-facts.ts';

/** What the tests of this room tell of a region. Instants are small numbers: milliseconds of a clock that begins at 0. */

export function aComponent(
  id: string,
  said: StatusCode | readonly (readonly [at: number, status: StatusCode])[] = 'operational',
  fields: { region?: string; name?: string; jobTypes?: readonly JobType[] } = {},
): ComponentHistory {
  const region = fields.region ?? 'eu';
  const history = typeof said === 'string' ? [[1, said] as const] : said;
  const changes = history.map(([at, status]) => ({ region, componentId: id, status, at })).toReversed();
  return {
    region,
    id,
    name: fields.name ?? id,
    jobTypes: fields.jobTypes ?? [],
    status: changes[0]?.status ?? 'operational',
    updatedAt: changes[0]?.at ?? 0,
    changes,
  };
}

export function anIncident(
  fields: Partial<Incident> & { said?: readonly (readonly [number, IncidentStatus, IncidentImpact?])[] } = {},
): Incident {
  const { said, ...rest } = fields;
  const startedAt = fields.startedAt ?? 2;
  const impact = fields.impact ?? 'major';
  const updates = (said ?? [[startedAt, 'investigating'] as const])
    .map(([at, status, newImpact]) => ({ at, status, impact: newImpact ?? impact, body: 'News.' }))
    .toReversed();
  return {
    id: 'inc_1',
    name: 'Something fails',
    impact,
    status: updates[0]?.status ?? 'investigating',
    regions: ['eu'],
    componentIds: [],
    jobTypes: [],
    startedAt,
    updatedAt: updates[0]?.at ?? startedAt,
    resolvedAt: null,
    url: null,
    updates,
    ...rest,
  };
}

export function someMaintenance(fields: Partial<Maintenance> = {}): Maintenance {
  return {
    id: 'mnt_1',
    name: 'New servers',
    body: 'We change the servers.',
    regions: ['eu'],
    componentIds: [],
    startsAt: 2,
    endsAt: 100,
    cancelledAt: null,
    updatedAt: 1,
    ...fields,
  };
}

export function factsOf(fields: Partial<RegionFacts> = {}): RegionFacts {
  return {
    region: 'eu',
    from: 0,
    components: [],
    incidents: [],
    maintenance: [],
    observedAt: null,
    ...fields,
  };
}

const instants = fc.integer({ min: 1, max: 60 });
const regionLists = fc.subarray(['eu', 'us'], { minLength: 1 });
const componentLists = fc.subarray(['a', 'b', 'c', 'elsewhere']);

const components = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('a', 'b', 'c'),
      jobTypes: fc.subarray([...jobTypes]),
      history: fc.uniqueArray(fc.tuple(instants, fc.constantFrom(...statusCodes)), {
        minLength: 1,
        maxLength: 4,
        selector: ([at]) => at,
      }),
    })
    .map(({ id, jobTypes: carried, history }) =>
      aComponent(
        id,
        history.toSorted(([a], [b]) => a - b),
        { jobTypes: carried },
      ),
    ),
  { selector: ({ id }) => id },
);

export const incidents = fc
  .record({
    id: fc.uuid(),
    impact: fc.constantFrom(...incidentImpacts),
    regions: regionLists,
    componentIds: componentLists,
    said: fc.array(
      fc.tuple(instants, fc.constantFrom(...incidentStatuses), fc.constantFrom(...incidentImpacts)),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ said, ...fields }) => {
    const inOrder = said.toSorted(([a], [b]) => a - b);
    return anIncident({ ...fields, startedAt: inOrder[0]?.[0] ?? 1, said: inOrder });
  });

const maintenances = fc
  .record({
    id: fc.uuid(),
    regions: regionLists,
    componentIds: componentLists,
    startsAt: instants,
    length: fc.integer({ min: 1, max: 30 }),
    cancelledAt: fc.option(instants),
  })
  .map(({ length, ...fields }) => someMaintenance({ ...fields, endsAt: fields.startsAt + length }));

/** Any region `eu`, in which things happen between 1 and 90. */
export const anyFacts = fc
  .record({
    components,
    incidents: fc.array(incidents, { maxLength: 3 }),
    maintenance: fc.array(maintenances, { maxLength: 2 }),
  })
  .map(factsOf);

export const anyInstant = fc.integer({ min: 0, max: 100 });
