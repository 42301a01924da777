import { type AlertSeverity, anomalySeverities } from '@platen/contract';
import { formatInstant, hourMs } from '../../kit/instant.ts';
import { anomalyKey, matterOf } from '../anomalies/anomaly.ts';
import type { SeriesKey } from '../anomalies/series-key.ts';
import type { OpenAnomaly } from '../anomalies/store.ts';
import { clip } from '../channels/message.ts';
import type { Verdict as Finding, VerdictKind } from '../detectors/index.ts';
import type { Fact, Observation, Verdict } from '../observation.ts';
import type { ConditionOf } from '../rule.ts';
import { jobsThread } from '../thread.ts';

/** One observation for each anomaly that goes on. One that is over is observed no more. */
export function observeAnomalies(
  condition: ConditionOf<'anomaly'>,
  severity: AlertSeverity,
  anomalies: readonly OpenAnomaly[],
  now: number,
): Observation[] {
  const { kinds, job_types: types, severity_at_least: least = 'warning' } = condition;
  return anomalies
    .filter(({ anomaly: { verdict } }) => kinds?.includes(verdict.kind) ?? true)
    .filter(({ anomaly: { verdict } }) => rank(verdict.severity) >= rank(least))
    .filter(({ anomaly }) => {
      const { jobType } = anomalyKey(anomaly);
      return !types || jobType === null || types.includes(jobType);
    })
    .map((open) => observe(open, severity, now));
}

function rank(severity: Finding['severity']): number {
  return anomalySeverities.indexOf(severity);
}

function observe(open: OpenAnomaly, severity: AlertSeverity, now: number): Observation {
  const { anomaly } = open;
  const { verdict } = anomaly;
  const key = anomalyKey(anomaly);
  return {
    subject: matterOf(anomaly.series, verdict.kind),
    verdict: verdictOf(open, now),
    severity,
    title: clip(titleOf(verdict.kind, key), mostTitle),
    sentence: verdict.sentence,
    facts: factsOf(verdict),
    thread: jobsThread(key.jobType ?? 'all'),
    news: verdict.severity,
    handledOnceAcknowledged: false,
    jobTypes: key.jobType === null ? [] : [key.jobType],
  };
}

const mostTitle = 120;
/** Nobody knows whether it still goes on where nothing was judged for so long. */
const longAgoMs = 6 * hourMs;

function verdictOf({ anomaly: { feedback }, judgedUntil }: OpenAnomaly, now: number): Verdict {
  if (feedback !== null && feedback.opinion !== 'useful') return 'well';
  return judgedUntil === null || now - judgedUntil > longAgoMs ? 'unknown' : 'bad';
}

/** Such as `No print jobs on office-mfp`. */
function titleOf(kind: VerdictKind, { jobType, device, source }: SeriesKey): string {
  const jobs = jobType === null ? 'jobs' : `${jobType} jobs`;
  const where = device === null ? (source === null ? '' : ` from ${source}`) : ` on ${device}`;
  switch (kind) {
    case 'spike':
      return `Far more ${jobs} than usual${where}`;
    case 'drop':
      return `Far fewer ${jobs} than usual${where}`;
    case 'silence':
      return `No ${jobs}${where}`;
    case 'abandonment':
      return `Many ${jobs}${where} are given up`;
    case 'failure':
      return `Many ${jobs}${where} fail`;
  }
}

function factsOf(verdict: Finding): Fact[] {
  const isRate = verdict.kind === 'abandonment' || verdict.kind === 'failure';
  const amount = (value: number) =>
    isRate ? `${Math.round(value * 1000) / 10} %` : String(Math.round(value * 10) / 10);
  const { contributing, explainedBy } = verdict;
  return [
    { name: 'Since', value: formatInstant(verdict.since) },
    { name: isRate ? 'Share' : 'Jobs', value: amount(verdict.observed) },
    { name: 'Expected', value: amount(verdict.expected) },
    { name: 'Usual range', value: `${amount(verdict.low)} to ${amount(verdict.high)}` },
    { name: 'From', value: formatInstant(verdict.from) },
    { name: 'To', value: formatInstant(verdict.to) },
    ...(contributing.length > 0
      ? [{ name: 'Most of it by', value: contributing.map(({ name }) => name).join(', ') }]
      : []),
    ...(explainedBy.length > 0
      ? [{ name: 'At the same time', value: explainedBy.map(({ name }) => name).join(', ') }]
      : []),
  ];
}
