import type { AlertSeverity, JobType, Silence as SilenceBody } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
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

export function silenceBody({ match, ...silence }: Silence): SilenceBody {
  return {
    id: silence.id,
    match: {
      ...(match.ruleIds && { rule_ids: [...match.ruleIds] }),
      ...(match.severities && { severities: [...match.severities] }),
      ...(match.jobTypes && { job_types: [...match.jobTypes] }),
    },
    starts_at: formatInstant(silence.from),
    ends_at: formatInstant(silence.until),
    comment: silence.comment,
    created_by: silence.createdBy,
    created_at: formatInstant(silence.createdAt),
  };
}
