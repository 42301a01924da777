import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobEvent, JobStatsQuery } from '@platen/contract';
import type { AuditEntry } from '../access/index.ts';
import { HeldClock } from '../kit/clock.ts';
import { openSqlite } from '../storage/index.ts';
import { ingestJobs } from './ingest-jobs.ts';
import { getJobStats } from './job-stats.ts';

export const orgId = '4725fffa';
/** The hour at which the clock of these tests is held. */
export const noon = '2026-11-23T12:00:00Z';

/** The room on an empty database. Its organizations are in UTC and have a patience of 60 s; `of` gives others. */
export async function openRoom() {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'platen-jobs-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const storage = opened.use(await openSqlite(folder));
  const clock = new HeldClock(noon);
  const audited: AuditEntry[] = [];
  const jobs = { store: storage.jobs, clock, audit: async (entry: AuditEntry) => void audited.push(entry) };
  const of = (org: string) => ({
    send: (events: readonly unknown[], source: string | null = 'cups-01') =>
      ingestJobs(
        jobs,
        { orgId: org, patienceSeconds: 60 },
        { events: events.map((value, index) => ({ index, value })), rejected: [] },
        source,
      ),
    stats: (query: JobStatsQuery = {}) => getJobStats(jobs, { orgId: org, timeZone: 'UTC' }, query),
  });
  const everything = opened.move();
  return {
    jobs,
    clock,
    audited,
    ...of(orgId),
    of,
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

let made = 0;

/** A print job of 10:00, completed after 20 s of which it waited 4, unless told otherwise. */
export function event(change: Partial<JobEvent> = {}): JobEvent {
  return {
    job_id: `job-${++made}`,
    type: 'print',
    state: 'completed',
    submitted_at: '2026-11-23T10:00:00Z',
    updated_at: '2026-11-23T10:00:20Z',
    processing_at: '2026-11-23T10:00:04Z',
    finished_at: '2026-11-23T10:00:20Z',
    pages: 12,
    color_pages: 2,
    sheets: 6,
    device: 'mfp-1',
    ...change,
  };
}
