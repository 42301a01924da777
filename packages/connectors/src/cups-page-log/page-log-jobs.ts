import type { JobEvent } from '@platen/contract';
import { formatInstant } from '../instant.ts';
import { maxAmount } from '../reading.ts';
import type { PageLogLine } from './page-log-line.ts';

/**
 * Lines of one printer and id belong to one job while no more than this lies between them: as long as CUPS keeps the
 * files of a job by default (`PreserveJobFiles`), so as long as it can be retried or printed again under its id.
 */
const quietMs = 24 * 3_600_000;

interface OpenJob {
  readonly first: PageLogLine;
  last: PageLogLine;
  /** The greatest total, and the sum of the lines that count a single page. */
  total: number;
  pages: number;
  updatedMs: number;
  /** Of the last line. */
  lineNumber: number;
}

export interface LoggedJob {
  readonly event: JobEvent;
  /** Of its last line. */
  readonly line: number;
}

/**
 * Gathers lines into jobs.
 *
 *     first line ──> open ──(another line of it)──> open ──(quiet for a day, or the log ends)──> handed out
 *
 * A job is `printer/id`, submitted when its first line was written; ids restart when the spool is cleared, and the
 * time tells the jobs of one id apart. So reading a log again as it grows gives the same jobs with later totals. Where
 * a log was rotated between two lines of a job, reading both parts as one, the older first, keeps it one job; read
 * apart they are two. With `%{time-at-creation}` in the format the submission is known and the same in all parts.
 */
export class PageLogJobs {
  /** In the order of their last lines, so those that have been quiet longest come first. */
  readonly #open = new Map<string, OpenJob>();

  /** Takes in a line, and hands out the jobs that have been quiet for too long to go on. */
  *add(line: PageLogLine, lineNumber: number): Generator<LoggedJob> {
    for (const [key, job] of this.#open) {
      if (line.loggedMs - job.updatedMs <= quietMs) break;
      this.#open.delete(key);
      yield loggedJob(job);
    }
    const key = keyOf(line);
    const job = this.#open.get(key) ?? newJob(line, lineNumber);
    job.last = line;
    job.lineNumber = lineNumber;
    job.updatedMs = Math.max(job.updatedMs, line.loggedMs);
    if (line.kind === 'total') job.total = Math.max(job.total, line.count);
    else job.pages += line.count;
    this.#open.delete(key);
    this.#open.set(key, job);
  }

  /** The log ends: hands out what is left. */
  *end(): Generator<LoggedJob> {
    for (const job of this.#open.values()) yield loggedJob(job);
    this.#open.clear();
  }
}

/** An id of another user is another job: ids have restarted. The user is compared here and goes no further. */
function keyOf(line: PageLogLine): string {
  return JSON.stringify([line.printer, line.id, line.createdMs ?? line.user]);
}

function newJob(line: PageLogLine, lineNumber: number): OpenJob {
  return {
    first: line,
    last: line,
    total: 0,
    pages: 0,
    updatedMs: line.loggedMs,
    lineNumber,
  };
}

/**
 * CUPS before 2.2.10 logs each page and totals besides: the total counts everything once, so it wins. Totals have
 * copies and earlier tries in them. Nothing counted (`total 0`: a raw queue, a failure, a server that stopped) says
 * nothing about the pages, so they are unknown; and since no line says how its job ended, every job here is one that
 * was let through: `completed`. Sheets are known where one-sided printing was asked for: two-sided ones would need the
 * number of copies and of documents.
 */
function loggedJob(job: OpenJob): LoggedJob {
  const { first, last } = job;
  const counted = Math.min(job.total > 0 ? job.total : job.pages, maxAmount);
  const submittedMs = first.createdMs ?? first.loggedMs;
  const updatedAt = formatInstant(Math.max(job.updatedMs, submittedMs));
  return {
    event: {
      job_id: `${first.printer}/${first.id}`,
      type: 'print',
      state: 'completed',
      submitted_at: formatInstant(submittedMs),
      updated_at: updatedAt,
      ...(first.processedMs === undefined ? {} : { processing_at: formatInstant(first.processedMs) }),
      ...(first.createdMs === undefined ? {} : { finished_at: updatedAt }),
      ...(counted > 0 ? { pages: counted } : {}),
      ...(counted > 0 && last.oneSided ? { sheets: counted } : {}),
      device: first.printer,
    },
    line: job.lineNumber,
  };
}
