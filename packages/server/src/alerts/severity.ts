import { type AlertSeverity, alertSeverities } from '@platen/contract';

export function isAtLeastAsSevere(severity: AlertSeverity, as: AlertSeverity): boolean {
  return alertSeverities.indexOf(severity) <= alertSeverities.indexOf(as);
}

/** `info` where there are none. */
export function worstSeverity(severities: readonly AlertSeverity[]): AlertSeverity {
  return alertSeverities.find((severity) => severities.includes(severity)) ?? 'info';
}
