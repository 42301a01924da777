import type { JobEvent, JobState, JobType } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import type { Feed } from './place.ts';

/** A job from its submission to its end, whether that lies in the past or not. */
export interface PlannedJob {
  readonly jobId: string;
  readonly type: JobType;
  readonly device: string;
  readonly submittedAt: number;
  /** Null when it ends before its turn comes. */
  readonly processingAt: number | null;
  readonly finishedAt: number;
  readonly end: 'completed' | 'cancelled' | 'failed';
  readonly reason: string;
  /** Null where nothing was put out. */
  readonly output: Output | null;
}

export interface Output {
  readonly pages: number;
  readonly colorPages: number;
  /** Null where no paper was used. */
  readonly sheets: number | null;
  readonly copies: number;
}

/** What the feed tells of the job at an instant; undefined when there is nothing (yet) that it could see. */
export function eventAt(feed: Feed, job: PlannedJob, atMs: number): JobEvent | undefined {
  if (atMs < job.submittedAt) return undefined;
  if (atMs < job.finishedAt)
    return feed.declares.outcomes.includes('open') ? openEvent(feed, job, atMs) : undefined;
  return feed.declares.outcomes.includes(job.end) ? lastEvent(feed, job) : undefined;
}

function openEvent(feed: Feed, job: PlannedJob, atMs: number): JobEvent {
  const { processingAt } = job;
  if (processingAt === null || atMs < processingAt) return event(feed, job, 'pending', job.submittedAt);
  return { ...event(feed, job, 'processing', processingAt), processing_at: formatInstant(processingAt) };
}

function lastEvent(feed: Feed, job: PlannedJob): JobEvent {
  const last = event(feed, job, job.end, job.finishedAt);
  const { output } = job;
  if (feed.tells === 'pages') return { ...last, pages: output?.pages ?? null };
  return {
    ...last,
    processing_at: job.processingAt === null ? null : formatInstant(job.processingAt),
    finished_at: formatInstant(job.finishedAt),
    reason: job.reason,
    pages: output?.pages ?? null,
    color_pages: output?.colorPages ?? null,
    sheets: output?.sheets ?? null,
    copies: output?.copies ?? null,
  };
}

function event(feed: Feed, job: PlannedJob, state: JobState, updatedAt: number): JobEvent {
  return {
    source: feed.source,
    job_id: job.jobId,
    type: job.type,
    state,
    device: job.device,
    submitted_at: formatInstant(job.submittedAt),
    updated_at: formatInstant(updatedAt),
  };
}
