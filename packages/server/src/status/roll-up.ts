import type { JobType, StatusCode } from '@platen/contract';
import { type ComponentHistory, inOrder } from './component.ts';
import { impactOn } from './incident.ts';
import type { Maintenance } from './maintenance.ts';
import {
  type ActiveIncident,
  activeIncidents,
  maintenanceInProgress,
  type RegionFacts,
} from './region-facts.ts';
import { reportedAt } from './report.ts';
import { statusOfImpact, worstOf } from './severity.ts';
import { summarize } from './summary.ts';

export interface RegionStatus {
  readonly status: StatusCode;
  /** One sentence. */
  readonly summary: string;
  /** A source that counts has fallen silent. */
  readonly stale: boolean;
  /** In the operator's order. */
  readonly components: readonly ComponentStatus[];
}

export interface ComponentStatus {
  readonly id: string;
  readonly name: string;
  readonly jobTypes: readonly JobType[];
  /** The worst of what is reported, of its active incidents and of maintenance. */
  readonly status: StatusCode;
  /** Why, where its source told and nothing else made it so. */
  readonly reason: string | null;
  readonly stale: boolean;
}

/** What comes on top of what is reported: the incidents that are active in the region and the work in progress there. */
export interface Circumstances {
  readonly incidents: readonly ActiveIncident[];
  readonly maintenance: readonly Maintenance[];
}

/**
 * Judges a region at an instant out of what was said of it. The kinds of job that a component carries are taken as they
 * are today.
 */
export function rollUp(facts: RegionFacts, atMs: number): RegionStatus {
  const circumstances = circumstancesAt(facts, atMs);
  const components = inOrder(facts.components)
    .filter(({ region, createdAt }) => region === facts.region && createdAt <= atMs)
    .map((component) => judgeComponent(component, atMs, circumstances));
  const status = statusAmong(components, circumstances);
  return {
    status,
    summary: summarize({ status, components, ...circumstances }),
    stale: components.some(({ stale }) => stale),
    components,
  };
}

export function circumstancesAt(facts: RegionFacts, atMs: number): Circumstances {
  return { incidents: activeIncidents(facts, atMs), maintenance: maintenanceInProgress(facts, atMs) };
}

export function judgeComponent(
  { id, name, jobTypes, reports }: ComponentHistory,
  atMs: number,
  circumstances: Circumstances,
): ComponentStatus {
  const reported = reportedAt(reports, atMs);
  const status = statusOfComponent(id, reported.status, circumstances);
  const reason = status === reported.status ? reported.reason : null;
  return { id, name, jobTypes, status, reason, stale: reported.stale };
}

/** An incident makes a component worse, never better, each by its own impact. */
export function statusOfComponent(
  id: string,
  reported: StatusCode,
  { incidents, maintenance }: Circumstances,
): StatusCode {
  const maintained = maintenance.some(
    ({ componentIds }) => componentIds.length === 0 || componentIds.includes(id),
  );
  const impacts = incidents.flatMap(({ said }) => {
    const impact = impactOn(said, id);
    return impact === undefined ? [] : [statusOfImpact[impact]];
  });
  return worstOf([maintained ? duringMaintenance(reported) : reported, ...impacts]);
}

/** Maintenance explains why nothing is heard of a component; it does not excuse one that is known to fail. */
function duringMaintenance(reported: StatusCode): StatusCode {
  return reported === 'unknown' ? 'under_maintenance' : worstOf([reported, 'under_maintenance']);
}

/**
 * A region is lost when everything that carries jobs is, or when an incident says so with impact `critical`, whichever
 * components that lists. An incident counts for each region it is in, also when it lists no component of it.
 */
export function statusAmong(
  components: readonly Pick<ComponentStatus, 'jobTypes' | 'status'>[],
  { incidents, maintenance }: Circumstances,
): StatusCode {
  const carriers = components.filter(({ jobTypes }) => jobTypes.length > 0);
  const lost = carriers.length > 0 && carriers.every(({ status }) => status === 'major_outage');
  const unheardOf = components.length === 0 && maintenance.length === 0;
  return worstOf([
    ...(unheardOf ? ['unknown' as const] : []),
    ...components.map(({ status }) => (status === 'major_outage' && !lost ? 'partial_outage' : status)),
    ...maintenance.map(() => 'under_maintenance' as const),
    ...incidents.map(({ said }) => statusOfImpact[said.impact]),
  ]);
}
