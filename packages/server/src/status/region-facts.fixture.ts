import {
  type IncidentImpact,
  type IncidentStatus,
  incidentImpacts,
  incidentStatuses,
  jobTypes,
  type StatusCode,
  statusCodes,
} from '@platen/contract';
import fc from 'fast-check';
import type { ComponentHistory } from './component.ts';
import { type Incident, type IncidentUpdate, isOver } from './incident.ts';
import type { Maintenance } from './maintenance.ts';
import type { RegionFacts } from './region-facts.ts';
import { byHand, type Report } from './report.ts';

/** What the tests of this room tell of a region. Instants are small numbers: milliseconds of a clock that begins at 0. */

export function aReport(fields: Partial<Report> = {}): Report {
  const from = fields.from ?? 1;
  return {
    region: 'eu',
    componentId: 'print',
    source: byHand,
    status: 'operational',
    from,
    heardAt: from,
    intervalMs: null,
    message: null,
    trouble: null,
    ...fields,
  };
}

/** A component, and what was said of it by hand: one status from 1 on, or each from its instant on, the first first. */
export function aComponent(
  id: string,
  said: StatusCode | readonly (readonly [from: number, status: StatusCode | null])[] = 'operational',
  fields: Partial<Omit<ComponentHistory, 'id'>> = {},
): ComponentHistory {
  const region = fields.region ?? 'eu';
  const history = typeof said === 'string' ? [[1, said] as const] : said;
  const reports = history.map(([from, status]) => aReport({ region, componentId: id, status, from }));
  return {
    region,
    id,
    name: id,
    description: null,
    position: 0,
    jobTypes: [],
    createdAt: history[0]?.[0] ?? 1,
    updatedAt: history.at(-1)?.[0] ?? 1,
    reports: reports.toReversed(),
    ...fields,
  };
}

interface Said {
  readonly impact?: IncidentImpact;
  readonly regions?: readonly string[];
  /** With the impact of the incident, unless it is told. */
  readonly componentIds?: readonly string[];
  readonly componentImpacts?: Readonly<Record<string, IncidentImpact>>;
  /** Its updates, the first first; the impact is the incident's unless it is told. */
  readonly said?: readonly (readonly [number, IncidentStatus, IncidentImpact?])[];
}

export function anIncident({ said, ...fields }: Partial<Incident> & Said = {}): Incident {
  const { impact = 'major', regions = ['eu'], componentIds = [], componentImpacts, ...rest } = fields;
  const startedAt = fields.startedAt ?? 2;
  const [first, ...later] = (said ?? [[startedAt, 'investigating'] as const]).map(
    ([at, status, newImpact = impact], i): IncidentUpdate => ({
      id: `upd_${i}`,
      at,
      status,
      impact: newImpact,
      regions,
      componentImpacts: componentImpacts ?? Object.fromEntries(componentIds.map((id) => [id, newImpact])),
      body: 'News.',
      correctedAt: null,
    }),
  );
  if (!first) throw new Error('An incident has at least one update.');
  const newest = later.at(-1) ?? first;
  return {
    id: 'inc_1',
    kind: 'incident',
    name: 'Something fails',
    jobTypes: [],
    startedAt,
    createdAt: startedAt,
    updatedAt: newest.at,
    resolvedAt: isOver(newest.status) ? newest.at : null,
    url: null,
    origin: null,
    version: 1 + later.length,
    updates: later.length === 0 ? [first] : [newest, ...later.slice(0, -1).toReversed(), first],
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
    announceAt: 0,
    startsAt: 2,
    endsAt: 100,
    cancelledAt: null,
    origin: null,
    createdAt: 1,
    updatedAt: 1,
    version: 1,
    news: [],
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

const reports = fc.record({
  source: fc.constantFrom('hand', 'push', 'feed:vendor'),
  from: instants,
  status: fc.constantFrom(...statusCodes, null),
  heardFor: fc.nat(8),
  interval: fc.option(fc.integer({ min: 1, max: 5 })),
});

/** As it is told: a source speaks again within its three intervals or begins anew, and never of two instants at once. */
const components = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('a', 'b', 'c'),
      jobTypes: fc.subarray([...jobTypes]),
      told: fc.uniqueArray(reports, {
        minLength: 1,
        maxLength: 5,
        selector: ({ source, from }) => `${source} ${from}`,
      }),
    })
    .map(({ id, jobTypes: carried, told }) => {
      const inOrder = told.toSorted((a, b) => b.from - a.from);
      return aComponent(id, [], {
        jobTypes: carried,
        createdAt: inOrder.at(-1)?.from ?? 1,
        reports: inOrder.map(({ heardFor, interval, ...report }) => ({
          ...aReport(report),
          componentId: id,
          intervalMs: report.source === 'hand' ? null : interval,
          heardAt: Math.min(report.from + heardFor, nextOf(inOrder, report) - 1),
        })),
      });
    }),
  { selector: ({ id }) => id },
);

function nextOf(
  newestFirst: readonly { readonly source: string; readonly from: number }[],
  { source, from }: { readonly source: string; readonly from: number },
): number {
  const later = newestFirst.filter((other) => other.source === source && other.from > from);
  return later.at(-1)?.from ?? Number.POSITIVE_INFINITY;
}

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
