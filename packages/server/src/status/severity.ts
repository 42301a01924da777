import type { IncidentImpact, StatusCode } from '@platen/contract';

/**
 * Worst first. Unknown stands above under maintenance and operational: what nobody knows of must neither pass for
 * healthy nor be hidden by planned work elsewhere. What is known to be bad stands above it.
 */
const worstFirst: readonly StatusCode[] = [
  'major_outage',
  'partial_outage',
  'degraded_performance',
  'unknown',
  'under_maintenance',
  'operational',
];

/** The worst of the statuses; `operational` when there are none. */
export function worstOf(statuses: readonly StatusCode[]): StatusCode {
  return worstFirst.find((status) => statuses.includes(status)) ?? 'operational';
}

export function isAtLeastAsBad(status: StatusCode, as: StatusCode): boolean {
  return worstFirst.indexOf(status) <= worstFirst.indexOf(as);
}

/** What an incident makes of the components it lists. */
export const statusOfImpact = {
  critical: 'major_outage',
  major: 'partial_outage',
  minor: 'degraded_performance',
  none: 'operational',
} as const satisfies Record<IncidentImpact, StatusCode>;
