import type { JobType, StatusCode } from '@platen/contract';
import { type ComponentHistory, statusSetAt } from './component.ts';
import type { Maintenance } from './maintenance.ts';
import {
  type ActiveIncident,
  activeIncidents,
  maintenanceInProgress,
  type RegionFacts,
} from './region-facts.ts';
import { statusOfImpact, worstOf } from './severity.ts';
import { summarize } from './summary.ts';

export interface RegionStatus {
  readonly status: StatusCode;
  /** One sentence. */
  readonly summary: string;
  readonly components: readonly ComponentStatus[];
}

export interface ComponentStatus {
  readonly id: string;
  readonly name: string;
  readonly jobTypes: readonly JobType[];
  /** The worst of what the operator set, of its active incidents and of maintenance. */
  readonly status: StatusCode;
}

/**
 * Judges a region at an instant out of what was said of it. The kinds of job that a component carries are taken as they
 * are today.
 */
export function rollUp(facts: RegionFacts, atMs: number): RegionStatus {
  const incidents = activeIncidents(facts, atMs);
  const maintenance = maintenanceInProgress(facts, atMs);
  const components = facts.components.flatMap((component) => {
    const set = component.region === facts.region ? statusSetAt(component, atMs) : undefined;
    return set === undefined ? [] : [judgeComponent(component, set, incidents, maintenance)];
  });
  const status = judgeRegion(components, incidents, maintenance);
  return { status, summary: summarize({ status, components, incidents, maintenance }), components };
}

function judgeComponent(
  component: ComponentHistory,
  set: StatusCode,
  incidents: readonly ActiveIncident[],
  maintenance: readonly Maintenance[],
): ComponentStatus {
  const maintained = maintenance.some(
    ({ componentIds }) => componentIds.length === 0 || componentIds.includes(component.id),
  );
  const impacts = incidents
    .filter(({ incident }) => incident.componentIds.includes(component.id))
    .map(({ impact }) => statusOfImpact[impact]);
  return {
    id: component.id,
    name: component.name,
    jobTypes: component.jobTypes,
    status: worstOf([maintained ? duringMaintenance(set) : set, ...impacts]),
  };
}

/** Maintenance explains why nothing is heard of a component; it does not excuse one that is known to fail. */
function duringMaintenance(set: StatusCode): StatusCode {
  return set === 'unknown' ? 'under_maintenance' : worstOf([set, 'under_maintenance']);
}

/**
 * A region is lost when everything that carries jobs is, or when an incident says so with impact `critical`, whichever
 * components that lists. An incident counts for each region it names, also when it lists no component of it.
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
    ...incidents.map(({ impact }) => statusOfImpact[impact]),
  ]);
}
