import { type JobState, type JobType, jobStates, jobTypes } from '@platen/contract';

/** One event: the whole job as known at `updatedAt`. Null is what the event does not tell. */
export interface Job {
  readonly source: string;
  readonly jobId: string;
  readonly submittedAt: number;
  readonly type: JobType;
  readonly state: JobState;
  readonly updatedAt: number;
  readonly processingAt: number | null;
  readonly finishedAt: number | null;
  /** An IPP job-state-reason. */
  readonly reason: string | null;
  readonly pages: number | null;
  readonly colorPages: number | null;
  readonly sheets: number | null;
  readonly copies: number | null;
  readonly device: string | null;
}

/**
 * A job as it is kept. Patience is a setting that may change, so what it said is decided when the event is taken and
 * kept with it: a correction then takes away exactly what was added.
 */
export interface StoredJob extends Job {
  readonly abandoned: boolean;
}

/**
 * Whether `a` is to stand where `b` (an event of the same job) stood: the terminal one of the two, then the newer,
 * then the greater by content. A strict total order of the events of a job, so that the last one standing is the same
 * in whatever order and however often they come. `abandoned` follows from the rest and has no say.
 */
export function supersedes(a: Job, b: Job): boolean {
  const terminal = Number(isTerminal(a.state)) - Number(isTerminal(b.state));
  if (terminal !== 0) return terminal > 0;
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt;
  return compareContent(a, b) > 0;
}

export function isTerminal(state: JobState): boolean {
  return state === 'completed' || state === 'cancelled' || state === 'failed';
}

function compareContent(a: Job, b: Job): number {
  return (
    jobStates.indexOf(a.state) - jobStates.indexOf(b.state) ||
    jobTypes.indexOf(a.type) - jobTypes.indexOf(b.type) ||
    compare(a.processingAt, b.processingAt) ||
    compare(a.finishedAt, b.finishedAt) ||
    compare(a.reason, b.reason) ||
    compare(a.pages, b.pages) ||
    compare(a.colorPages, b.colorPages) ||
    compare(a.sheets, b.sheets) ||
    compare(a.copies, b.copies) ||
    compare(a.device, b.device)
  );
}

/** Null is less than anything: of two events that differ by a blank, the one that tells more stands. */
function compare<T extends number | string>(a: T | null, b: T | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

const reasonsOfPeople: ReadonlySet<string | null> = new Set([
  null,
  'job-canceled-by-user',
  'job-cancelled-by-user',
  'job-canceled-by-operator',
  'job-cancelled-by-operator',
  'job-canceled-at-device',
  'job-cancelled-at-device',
]);

/** Whether a person gave the job up after waiting longer than `patienceSeconds`. Without a reason, it was a person. */
export function isAbandoned(job: Job, patienceSeconds: number): boolean {
  if (job.state !== 'cancelled' || !reasonsOfPeople.has(job.reason)) return false;
  return (job.finishedAt ?? job.updatedAt) - job.submittedAt > patienceSeconds * 1000;
}
