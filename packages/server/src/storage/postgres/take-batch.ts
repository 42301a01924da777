import {
  type Batch,
  heard,
  type IngestCounts,
  type StoredJob,
  signsOf,
  splitAtFloor,
  supersedes,
  type Taken,
  Tally,
} from '../../jobs/index.ts';
import type { Session } from './connections.ts';
import { addCounts, addTimings } from './count-rows.ts';
import { insertJobs, keyOf, lockJobs, updateJobs } from './job-rows.ts';
import { lockOrMakeSources, writeSources } from './source-rows.ts';

/**
 * Takes a batch of events within a transaction. Every table is written once, in the order of its keys, and the tables
 * always in this order, so that no two batches wait for each other.
 */
export async function takeBatch(session: Session, orgId: string, told: Batch): Promise<Taken> {
  const { batch, tooOld } = splitAtFloor(told, await jobsFloor(session));
  const tally = new Tally();
  const counts = await takeJobs(session, orgId, batch.jobs, tally);
  await addCounts(session, orgId, tally.counts());
  await addTimings(session, orgId, tally.timings());
  const signs = signsOf(batch);
  if (signs.length > 0) {
    const known = await lockOrMakeSources(
      session,
      orgId,
      signs.map(({ source }) => source),
    );
    await writeSources(
      session,
      orgId,
      signs.map((sign) => heard(known.get(sign.source), sign)),
    );
  }
  return { ...counts, tooOld };
}

async function jobsFloor(session: Session): Promise<number> {
  const { rows } = await session.query<{ jobs_from: number }>('select jobs_from from retention');
  return rows[0]?.jobs_from ?? 0;
}

/** One row for each job, so the events of each are first weighed against one another. */
async function takeJobs(
  session: Session,
  orgId: string,
  events: readonly StoredJob[],
  tally: Tally,
): Promise<IngestCounts> {
  const counts = { accepted: 0, updated: 0, unchanged: 0 };
  if (events.length === 0) return counts;
  const told = [...Map.groupBy(events, keyOf).values()].map(tellingOf).sort(byKey);
  const inserted = await insertJobs(
    session,
    orgId,
    told.map(({ winner }) => winner),
  );
  const rest: Telling[] = [];
  for (const telling of told) {
    if (!inserted.has(keyOf(telling.winner))) {
      rest.push(telling);
      continue;
    }
    tally.replace(undefined, telling.winner);
    const [first, ...later] = telling.events;
    counts.accepted++;
    weigh(first, later, counts);
  }
  if (rest.length > 0) await replaceJobs(session, orgId, rest, tally, counts);
  return counts;
}

/** Compares with the rows that are there, and replaces those that are superseded. */
async function replaceJobs(
  session: Session,
  orgId: string,
  tellings: readonly Telling[],
  tally: Tally,
  counts: Counts,
): Promise<void> {
  const known = await lockJobs(
    session,
    orgId,
    tellings.map(({ winner }) => winner),
  );
  const oldOf = new Map(known.map((job) => [keyOf(job), job]));
  const replacing: StoredJob[] = [];
  for (const { winner, events } of tellings) {
    const old = oldOf.get(keyOf(winner));
    if (!old) throw new RowGoneError();
    weigh(old, events, counts);
    if (!supersedes(winner, old)) continue;
    tally.replace(old, winner);
    replacing.push(winner);
  }
  if (replacing.length > 0) await updateJobs(session, orgId, replacing);
}

/** Somebody deleted a row between our finding and our locking it; the batch is to be taken from its beginning. */
class RowGoneError extends Error {
  readonly code = '40001';
}

type Counts = { -readonly [K in keyof IngestCounts]: number };

/** What a batch tells of one job. */
interface Telling {
  readonly winner: StoredJob;
  /** In the order they came. */
  readonly events: readonly [StoredJob, ...StoredJob[]];
}

function tellingOf(events: readonly StoredJob[]): Telling {
  const [first, ...later] = events;
  if (!first) throw new Error('A job has been told of by no event.');
  const winner = later.reduce((best, event) => (supersedes(event, best) ? event : best), first);
  return { winner, events: [first, ...later] };
}

function byKey({ winner: a }: Telling, { winner: b }: Telling): number {
  return a.submittedAt - b.submittedAt || compareText(a.source, b.source) || compareText(a.jobId, b.jobId);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Counts what becomes of events that come one after the other to a row as it is. */
function weigh(row: StoredJob, events: readonly StoredJob[], counts: Counts): void {
  let best = row;
  for (const event of events) {
    const wins = supersedes(event, best);
    counts[wins ? 'updated' : 'unchanged']++;
    if (wins) best = event;
  }
}
