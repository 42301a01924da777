import {
  type Batch,
  type CountChange,
  heard,
  type IngestCounts,
  type StoredJob,
  signsOf,
  splitAtFloor,
  supersedes,
  type Taken,
  Tally,
} from '../../jobs/index.ts';
import { histogramText } from '../histogram-text.ts';
import { type JobRow, toJob } from '../job-row.ts';
import type { Connection } from './database.ts';
import type { OrgBatch, SqlValue } from './messages.ts';
import { findSource, writeSource } from './source-rows.ts';

/** Takes batches one after the other in one transaction: rows, counts, histograms and sources, or none of them. */
export function takeBatches(connection: Connection, batches: readonly OrgBatch[]): Taken[] {
  return connection.transaction(() => batches.map(({ orgId, batch }) => takeBatch(connection, orgId, batch)));
}

function takeBatch(connection: Connection, orgId: string, told: Batch): Taken {
  const { batch, tooOld } = splitAtFloor(told, jobsFloor(connection));
  const tally = new Tally();
  const counts = { accepted: 0, updated: 0, unchanged: 0 };
  for (const job of inKeyOrder(batch.jobs)) counts[takeJob(connection, orgId, job, tally)]++;
  for (const change of tally.changes()) addCounts(connection, orgId, change);
  for (const sign of signsOf(batch)) {
    writeSource(connection, orgId, heard(findSource(connection, orgId, sign.source), sign));
  }
  return { ...counts, tooOld };
}

function jobsFloor(connection: Connection): number {
  const row = connection.statement('select jobs_from from retention').get();
  return (row as { jobs_from: number } | undefined)?.jobs_from ?? 0;
}

/** Rows are written in the order they lie in. Events of one job keep theirs: the sort is stable. */
function inKeyOrder(jobs: readonly StoredJob[]): StoredJob[] {
  return jobs.toSorted(
    (a, b) =>
      a.submittedAt - b.submittedAt || compareText(a.source, b.source) || compareText(a.jobId, b.jobId),
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const insertJob = `
  insert into job (type, state, updated_at, processing_at, finished_at, reason, pages, color_pages, sheets, copies,
    device, abandoned, org_id, submitted_at, source, job_id)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict do nothing`;
const updateJob = `
  update job set type = ?, state = ?, updated_at = ?, processing_at = ?, finished_at = ?, reason = ?, pages = ?,
    color_pages = ?, sheets = ?, copies = ?, device = ?, abandoned = ?
  where org_id = ? and submitted_at = ? and source = ? and job_id = ?`;
const findJob = 'select * from job where org_id = ? and submitted_at = ? and source = ? and job_id = ?';

function takeJob(connection: Connection, orgId: string, job: StoredJob, tally: Tally): keyof IngestCounts {
  const key: SqlValue[] = [orgId, job.submittedAt, job.source, job.jobId];
  const values = valuesOf(job);
  if (connection.statement(insertJob).run(...values, ...key).changes === 1) {
    tally.replace(undefined, job);
    return 'accepted';
  }
  const old = toJob(connection.statement(findJob).get(...key) as unknown as JobRow);
  if (!supersedes(job, old)) return 'unchanged';
  connection.statement(updateJob).run(...values, ...key);
  tally.replace(old, job);
  return 'updated';
}

function valuesOf(job: StoredJob): SqlValue[] {
  return [
    job.type,
    job.state,
    job.updatedAt,
    job.processingAt,
    job.finishedAt,
    job.reason,
    job.pages,
    job.colorPages,
    job.sheets,
    job.copies,
    job.device,
    job.abandoned ? 1 : 0,
  ];
}

const addToCount = `
  insert into job_count (org_id, slot, type, source, device, submitted, completed, cancelled, failed, open, abandoned,
    pages, color_pages, sheets, wait, completion)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict do update set submitted = submitted + excluded.submitted, completed = completed + excluded.completed,
    cancelled = cancelled + excluded.cancelled, failed = failed + excluded.failed, open = open + excluded.open,
    abandoned = abandoned + excluded.abandoned, pages = pages + excluded.pages,
    color_pages = color_pages + excluded.color_pages, sheets = sheets + excluded.sheets,
    wait = histogram_sum(wait, excluded.wait), completion = histogram_sum(completion, excluded.completion)`;
const dropEmptyCount = `
  delete from job_count where org_id = ? and slot = ? and type = ? and source = ? and device = ? and submitted = 0`;

function addCounts(
  connection: Connection,
  orgId: string,
  { key, amounts: a, wait, completion }: CountChange,
): void {
  const place: SqlValue[] = [orgId, key.slot, key.type, key.source, key.device ?? ''];
  const counts = [
    a.submitted,
    a.completed,
    a.cancelled,
    a.failed,
    a.open,
    a.abandoned,
    a.pages,
    a.colorPages,
    a.sheets,
    histogramText(wait),
    histogramText(completion),
  ];
  connection.statement(addToCount).run(...place, ...counts);
  if (a.submitted < 0) connection.statement(dropEmptyCount).run(...place);
}
