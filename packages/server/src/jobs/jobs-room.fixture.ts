import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobEvent, JobStatsQuery } from '@platen/contract';
import { afterAll, beforeAll } from 'vitest';
import type { AuditEntry } from '../access/index.ts';
import { HeldClock } from '../kit/clock.ts';
import { openSqlite, type Storage } from '../storage/index.ts';
import { ingestJobs } from './ingest-jobs.ts';
import { getJobStats } from './job-stats.ts';
import { defaultKeep } from './keep.ts';
import type { JobsContext } from './store.ts';

/** The hour at which the clock of these tests is held. */
export const noon = '2026-11-23T12:00:00Z';

/**
 * Gives each test a room of its own: an organization in UTC, with a patience of 60 s, of which nothing is known yet.
 * The database is one for the file, since opening one takes longer than a test.
 */
export function useRooms() {
  const opened = new AsyncDisposableStack();
  let storage: Storage;
  let rooms = 0;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'platen-jobs-'));
    opened.defer(() => rmSync(folder, { recursive: true }));
    storage = opened.use(await openSqlite(folder));
  });
  afterAll(() => opened.disposeAsync());
  return () => newRoom(storage, (++rooms).toString(16).padStart(8, '0'));
}

/** As told above, on a database of one's own. */
export function newRoom(storage: Storage, orgId: string) {
  const clock = new HeldClock(noon);
  const audited: AuditEntry[] = [];
  const audit = async (entry: AuditEntry) => void audited.push(entry);
  const jobs = { store: storage.jobs, clock, keep: defaultKeep, audit };
  const sendTo = (room: JobsContext, events: readonly unknown[], source: string | null = 'cups-01') =>
    ingestJobs(
      room,
      { orgId, patienceSeconds: 60 },
      { events: events.map((value, index) => ({ index, value })), rejected: [] },
      source,
    );
  return {
    orgId,
    jobs,
    clock,
    audited,
    send: (events: readonly unknown[], source?: string | null) => sendTo(jobs, events, source),
    /** To the same room with other settings. */
    sendTo,
    stats: (query: JobStatsQuery = {}) => getJobStats(jobs, { orgId, timeZone: 'UTC' }, query),
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
