import type { AlertSeverity, DiagnosisVerdict, StatusCode, SubscriptionState } from '@platen/contract';

/** How something is meant, whatever the colours are. */
export type Tone = 'good' | 'warn' | 'bad' | 'mute';

/** The colour of words in a tone. */
export const toneText: Record<Tone, string> = {
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  mute: 'text-mute',
};

export const statusTones: Record<StatusCode, Tone> = {
  operational: 'good',
  degraded_performance: 'warn',
  partial_outage: 'bad',
  major_outage: 'bad',
  under_maintenance: 'mute',
  unknown: 'mute',
};

export const diagnosisTones: Record<DiagnosisVerdict, Tone> = {
  operational: 'good',
  vendor_outage: 'bad',
  local_problem: 'bad',
  no_data: 'mute',
  unclear: 'warn',
};

export const severityTones: Record<AlertSeverity, Tone> = {
  critical: 'bad',
  error: 'bad',
  warning: 'warn',
  info: 'mute',
};

export const subscriptionTones: Record<SubscriptionState, Tone> = {
  trial: 'good',
  active: 'good',
  expiring: 'warn',
  grace: 'bad',
  expired: 'bad',
  none: 'mute',
};
