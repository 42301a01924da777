import type { JobState, JobType } from '@platen/contract';
import type { StoredJob } from '../jobs/index.ts';

/** A job as the engines of SQL keep it, by its columns. */
export interface JobRow {
  readonly source: string;
  readonly job_id: string;
  readonly submitted_at: number;
  readonly type: JobType;
  readonly state: JobState;
  readonly updated_at: number;
  readonly processing_at: number | null;
  readonly finished_at: number | null;
  readonly reason: string | null;
  readonly pages: number | null;
  readonly color_pages: number | null;
  readonly sheets: number | null;
  readonly copies: number | null;
  readonly device: string | null;
  /** SQLite has no flags. */
  readonly abandoned: boolean | number;
}

export function toJob(row: JobRow): StoredJob {
  return {
    source: row.source,
    jobId: row.job_id,
    submittedAt: row.submitted_at,
    type: row.type,
    state: row.state,
    updatedAt: row.updated_at,
    processingAt: row.processing_at,
    finishedAt: row.finished_at,
    reason: row.reason,
    pages: row.pages,
    colorPages: row.color_pages,
    sheets: row.sheets,
    copies: row.copies,
    device: row.device,
    abandoned: Boolean(row.abandoned),
  };
}

/** The columns of a job but for its organization. */
export function fromJob(job: StoredJob): JobRow {
  return {
    submitted_at: job.submittedAt,
    source: job.source,
    job_id: job.jobId,
    type: job.type,
    state: job.state,
    updated_at: job.updatedAt,
    processing_at: job.processingAt,
    finished_at: job.finishedAt,
    reason: job.reason,
    pages: job.pages,
    color_pages: job.colorPages,
    sheets: job.sheets,
    copies: job.copies,
    device: job.device,
    abandoned: job.abandoned,
  };
}
