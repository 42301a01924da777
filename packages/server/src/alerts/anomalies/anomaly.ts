import type { Anomaly as AnomalyBody, AnomalyOpinion } from '@platen/contract';
import { formatInstant } from '../../kit/instant.ts';
import { type Side, sideOf, type Verdict, type VerdictKind } from '../detectors/index.ts';
import { readKey, type SeriesKey } from './series-key.ts';

/** Something unusual about a series, from its beginning to its end. */
export interface Anomaly {
  readonly id: string;
  readonly orgId: string;
  /** As `keyText` writes it. */
  readonly series: string;
  /** The end of the slot in which it was found. */
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly closedBecause: AnomalyBody['closed_because'];
  /** What was said of it when it was most unusual. */
  readonly verdict: Verdict;
  readonly feedback: Feedback | null;
  /** What the series has learned of what people say. */
  readonly learned: AnomalyOpinion | null;
}

export interface Feedback {
  readonly opinion: AnomalyOpinion;
  readonly comment: string | null;
  /** The id of the key or the person. */
  readonly by: string;
  readonly at: number;
}

/** A series has one of each at a time: a drop becomes a silence. */
export type Aspect = Side | 'abandonment' | 'failure';

export function aspectOf(kind: VerdictKind): Aspect {
  return sideOf(kind) ?? (kind === 'failure' ? 'failure' : 'abandonment');
}

/** What is one anomaly as long as it goes on. */
export function matterOf(series: string, kind: VerdictKind): string {
  return `${series} ${aspectOf(kind)}`;
}

export function anomalyKey({ series }: Anomaly): SeriesKey {
  return readKey(series);
}

export function anomalyBody(anomaly: Anomaly): AnomalyBody {
  const { verdict, feedback, closedAt } = anomaly;
  const { jobType, device, source } = anomalyKey(anomaly);
  return {
    id: anomaly.id,
    org_id: anomaly.orgId,
    job_type: jobType,
    device,
    source,
    kind: verdict.kind,
    severity: verdict.severity,
    open: closedAt === null,
    since: formatInstant(verdict.since),
    opened_at: formatInstant(anomaly.openedAt),
    closed_at: closedAt === null ? null : formatInstant(closedAt),
    closed_because: anomaly.closedBecause,
    from: formatInstant(verdict.from),
    to: formatInstant(verdict.to),
    observed: rounded(verdict.observed),
    expected: rounded(verdict.expected),
    low: rounded(verdict.low),
    high: rounded(verdict.high),
    p_value: Number(verdict.pValue.toPrecision(2)),
    maturity: verdict.maturity,
    contributing: verdict.contributing.map(({ name, share }) => ({ name, share: rounded(share) })),
    explained_by: verdict.explainedBy.map(({ kind, name }) => ({ kind, name })),
    sentence: verdict.sentence,
    feedback: feedback && { ...feedback, at: formatInstant(feedback.at) },
  };
}

/** Jobs are whole, rates are small. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
