import { type StatusCode, statusNames } from '@platen/contract';
import type { Maintenance } from './maintenance.ts';
import type { ActiveIncident } from './region-facts.ts';
import { isAtLeastAsBad, statusOfImpact, worstOf } from './severity.ts';

interface Judged {
  readonly status: StatusCode;
  readonly components: readonly {
    readonly name: string;
    readonly status: StatusCode;
    readonly reason: string | null;
  }[];
  /** Newest first. */
  readonly incidents: readonly ActiveIncident[];
  readonly maintenance: readonly Maintenance[];
}

/** Why a region has its status, in one sentence: an incident in the operator's words where one explains it. */
export function summarize({ status, components, incidents, maintenance }: Judged): string {
  if (status === 'operational') return 'All components are operational.';
  const incident = incidentBehind(status, incidents);
  if (incident) return incident.incident.name;
  if (status === 'under_maintenance' && maintenance[0]) return `Maintenance: ${maintenance[0].name}`;
  return worstComponent(components) ?? 'Nothing is known about this region.';
}

/** The worst and newest incident, unless it is too small to explain the status. A lost region may be told by a major one. */
function incidentBehind(
  status: StatusCode,
  incidents: readonly ActiveIncident[],
): ActiveIncident | undefined {
  const worst = worstOf(incidents.map(({ said }) => statusOfImpact[said.impact]));
  const enough = status === 'major_outage' ? 'partial_outage' : status;
  if (worst === 'operational' || !isAtLeastAsBad(worst, enough)) return undefined;
  return incidents.find(({ said }) => statusOfImpact[said.impact] === worst);
}

function worstComponent(components: Judged['components']): string | undefined {
  const affected = components.filter(({ status }) => status !== 'operational');
  const worst = worstOf(affected.map(({ status }) => status));
  const first = affected.find(({ status }) => status === worst);
  if (!first) return undefined;
  const others = affected.length - 1;
  const more =
    others === 0 ? '' : `, and ${others} more ${others === 1 ? 'component' : 'components'} affected`;
  const why = first.reason === null ? '' : ` (${first.reason})`;
  return `${first.name}: ${statusNames[worst]}${why}${more}`;
}
