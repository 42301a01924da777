import {
  type Batch,
  heard,
  type IngestCounts,
  type Sign,
  type Source,
  type StoredJob,
  signsOf,
  splitAtFloor,
  supersedes,
  type Taken,
  Tally,
} from '../../jobs/index.ts';
import type { Session } from './connections.ts';
import { addCounts } from './count-rows.ts';
import { insertJobs, keyOf, lockJobs, updateJobs } from './job-rows.ts';
import { lockOrMakeSources, writeSources } from './source-rows.ts';

/**
 * Takes batches of an organization, one after the other, within a transaction. Every table is written once, in the order
 * of its keys, and the tables always in this order, so that no two transactions wait for each other.
 */
export async function takeBatches(
  session: Session,
  orgId: string,
  batches: readonly Batch[],
): Promise<Taken[]> {
  const floor = await jobsFloor(session);
  const taken = batches.map((batch) => ({
    ...splitAtFloor(batch, floor),
    counts: { accepted: 0, updated: 0, unchanged: 0 },
  }));
  const events = taken.flatMap(({ batch, counts }) => batch.jobs.map((job) => ({ job, counts })));
  const tally = new Tally();
  if (events.length > 0) await takeJobs(session, orgId, events, tally);
  await addCounts(session, orgId, tally.changes());
  await hear(
    session,
    orgId,
    taken.flatMap(({ batch }) => signsOf(batch)),
  );
  return taken.map(({ counts, tooOld }) => ({ ...counts, tooOld }));
}

async function jobsFloor(session: Session): Promise<number> {
  const { rows } = await session.query<{ jobs_from: number }>('select jobs_from from retention');
  return rows[0]?.jobs_from ?? 0;
}

/** One row for each job, so the events of each are first weighed against one another. */
async function takeJobs(
  session: Session,
  orgId: string,
  events: readonly Event[],
  tally: Tally,
): Promise<void> {
  const told = [...Map.groupBy(events, ({ job }) => keyOf(job)).values()].map(tellingOf).sort(byKey);
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
    first.counts.accepted++;
    weigh(first.job, later);
  }
  if (rest.length > 0) await replaceJobs(session, orgId, rest, tally);
}

/** Compares with the rows that are there, and replaces those that are superseded. */
async function replaceJobs(
  session: Session,
  orgId: string,
  tellings: readonly Telling[],
  tally: Tally,
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
    weigh(old, events);
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

/** An event, and what is counted for those of its batch. */
interface Event {
  readonly job: StoredJob;
  readonly counts: { -readonly [K in keyof IngestCounts]: number };
}

/** What is told of one job. */
interface Telling {
  readonly winner: StoredJob;
  /** In the order they came. */
  readonly events: readonly [Event, ...Event[]];
}

function tellingOf(events: readonly Event[]): Telling {
  const [first, ...later] = events;
  if (!first) throw new Error('A job has been told of by no event.');
  const winner = later.reduce((best, { job }) => (supersedes(job, best) ? job : best), first.job);
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
function weigh(row: StoredJob, events: readonly Event[]): void {
  let best = row;
  for (const { job, counts } of events) {
    const wins = supersedes(job, best);
    counts[wins ? 'updated' : 'unchanged']++;
    if (wins) best = job;
  }
}

async function hear(session: Session, orgId: string, signs: readonly Sign[]): Promise<void> {
  const signsOfSources = Map.groupBy(signs, ({ source }) => source);
  if (signsOfSources.size === 0) return;
  const known = await lockOrMakeSources(session, orgId, [...signsOfSources.keys()].sort());
  const now = [...signsOfSources].flatMap(
    ([source, its]) => its.reduce<Source | undefined>(heard, known.get(source)) ?? [],
  );
  await writeSources(session, orgId, now);
}
