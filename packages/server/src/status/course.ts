import type { StatusCode } from '@platen/contract';
import { type ComponentHistory, inOrder } from './component.ts';
import { activeAt } from './incident.ts';
import { type ActiveIncident, maintenanceInProgress, type RegionFacts } from './region-facts.ts';
import { type Report, staleFrom, statusOfReports } from './report.ts';
import { type Circumstances, statusAmong, statusOfComponent } from './roll-up.ts';

/** A status that lasted from an instant on, until the next step. */
interface Step {
  readonly from: number;
  readonly status: StatusCode;
}

/** The earliest first; none has the status of the one before it. Before the first there was nothing to judge. */
export type Course = readonly Step[];

export interface RegionCourse {
  readonly region: Course;
  /** By id, in the operator's order. */
  readonly components: ReadonlyMap<string, Course>;
}

/**
 * What a region and its components were from `facts.from` up to and including `to`: what `rollUp` answers for each
 * instant of it, in one pass. A component that changes once a minute has 130,000 reports in 90 days; to judge them one by
 * one, each by a look at all of them, took minutes where this takes 0.2 s.
 */
export function courseOf(facts: RegionFacts, to: number): RegionCourse {
  const circumstances = circumstancesOf(facts, to);
  const components = inOrder(facts.components).filter(({ region }) => region === facts.region);
  const courses = components.map((component) => courseOfComponent(component, facts.from, to, circumstances));
  const stepsOf = components.map(({ jobTypes }, i) =>
    reading((courses[i] ?? []).map(({ from, status }) => ({ from, status, jobTypes }))),
  );
  const circumstancesAt = reading(circumstances);
  const region = stepsAt(momentsOf([circumstances, ...courses].map(beginnings), to), (at) => {
    const standing = stepsOf.map((stepAt) => stepAt(at)).filter((step) => step !== undefined);
    return statusAmong(standing, circumstancesAt(at) ?? calm);
  });
  return { region, components: new Map(components.map(({ id }, i) => [id, courses[i] ?? []])) };
}

/** When the last status of the course began; null when it never had another, or none that is known. */
export function lastTurn(course: Course): number | null {
  return course.length > 1 ? (course.at(-1)?.from ?? null) : null;
}

const calm: Circumstances = { incidents: [], maintenance: [] };

interface Timed {
  readonly from: number;
}

/** The incidents and the maintenance of the region, from `facts.from` on and whenever they change. */
function circumstancesOf(facts: RegionFacts, to: number): readonly (Circumstances & Timed)[] {
  const { from, region, incidents, maintenance } = facts;
  const turns = Map.groupBy(
    incidents.flatMap((incident) =>
      [incident.startedAt, ...incident.updates.map(({ at }) => at)].map((at) => ({
        at: Math.max(at, from),
        incident,
      })),
    ),
    ({ at }) => at,
  );
  const ofMaintenance = maintenance
    .flatMap(({ startsAt, endsAt, cancelledAt }) => [startsAt, endsAt, cancelledAt ?? endsAt])
    .map((at) => Math.max(at, from));
  const active = new Map<string, ActiveIncident>();
  return momentsOf([[from], [...turns.keys()], ofMaintenance], to).map((at) => {
    for (const { incident } of turns.get(at) ?? []) {
      const said = activeAt(incident, region, at);
      if (said) active.set(incident.id, { incident, said });
      else active.delete(incident.id);
    }
    return { from: at, incidents: [...active.values()], maintenance: maintenanceInProgress(facts, at) };
  });
}

function courseOfComponent(
  { id, createdAt, reports }: ComponentHistory,
  from: number,
  to: number,
  circumstances: readonly (Circumstances & Timed)[],
): Course {
  const begin = Math.max(from, createdAt);
  const reported = courseOfReports(reports, begin, to);
  const reportedAt = reading(reported);
  const circumstancesAt = reading(circumstances);
  const moments = momentsOf([reported, circumstances].map(beginnings), to).filter((at) => at >= begin);
  return stepsAt(moments, (at) =>
    statusOfComponent(id, reportedAt(at)?.status ?? 'unknown', circumstancesAt(at) ?? calm),
  );
}

function courseOfReports(newestFirst: readonly Report[], from: number, to: number): Course {
  const turns = [...newestFirst.map((report) => report.from), ...silences(newestFirst)];
  const reports = newestFirst.toReversed();
  const newest = new Map<string, Report>();
  let next = 0;
  return stepsAt(momentsOf([[from], turns.filter((at) => at > from)], to), (at) => {
    for (let report = reports[next]; report && report.from <= at; report = reports[++next]) {
      newest.set(report.source, report);
    }
    return statusOfReports([...newest.values()], at);
  });
}

/** When sources fell silent for too long, before they spoke again. */
export function silences(newestFirst: readonly Report[]): readonly number[] {
  const spokeAgainAt = new Map<string, number>();
  return newestFirst.flatMap((report) => {
    const silentFrom = staleFrom(report);
    const next = spokeAgainAt.get(report.source) ?? Number.POSITIVE_INFINITY;
    spokeAgainAt.set(report.source, report.from);
    return silentFrom !== null && silentFrom < next ? silentFrom : [];
  });
}

function beginnings(steps: readonly Timed[]): readonly number[] {
  return steps.map(({ from }) => from);
}

/** Each instant up to `to` once, the earliest first. */
function momentsOf(lists: readonly (readonly number[])[], to: number): readonly number[] {
  const moments: number[] = [];
  for (const at of lists.flat().sort((a, b) => a - b)) {
    if (at <= to && at !== moments.at(-1)) moments.push(at);
  }
  return moments;
}

/** What holds at instants of which each is later than the one asked for before. */
function reading<T extends Timed>(inOrderOfTime: readonly T[]): (at: number) => T | undefined {
  let next = 0;
  return (at) => {
    while ((inOrderOfTime[next]?.from ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    return inOrderOfTime[next - 1];
  };
}

function stepsAt(moments: readonly number[], statusAt: (at: number) => StatusCode): Course {
  const steps: Step[] = [];
  for (const from of moments) {
    const status = statusAt(from);
    if (steps.at(-1)?.status !== status) steps.push({ from, status });
  }
  return steps;
}
