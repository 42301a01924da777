import { Refusal } from '@platen/contract';
import type { Transaction } from 'kysely';
import { type JobStore, signsOf, splitAtFloor, type Taken } from '../../jobs/index.ts';
import { GroupCommit, weightOfRequest } from '../group-commit.ts';
import { type Ledger, noted } from '../ledger/audited.ts';
import { floorsTopic, jobsFloor, ledgerFloors } from '../ledger/retention-store.ts';
import { declareSource, hearSources, listSources, retireSource } from '../ledger/source-rows.ts';
import type { LedgerTables } from '../ledger/tables.ts';
import { inTransaction } from '../ledger/transaction.ts';
import { type Hour, unsettle, unsettledHours } from '../ledger/unsettled-hours.ts';
import { forgetCounts, forgetJobs, nextToDrop } from './forget.ts';
import { hourOf, toRow } from './job-rows.ts';
import type { Meter } from './meter.ts';
import { readMeter } from './read-meter.ts';
import { type Outcome, type Telling, weigh } from './weigh.ts';

/** No insert that was begun takes effect after so long: by then it was given up, by us and by the servers. */
const busyForMs = 120_000;
const limits = { weightOfCommit: 20_000, weightWaiting: 200_000 };

/** The meter on ClickHouse. All that is written at the same time is written at once. */
export function clickhouseJobStore(meter: Meter): JobStore & AsyncDisposable {
  const { ledger } = meter;
  const writes = new GroupCommit<Telling, Taken>((tellings) => takeBatches(meter, tellings), limits);
  return {
    ...ledgerFloors(ledger.db, ledger.revisions),
    nextToDrop: () => nextToDrop(meter),
    forgetJobs: (before) => forgetJobs(meter, before),
    forgetCounts: (before) => forgetCounts(meter, before),
    // A number raised later is greater than all that were raised before.
    jobsRevision: (orgId) => Math.max(ledger.revisions.of(topicOf(orgId)), ledger.revisions.of(floorsTopic)),
    ingest: (orgId, batch) => writes.take(orgId, weightOfRequest + batch.jobs.length, { orgId, batch }),

    async readMeter(orgId, queries) {
      const ends = queries.flatMap(({ boundaries }) => [boundaries[0] ?? 0, boundaries.at(-1) ?? 0]);
      // Before anything is counted: what is settled by then stays as it is while we read.
      const unsettled = await unsettledHours(ledger.db, orgId, hourOf(Math.min(...ends)), Math.max(...ends));
      return readMeter(meter.server, meter.tables, { orgId, queries, unsettled });
    },

    listSources: (orgId) => listSources(ledger.db, orgId),
    declareSource: (orgId, source, declared) =>
      changed(ledger, orgId, (tx) => declareSource(tx, orgId, source, declared)),
    retireSource: (orgId, source, at) => changed(ledger, orgId, (tx) => retireSource(tx, orgId, source, at)),
    [Symbol.asyncDispose]: () => writes[Symbol.asyncDispose](),
  };
}

const topicOf = (orgId: string) => `jobs ${orgId}`;

/** What answers undefined has changed nothing. */
async function changed<T>(
  ledger: Ledger,
  orgId: string,
  change: (tx: Transaction<LedgerTables>) => Promise<T>,
): Promise<T> {
  const results: T[] = [];
  await noted(ledger, [topicOf(orgId)], async (tx) => {
    results.splice(0, 1, await change(tx));
    return results[0] !== undefined;
  });
  return results[0] as T;
}

/**
 * Takes some batches, one after the other. The hours are noted for unsettled before anything is written to them, so that
 * nobody reads their roll-up; and again afterwards, in case that took longer than it may.
 */
async function takeBatches(meter: Meter, told: readonly Telling[]): Promise<readonly Taken[]> {
  const { ledger, clock } = meter;
  // What is dropped has been below the floor for far longer than we may be busy with these.
  const floor = await jobsFloor(ledger.db);
  const split = told.map(({ orgId, batch }) => ({ orgId, ...splitAtFloor(batch, floor) }));
  const tellings: readonly Telling[] = split;
  const outcome = await weigh(meter.server, meter.tables, tellings);
  const hours = hoursOf(outcome);
  const busyUntil = () => clock.now() + busyForMs;
  if (hours.length > 0) {
    await inTransaction(ledger.db, (tx) => unsettle(tx, hours, busyUntil()));
    await write(meter, tellings, outcome);
  }
  await noted(ledger, topicsOf(tellings), async (tx) => {
    if (hours.length > 0) await unsettle(tx, hours, busyUntil());
    const byOrganization = [...Map.groupBy(tellings, ({ orgId }) => orgId)].sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    for (const [orgId, some] of byOrganization) {
      const signs = some.flatMap(({ batch }) => signsOf(batch));
      await hearSources(tx, orgId, signs);
    }
    return true;
  });
  return outcome.counts.map((counts, index) => ({ ...counts, tooOld: split[index]?.tooOld ?? [] }));
}

/** When it is not known whether the rows were written, what is kept of earlier answers must not be used any more. */
async function write(meter: Meter, tellings: readonly Telling[], { changed: jobs }: Outcome): Promise<void> {
  const rows = jobs.map((job) => toRow(job.orgId, job));
  try {
    await meter.server.insert(meter.tables.job, rows, 'again');
  } catch (error) {
    if (error instanceof Refusal) await noted(meter.ledger, topicsOf(tellings), async () => true);
    throw error;
  }
}

function topicsOf(tellings: readonly Telling[]): string[] {
  return [...new Set(tellings.map(({ orgId }) => topicOf(orgId)))];
}

function hoursOf({ changed: jobs }: Outcome): Hour[] {
  const hours = jobs.map(({ orgId, job }) => ({ orgId, hour: hourOf(job.submittedAt) }));
  return [...new Map(hours.map((hour) => [`${hour.orgId} ${hour.hour}`, hour])).values()];
}
