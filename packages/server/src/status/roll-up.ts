import type { JobType, StatusCode } from '@platen/contract';
import { type ComponentHistory, inOrder } from './component.ts';
import type { Maintenance } from './maintenance.ts';
import {
  type ActiveIncident,
  activeIncidents,
  maintenanceInProgress,
  type RegionFacts,
} from './region-facts.ts';
import { type Reported, reportedAt } from './report.ts';
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

/**
 * Judges a region at an instant out of what was said of it. The kinds of job that a component carries are taken as they
 * are today.
 */
export function rollUp(facts: RegionFacts, atMs: number): RegionStatus {
  const incidents = activeIncidents(facts, atMs);
  const maintenance = maintenanceInProgress(facts, atMs);
  const components = inOrder(facts.components)
    .filter(({ region, createdAt }) => region === facts.region && createdAt <= atMs)
    .map((component) => judgeComponent(component, atMs, incidents, maintenance));
  const status = judgeRegion(components, incidents, maintenance);
  return {
    status,
    summary: summarize({ status, components, incidents, maintenance }),
    stale: components.some(({ stale }) => stale),
    components,
  };
}

export function judgeComponent(
  component: ComponentHistory,
  atMs: number,
  incidents: readonly ActiveIncident[],
  maintenance: readonly Maintenance[],
): ComponentStatus {
  const reported = reportedAt(component.reports, atMs);
  const maintained = maintenance.some(
    ({ componentIds }) => componentIds.length === 0 || componentIds.includes(component.id),
  );
  const impacts = incidents.flatMap(({ said }) => {
    const impact = said.componentImpacts[component.id];
    return impact === undefined ? [] : [statusOfImpact[impact]];
  });
  const status = worstOf([maintained ? duringMaintenance(reported) : reported.status, ...impacts]);
  return {
    id: component.id,
    name: component.name,
    jobTypes: component.jobTypes,
    status,
    reason: status === reported.status ? reported.reason : null,
    stale: reported.stale,
  };
}

/** Maintenance explains why nothing is heard of a component; it does not excuse one that is known to fail. */
function duringMaintenance({ status }: Reported): StatusCode {
  return status === 'unknown' ? 'under_maintenance' : worstOf([status, 'under_maintenance']);
}

/**
 * A region is lost when everything that carries jobs is, or when an incident says so with impact `critical`, whichever
 * components that lists. An incident counts for each region it is in, also when it lists no component of it.
 */
function judgeRegion(
  components: readonly ComponentStatus[],
  incidents: readonly ActiveIncident[],
  maintenance: readonly Maintenance[],
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
