import type { IncidentImpact, IncidentStatus } from '@platen/contract';
import type { PageIncident, PageMaintenance } from '../status/index.ts';

/** What people read for the codes. Those of a status are in the contract. */

export const incidentStatusNames = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  postmortem: 'Post-mortem',
} as const satisfies Record<IncidentStatus, string>;

export const maintenanceStatusNames = {
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  completed: 'Completed',
} as const satisfies Record<PageMaintenance['status'], string>;

/** How bad it is; an advisory says that it is one. */
export function impactName({ kind, impact }: PageIncident): string {
  return kind === 'advisory' ? 'Advisory' : impactNames[impact];
}

export function isOver({ status }: PageIncident): boolean {
  return status === 'resolved' || status === 'postmortem';
}

const impactNames = {
  critical: 'Critical impact',
  major: 'Major impact',
  minor: 'Minor impact',
  none: 'No impact',
} as const satisfies Record<IncidentImpact, string>;
