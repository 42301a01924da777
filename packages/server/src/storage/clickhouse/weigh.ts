import { type Batch, type IngestCounts, type StoredJob, supersedes } from '../../jobs/index.ts';
import { hourOf, type StandingJob, standingColumns, toStandingJob, versionAfter } from './job-rows.ts';
import { quote } from './quote.ts';
import type { Server } from './server.ts';
import type { Tables } from './tables.ts';

export interface Telling {
  readonly orgId: string;
  readonly batch: Batch;
}

/** What batches that come one after the other make of the jobs that stand. */
export interface Outcome {
  /** Of each batch. */
  readonly counts: readonly IngestCounts[];
  /** The jobs that are to stand where others did, or none. */
  readonly changed: readonly (StandingJob & { readonly orgId: string })[];
}

/** Weighs the events of some batches against the jobs as they stand. Writes nothing. */
export async function weigh(server: Server, tables: Tables, tellings: readonly Telling[]): Promise<Outcome> {
  const standing = await readStanding(server, tables, tellings);
  const changed = new Map<string, StandingJob & { readonly orgId: string }>();
  const counts = tellings.map(({ orgId, batch }) => {
    const ofBatch = { accepted: 0, updated: 0, unchanged: 0 };
    for (const job of batch.jobs) {
      const key = keyOf(orgId, job);
      const known = standing.get(key);
      if (known && !supersedes(job, known.job)) {
        ofBatch.unchanged++;
        continue;
      }
      ofBatch[known ? 'updated' : 'accepted']++;
      const stands = { orgId, job, version: versionAfter(job, known?.version) };
      standing.set(key, stands);
      changed.set(key, stands);
    }
    return ofBatch;
  });
  return { counts, changed: [...changed.values()] };
}

/**
 * The jobs that the events may be about, by `keyOf`. All that is of the same organizations and moments is read: names
 * are many and long, and hardly any two jobs share a millisecond.
 */
async function readStanding(
  server: Server,
  { job: table }: Tables,
  tellings: readonly Telling[],
): Promise<Map<string, StandingJob>> {
  const jobs = tellings.flatMap(({ batch }) => batch.jobs);
  const standing = new Map<string, StandingJob>();
  if (jobs.length === 0) return standing;
  const told = tellings.filter(({ batch }) => batch.jobs.length > 0);
  const organizations = new Set(told.map(({ orgId }) => quote(orgId)));
  const hours = new Set(jobs.map(({ submittedAt }) => hourOf(submittedAt)));
  const moments = new Set(jobs.map(({ submittedAt }) => submittedAt));
  const rows = await server.rows(`
    select ${standingColumns} from ${table}
    where org_id in (${[...organizations].join(', ')}) and hour in (${[...hours].join(', ')})
      and submitted_at in (${[...moments].join(', ')})`);
  for (const row of rows) {
    const found = toStandingJob(row);
    const key = keyOf(found.orgId, found.job);
    const known = standing.get(key);
    if (!known || found.version > known.version) standing.set(key, found);
  }
  return standing;
}

/** No part but the last can hold a line break. */
function keyOf(orgId: string, { submittedAt, source, jobId }: StoredJob): string {
  return `${orgId}\n${submittedAt}\n${source}\n${jobId}`;
}
