import type { JobState, JobType } from '@platen/contract';
import { contributionOf, isTerminal, type StoredJob } from '../../jobs/index.ts';
import { hourMs } from '../../kit/instant.ts';
import { fromJob } from '../job-row.ts';
import type { Row } from './server.ts';

/** A job as it stands in the table `job`; of several rows of one job the one with the greatest version stands. */
export interface StandingJob {
  readonly job: StoredJob;
  readonly version: bigint;
}

export function hourOf(ms: number): number {
  return Math.floor(ms / hourMs) * hourMs;
}

/** Changes of one moment are told apart by so many bits; instants have 43, until the year 2248. */
const tieBits = 20n;
const terminalBit = 1n << 63n;

/**
 * The version of an event that supersedes `standing`: first whether it is terminal, then `updatedAt`, as in `supersedes`.
 * Where those are equal content has decided, and it is the next one.
 */
export function versionAfter(job: StoredJob, standing: bigint | undefined): bigint {
  const version = (isTerminal(job.state) ? terminalBit : 0n) + (BigInt(job.updatedAt) << tieBits);
  return standing === undefined || version > standing ? version : standing + 1n;
}

/** Histograms' buckets are worked out here: no two logarithms need be the same to the last bit. */
export function toRow(orgId: string, { job, version }: StandingJob): object {
  const { wait, completion } = contributionOf(job).timings;
  return {
    org_id: orgId,
    hour: hourOf(job.submittedAt),
    ...fromJob(job),
    version: String(version),
    abandoned: Number(job.abandoned),
    wait_bucket: wait,
    completion_bucket: completion,
  };
}

/** Reads a row of `standingColumns`. */
export function toStandingJob(row: Row): StandingJob & { readonly orgId: string } {
  const [orgId, submittedAt, source, jobId, type, state, updatedAt, processingAt, finishedAt, ...rest] = row;
  const [reason, pages, colorPages, sheets, copies, device, abandoned, version] = rest;
  return {
    orgId: orgId as string,
    version: BigInt(version as string),
    job: {
      submittedAt: submittedAt as number,
      source: source as string,
      jobId: jobId as string,
      type: type as JobType,
      state: state as JobState,
      updatedAt: updatedAt as number,
      processingAt: processingAt as number | null,
      finishedAt: finishedAt as number | null,
      reason: reason as string | null,
      pages: pages as number | null,
      colorPages: colorPages as number | null,
      sheets: sheets as number | null,
      copies: copies as number | null,
      device: device as string | null,
      abandoned: abandoned === 1,
    },
  };
}

/** Of a job as it stands. A version would be rounded as a number. */
export const standingColumns = `org_id, submitted_at, source, job_id, type, state, updated_at, processing_at, finished_at,
  reason, pages, color_pages, sheets, copies, device, abandoned, toString(version)`;
