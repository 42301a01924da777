import type { AnomalyKind, DiagnosisVerdict, JobsShow, JobType, StatusCode } from '@platen/contract';

/** What is known, to say whose trouble it is. */
export interface Evidence {
  /** Of the region as a whole. */
  readonly vendor: { readonly status: StatusCode; readonly since: number | null };
  /** Of the types that a source of the organization reports. */
  readonly types: readonly TypeEvidence[];
  /** What goes on that is unusual, and that somebody wants to be told of. */
  readonly anomalies: readonly AnomalyEvidence[];
}

export interface TypeEvidence {
  readonly type: JobType;
  /** Of what such jobs go through. */
  readonly vendor: StatusCode;
  readonly show: Exclude<JobsShow, 'unusual'>;
  /** When the last source of it was heard that is silent now. */
  readonly silentSince: number | null;
  /** Jobs of late. */
  readonly lately: number;
}

export interface AnomalyEvidence {
  readonly kind: AnomalyKind;
  /** Null: of all types together. */
  readonly type: JobType | null;
  readonly since: number;
  readonly pValue: number;
  readonly sentence: string;
}

export interface Diagnosed {
  readonly verdict: DiagnosisVerdict;
  readonly since: number | null;
  /** The types that the verdict is about. */
  readonly types: readonly JobType[];
}

/**
 * Them or us. What the vendor admits is believed, unless the own jobs show otherwise; what the own jobs show is theirs where
 * the vendor has trouble with such jobs, and ours where the vendor is well. That there are more jobs than usual is nobody's
 * trouble: they come through.
 */
export function diagnose({ vendor, types, anomalies }: Evidence): Diagnosed {
  const troubles = anomalies.filter(({ kind }) => kind !== 'spike');
  const concerned = types.filter(({ type }) => troubles.some((trouble) => isOf(trouble, type)));
  if (concerned.length > 0) return ofTrouble(vendor, concerned, troubles);
  // Nothing of ours is unusual, or nobody knows.
  const known = types.filter(({ show }) => show !== 'no_data');
  const down = types.filter(({ vendor: status }) => isOutage(status));
  if (types.length === 0) {
    return isOutage(vendor.status)
      ? { verdict: 'vendor_outage', since: vendor.since, types: [] }
      : { verdict: 'no_data', since: null, types: [] };
  }
  if (down.length > 0) {
    const flowing = down.filter(({ show }) => show === 'as_usual');
    const verdict = flowing.length === down.length ? 'unclear' : 'vendor_outage';
    return { verdict, since: vendor.since, types: namesOf(down) };
  }
  if (known.length === 0) return { verdict: 'no_data', since: lastHeard(types), types: namesOf(types) };
  const doubtful = known.filter(isDoubtful);
  if (doubtful.length > 0) return { verdict: 'unclear', since: vendor.since, types: namesOf(doubtful) };
  return { verdict: 'operational', since: vendor.since, types: namesOf(known) };
}

function ofTrouble(
  vendor: Evidence['vendor'],
  concerned: readonly TypeEvidence[],
  troubles: readonly AnomalyEvidence[],
): Diagnosed {
  const about = (types: readonly TypeEvidence[]) => {
    const since = troubles.filter((trouble) => types.some(({ type }) => isOf(trouble, type)));
    return { types: namesOf(types), since: Math.min(...since.map((trouble) => trouble.since)) };
  };
  const theirs = concerned.filter(({ vendor: status }) => isTrouble(status));
  if (theirs.length > 0) {
    const { types, since } = about(theirs);
    return { verdict: 'vendor_outage', since: Math.min(since, vendor.since ?? since), types };
  }
  const ours = concerned.filter(({ vendor: status }) => status === 'operational');
  return ours.length > 0
    ? { verdict: 'local_problem', ...about(ours) }
    : { verdict: 'unclear', ...about(concerned) };
}

export function isOf({ type }: AnomalyEvidence, jobType: JobType): boolean {
  return type === null || type === jobType;
}

function isOutage(status: StatusCode): boolean {
  return status === 'major_outage' || status === 'partial_outage';
}

/** Maintenance, too, is a reason for jobs to be unusual that is not ours. */
function isTrouble(status: StatusCode): boolean {
  return isOutage(status) || status === 'degraded_performance' || status === 'under_maintenance';
}

/** Where the vendor says nothing, jobs that come as usual speak for themselves; where none come, nothing does. */
function isDoubtful({ vendor, show, lately }: TypeEvidence): boolean {
  return vendor === 'unknown' && (show !== 'as_usual' || lately === 0);
}

function namesOf(types: readonly TypeEvidence[]): JobType[] {
  return types.map(({ type }) => type);
}

function lastHeard(types: readonly TypeEvidence[]): number | null {
  const heard = types.flatMap(({ silentSince }) => silentSince ?? []);
  return heard.length === 0 ? null : Math.max(...heard);
}
