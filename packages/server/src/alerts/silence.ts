import type { AlertSeverity, JobType } from '@platen/contract';
import type { Alert } from './alert.ts';

/** A time in which nobody is told of what matches; all that is given has to match. */
export interface Silence {
  readonly id: string;
  readonly orgId: string;
  readonly match: SilenceMatch;
  readonly from: number;
  readonly until: number;
  readonly comment: string;
  readonly createdBy: string;
  readonly createdAt: number;
}

export interface SilenceMatch {
  readonly ruleIds: readonly string[] | null;
  readonly severities: readonly AlertSeverity[] | null;
  readonly jobTypes: readonly JobType[] | null;
}

export function isSilencing(silence: Silence, alert: Alert, now: number): boolean {
  const { ruleIds, severities, jobTypes } = silence.match;
  return (
    silence.from <= now &&
    now < silence.until &&
    (ruleIds?.includes(alert.ruleId) ?? true) &&
    (severities?.includes(alert.severity) ?? true) &&
    (jobTypes === null || alert.jobTypes.some((type) => jobTypes.includes(type)))
  );
}
