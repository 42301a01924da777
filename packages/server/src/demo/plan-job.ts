import type { JobType } from '@platen/contract';
import { minuteMs } from '../kit/instant.ts';
import type { Device, Effect } from './place.ts';
import type { Output, PlannedJob } from './planned-job.ts';
import { logNormal, type Random } from './random.ts';

interface Submission {
  readonly jobId: string;
  readonly type: JobType;
  readonly device: Device;
  readonly submittedAt: number;
}

interface Habits {
  /** Medians. */
  readonly waitSeconds: number;
  readonly startSeconds: number;
  readonly secondsPerPage: number;
  readonly pages: number;
  /** A probability. */
  readonly failing: number;
}

const habitsOf: Readonly<Record<JobType, Habits>> = {
  print: { waitSeconds: 4, startSeconds: 3, secondsPerPage: 1.6, pages: 3, failing: 0.009 },
  scan: { waitSeconds: 1.2, startSeconds: 5, secondsPerPage: 1.8, pages: 3, failing: 0.012 },
  copy: { waitSeconds: 0.4, startSeconds: 2, secondsPerPage: 1.4, pages: 2, failing: 0.006 },
  fax: { waitSeconds: 12, startSeconds: 20, secondsPerPage: 14, pages: 2, failing: 0.03 },
};

const longestMs = 55 * minuteMs;
/** How many jobs are called off though nobody had to wait. */
const changesOfMind = 0.05;

/** What becomes of a job: it is called off, given up for being slow, fails, or comes out. */
export function planJob(random: Random, submission: Submission, effect: Effect): PlannedJob {
  const { device, submittedAt, ...rest } = submission;
  const habits = habitsOf[rest.type];
  const waitMs = spanMs(logNormal(random, habits.waitSeconds * effect.waiting, 0.8));
  const patienceMs = spanMs(65 + 240 * random());
  const doubtMs = spanMs(logNormal(random, 14, 0.8));
  const doubts = random() < changesOfMind;
  const fails = random() < habits.failing + effect.failing;
  const output = outputOf(random, rest.type, device);
  const workMs = spanMs(
    (habits.startSeconds + habits.secondsPerPage * output.pages) * logNormal(random, 1, 0.3),
  );

  const job = { ...rest, device: device.name, submittedAt, processingAt: submittedAt + waitMs };
  const endsAfterMs = Math.min(waitMs + workMs, longestMs);
  const leavesAfterMs = doubts ? Math.min(doubtMs, patienceMs) : patienceMs;
  if (doubts ? leavesAfterMs < endsAfterMs : waitMs > patienceMs) {
    return {
      ...job,
      processingAt: leavesAfterMs < waitMs ? null : job.processingAt,
      finishedAt: submittedAt + leavesAfterMs,
      end: 'cancelled',
      reason: 'job-canceled-by-user',
      output: null,
    };
  }
  const finishedAt = submittedAt + endsAfterMs;
  return fails
    ? { ...job, finishedAt, end: 'failed', reason: 'aborted-by-system', output: null }
    : { ...job, finishedAt, end: 'completed', reason: 'job-completed-successfully', output };
}

function outputOf(random: Random, type: JobType, device: Device): Output {
  const originals = Math.min(400, Math.ceil(logNormal(random, habitsOf[type].pages - 0.5, 0.9)));
  const copies = random() < copiesMore[type] ? 2 + Math.floor(28 * random() ** 2) : 1;
  const isColor = device.color && random() < 0.55;
  const isTwoSided = random() < 0.6;
  const pages = originals * copies;
  const usesPaper = type === 'print' || type === 'copy';
  return {
    pages,
    colorPages: isColor ? pages : 0,
    sheets: usesPaper ? (isTwoSided ? Math.ceil(originals / 2) * copies : pages) : null,
    copies,
  };
}

/** The probability of more copies than one. */
const copiesMore: Readonly<Record<JobType, number>> = { print: 0.06, scan: 0, copy: 0.35, fax: 0 };

function spanMs(seconds: number): number {
  return Math.min(Math.round(seconds * 1000), longestMs);
}
