import { readConstants } from '../support/measured.ts';
import type { Result, Table } from '../support/result.ts';
import { type Constants, type Costs, costsOn, type EngineName, engineNames, loadOf } from './costs.ts';
import { type Demand, demandOf } from './organizations.ts';
import { queueAt } from './queue.ts';
import { Random } from './random.ts';
import { stampede } from './stampede.ts';

const organizations = [10, 100, 1_000, 10_000, 100_000, 1_000_000];
/** Of a cell, at most: a server remembers 10,000 keys, forgets all when there are more, and an organization has two. */
const largestCell = 5_000;
const loads = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95];
const requests = 100_000;
const retention = { eventDays: 90, countDays: 400 };

/** What organizations of realistic sizes need, by the figures that the other benches have written. */
export async function benchScale(): Promise<Result> {
  return simulate(readConstants());
}

function simulate(constants: Constants): Result {
  const engines = engineNames.filter((name) => `${name}, live: events a second` in constants);
  const cell = demandOf(largestCell);
  return {
    tables: [
      demandTable(organizations.map((number) => demandOf(number))),
      needsTable(engines, constants),
      queueTable(cell, costsOn('PostgreSQL', cell, constants)),
      stampedeTable(constants),
    ],
    verdicts: [],
  };
}

function demandTable(demands: readonly Demand[]): Table {
  return {
    title: 'What organizations ask for in the busiest second of a week',
    head: [
      'organizations',
      'jobs a day',
      'devices',
      'events/s',
      'posts/s',
      'polls/s',
      '… in an incident',
      'streams',
    ],
    rows: demands.map(({ organizations, jobsADay, devices, peak }) =>
      [
        ...[organizations, jobsADay, devices, peak.events, peak.posts, peak.polls, peak.incidentPolls],
        peak.streams,
      ].map(figure),
    ),
  };
}

function needsTable(engines: readonly EngineName[], constants: Constants): Table {
  const rows = organizations.flatMap((number) => {
    const cells = Math.ceil(number / largestCell);
    const demand = demandOf(number / cells);
    return engines.map((engine) => [
      figure(number),
      engine,
      ...needsRow(cells, costsOn(engine, demand, constants)),
    ]);
  });
  return {
    title: `What they need: cells of ${figure(largestCell)} at most, half of each core to spare`,
    head: [
      ...[
        'organizations',
        'engine',
        'cells',
        'servers a cell',
        'database cores a cell',
        'written of what was measured',
      ],
      ...['GB a day', `GB: events ${retention.eventDays} days, counts ${retention.countDays}`],
    ],
    rows,
  };
}

function needsRow(cells: number, costs: Costs): string[] {
  const gigabytes = (bytes: number) => figure((cells * bytes) / 1e9);
  const { eventBytesADay: events, countBytesADay: counts } = costs;
  return [
    ...[
      figure(cells),
      figure(costs.servers),
      figure(costs.databaseCores),
      `${figure(costs.writeLoad * 100)} %`,
    ],
    ...[gigabytes(events + counts), gigabytes(events * retention.eventDays + counts * retention.countDays)],
  ];
}

/** One server of a cell, at loads that are not planned for, too. */
function queueTable(cell: Demand, costs: Costs): Table {
  return {
    title: `One server process of a cell of ${figure(cell.organizations)}, in an incident, by how busy it is`,
    head: ['busy', 'requests/s', 'queue, mean', 'queue, longest', 'p50, ms', 'p99, ms'],
    rows: loads.map((load) => {
      const scale = load / loadOf(costs.incident);
      const kinds = costs.incident.map(({ perSecond, micros }) => ({ perSecond: perSecond * scale, micros }));
      const perSecond = kinds.reduce((sum, kind) => sum + kind.perSecond, 0);
      const { mean, longest, p50, p99 } = queueAt(kinds, requests, new Random(2));
      return [`${(load * 100).toFixed(0)} %`, ...[perSecond, mean, longest, p50, p99].map(figure)];
    }),
  };
}

function stampedeTable(constants: Constants): Table {
  const tellMicros = constants['telling a stream, CPU µs'] ?? 0;
  return {
    title: 'A server is lost as an incident begins: each of those left, for 30 s',
    head: ['organizations of the cell', 'servers', 'queue, longest', 'p50, ms', 'p99, ms'],
    rows: [100, 1_000, largestCell].map((number) => {
      const demand = demandOf(number);
      const { incident, servers } = costsOn('PostgreSQL', demand, constants);
      const { longest, p50, p99 } = stampede(demand, incident, servers, tellMicros, new Random(3));
      return [figure(number), figure(servers), ...[longest, p50, p99].map(figure)];
    }),
  };
}

/** Two digits, as these are estimates. */
function figure(value: number): string {
  if (value > 0 && value < 0.01) return '< 0.01';
  return value.toLocaleString('en-US', { maximumSignificantDigits: 2 });
}
