import type { AlertSeverity, JobCounts, JobMetric } from '@platen/contract';
import { formatInstant, minuteMs } from '../../kit/instant.ts';
import type { JobsFacts, JobsWindow } from '../facts.ts';
import type { Observation, Verdict } from '../observation.ts';
import type { ConditionOf } from '../rule.ts';
import { jobsThread } from '../thread.ts';

type JobsCondition = ConditionOf<'jobs'>;

const slotMs = 15 * minuteMs;

/**
 * The jobs to ask for. What is too much is so at once, so the running quarter of an hour belongs to the window; what is
 * too little is known only once a quarter has ended.
 */
export function jobsWindow(condition: JobsCondition, now: number): JobsWindow {
  const ended = Math.floor(now / slotMs) * slotMs;
  const to = condition.below === undefined ? ended + slotMs : ended;
  return {
    from: to - (condition.window_seconds ?? 3_600) * 1000,
    to,
    jobType: condition.job_type ?? null,
    device: condition.device ?? null,
  };
}

/** Judges one figure of the jobs of a window. */
export function observeJobs(condition: JobsCondition, severity: AlertSeverity, jobs: JobsFacts): Observation {
  const { metric, job_type: jobType, device } = condition;
  const value = jobs.counts === null ? null : figureOf(jobs.counts, metric);
  const what = figureName(condition);
  const shown = value === null ? 'unknown' : String(value);
  return {
    subject: [metric, jobType ?? '*', device ?? '*'].join(' '),
    verdict: verdictOf(condition, jobs, value),
    severity,
    title: `${what}: ${shown}`,
    sentence: `${what} from ${formatInstant(jobs.window.from)} to ${formatInstant(jobs.window.to)}: ${shown}; the limit is ${limitOf(condition)}.`,
    facts: [
      { name: namesOf[metric], value: shown },
      { name: 'Limit', value: limitOf(condition) },
      { name: 'Jobs', value: jobs.counts === null ? 'unknown' : String(jobs.counts.submitted) },
      { name: 'From', value: formatInstant(jobs.window.from) },
      { name: 'To', value: formatInstant(jobs.window.to) },
    ],
    thread: jobsThread(jobType ?? 'all'),
    news: '',
    handledOnceAcknowledged: false,
    jobTypes: jobType === undefined ? [] : [jobType],
  };
}

function verdictOf(condition: JobsCondition, jobs: JobsFacts, value: number | null): Verdict {
  if (value === null || jobs.counts === null) return 'unknown';
  if (jobs.counts.submitted < (condition.at_least_jobs ?? 0)) return 'well';
  const { above = Number.POSITIVE_INFINITY, below = Number.NEGATIVE_INFINITY } = condition;
  if (value > above) return 'bad';
  if (value < below) return jobs.complete ? 'bad' : 'unknown';
  const { clear_at: clearAt } = condition;
  if (clearAt === undefined) return 'well';
  return (condition.above === undefined ? value >= clearAt : value <= clearAt) ? 'well' : 'unclear';
}

function limitOf({ above, below }: JobsCondition): string {
  return [
    ...(above === undefined ? [] : [`more than ${above}`]),
    ...(below === undefined ? [] : [`less than ${below}`]),
  ].join(' or ');
}

/** Such as `Failed print jobs on mfp-2`, or `Pages of jobs`. */
function figureName({ metric, job_type: jobType, device }: JobsCondition): string {
  const jobs = [...(jobType === undefined ? [] : [jobType]), 'jobs'].join(' ');
  const where = device === undefined ? '' : ` on ${device}`;
  return `${namesOf[metric]}${isCountOfJobs(metric) ? '' : ' of'} ${jobs}${where}`;
}

function isCountOfJobs(metric: JobMetric): boolean {
  return ['submitted', 'completed', 'cancelled', 'failed', 'abandoned'].includes(metric);
}

const namesOf: Readonly<Record<JobMetric, string>> = {
  submitted: 'Submitted',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
  abandoned: 'Abandoned',
  pages: 'Pages',
  cancel_rate: 'Share cancelled',
  wait_p50: 'Median wait in seconds',
  wait_p95: '95th percentile of the wait in seconds',
  completion_p50: 'Median time to completion in seconds',
  completion_p95: '95th percentile of the time to completion in seconds',
};

export function isDuration(metric: JobMetric): boolean {
  return /_p\d+$/.test(metric);
}

function figureOf(counts: JobCounts, metric: JobMetric): number | null {
  switch (metric) {
    case 'wait_p50':
      return counts.wait_seconds?.p50 ?? null;
    case 'wait_p95':
      return counts.wait_seconds?.p95 ?? null;
    case 'completion_p50':
      return counts.completion_seconds?.p50 ?? null;
    case 'completion_p95':
      return counts.completion_seconds?.p95 ?? null;
    default:
      return counts[metric];
  }
}
