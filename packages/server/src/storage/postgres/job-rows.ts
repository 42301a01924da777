import type { StoredJob } from '../../jobs/index.ts';
import { type JobRow, toJob } from '../job-row.ts';
import type { Session } from './connections.ts';

/** Each column with its type, its value of a job first to last; those that name the job come first. */
const columns = {
  submitted_at: ['bigint', (job) => job.submittedAt],
  source: ['text', (job) => job.source],
  job_id: ['text', (job) => job.jobId],
  type: ['text', (job) => job.type],
  state: ['text', (job) => job.state],
  updated_at: ['bigint', (job) => job.updatedAt],
  processing_at: ['bigint', (job) => job.processingAt],
  finished_at: ['bigint', (job) => job.finishedAt],
  reason: ['text', (job) => job.reason],
  pages: ['bigint', (job) => job.pages],
  color_pages: ['bigint', (job) => job.colorPages],
  sheets: ['bigint', (job) => job.sheets],
  copies: ['bigint', (job) => job.copies],
  device: ['text', (job) => job.device],
  abandoned: ['boolean', (job) => job.abandoned],
} as const satisfies Readonly<Record<string, readonly [type: string, value: (job: StoredJob) => unknown]>>;

const names = Object.keys(columns);
const keyNames = ['submitted_at', 'source', 'job_id'];
const arrays = (some: readonly (readonly [type: string, ...unknown[]])[]) =>
  some.map(([type], index) => `$${index + 2}::${type}[]`).join(', ');
const allArrays = arrays(Object.values(columns));
const keyArrays = arrays([columns.submitted_at, columns.source, columns.job_id]);
const isSameJob = keyNames.map((name) => `job.${name} = told.${name}`).join(' and ');

const insert = `
  insert into job (org_id, ${names.join(', ')})
  select $1, told.* from unnest(${allArrays}) as told
  on conflict do nothing returning ${keyNames.join(', ')}`;

const lock = `
  select job.* from unnest(${keyArrays}) as told (${keyNames.join(', ')})
  join job on job.org_id = $1 and ${isSameJob}
  order by job.submitted_at, job.source, job.job_id for update of job`;

const update = `
  update job set ${names
    .filter((name) => !keyNames.includes(name))
    .map((name) => `${name} = told.${name}`)
    .join(', ')}
  from unnest(${allArrays}) as told (${names.join(', ')})
  where job.org_id = $1 and ${isSameJob}`;

/** Writes the jobs that are not there yet; answers which those were, by `keyOf`. */
export async function insertJobs(
  session: Session,
  orgId: string,
  jobs: readonly StoredJob[],
): Promise<ReadonlySet<string>> {
  const { rows } = await session.query<JobRow>(insert, [orgId, ...valuesOf(jobs)]);
  return new Set(rows.map((row) => keyText(row.submitted_at, row.source, row.job_id)));
}

/** Has the rows of these jobs to itself until the transaction ends. */
export async function lockJobs(
  session: Session,
  orgId: string,
  jobs: readonly StoredJob[],
): Promise<StoredJob[]> {
  const { rows } = await session.query<JobRow>(lock, [orgId, ...valuesOf(jobs).slice(0, keyNames.length)]);
  return rows.map(toJob);
}

/** Writes jobs whose rows are locked. */
export async function updateJobs(session: Session, orgId: string, jobs: readonly StoredJob[]): Promise<void> {
  await session.query(update, [orgId, ...valuesOf(jobs)]);
}

export function keyOf({ submittedAt, source, jobId }: StoredJob): string {
  return keyText(submittedAt, source, jobId);
}

/** No part but the last can hold a line break. */
function keyText(submittedAt: number, source: string, jobId: string): string {
  return `${submittedAt}\n${source}\n${jobId}`;
}

function valuesOf(jobs: readonly StoredJob[]): unknown[][] {
  return Object.values(columns).map(([, value]) => jobs.map((job) => value(job)));
}
