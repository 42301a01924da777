import { type JobType, jobTypes } from '@platen/contract';
import { slotMs } from '../../jobs/index.ts';
import { dayMs } from '../../kit/instant.ts';
import {
  type DayDigest,
  emptyDay,
  type JobCounts,
  type KeptFrom,
  type MeterToCopy,
  type Span,
  type TakeRows,
} from '../copy/meter.ts';
import { addToDigest, type Digest, type Row, rowsPerPart, type StoreToCopy } from '../copy/store-to-copy.ts';
import { fromJob, type JobRow, toJob } from '../job-row.ts';
import { parseAddress } from './address.ts';
import { countedRows, digestOfJobs, rollUpRows } from './copied-rows.ts';
import { hourOf, standingColumns, toRow, toStandingJob } from './job-rows.ts';
import { quote } from './quote.ts';
import { readMeter } from './read-meter.ts';
import { Server } from './server.ts';
import { prepareTables, type Tables } from './tables.ts';
import { weigh } from './weigh.ts';

interface CopiedMeter {
  readonly server: Server;
  readonly tables: Tables;
  /** Which hours are unsettled is kept there. */
  readonly ledger: StoreToCopy;
}

/**
 * The meter at a URL of ClickHouse beside a ledger, to copy from or to. Jobs are copied as they stand, and counts
 * into the roll-up, though not all of their jobs may be kept.
 *
 * @throws UnusableDatabaseError when the URL is none
 * @throws Refusal `overloaded` when no server answers
 */
export async function openClickhouseToCopy(
  url: string,
  ledger: StoreToCopy,
): Promise<MeterToCopy & AsyncDisposable> {
  const address = parseAddress(url);
  await using opened = new AsyncDisposableStack();
  const server = opened.use(new Server(address));
  await server.begin();
  const meter: CopiedMeter = { server, tables: await prepareTables(server, address), ledger };
  const everything = opened.move();
  return {
    countJobs: (floors) => countJobs(meter, floors),
    digests: (orgId, floors) => digests(meter, orgId, floors),
    async readSpan(span, take) {
      for await (const rows of readJobs(meter, span)) await take('job', rows);
      for await (const rows of readCounts(meter, span)) await take('job_count', rows);
    },
    replaceSpan: (span, fill) => replaceSpan(meter, span, fill),
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

async function countJobs(meter: CopiedMeter, floors: KeptFrom): Promise<ReadonlyMap<string, JobCounts>> {
  const { job, jobCount } = meter.tables;
  const found = await meter.server.rows(
    `select distinct org_id from (select org_id from ${job} union all select org_id from ${jobCount}) order by org_id`,
  );
  const counts = new Map<string, JobCounts>();
  for (const orgId of found.map(([orgId]) => String(orgId))) {
    const ofType = new Map<JobType, number>();
    const { from, until } = await daysOf(meter, orgId);
    const window = [Math.max(from * dayMs, floors.counts), until * dayMs];
    const rows = await readSlots(meter, orgId, window, 'source');
    for (const { type, submitted } of rows) ofType.set(type, (ofType.get(type) ?? 0) + submitted);
    counts.set(orgId, ofType);
  }
  return counts;
}

async function digests(
  meter: CopiedMeter,
  orgId: string,
  floors: KeptFrom,
): Promise<ReadonlyMap<number, DayDigest>> {
  const days = new Map<number, DayDigest>();
  const always = { orgId, floors, ...(await daysOf(meter, orgId)) };
  const dayOf = (slot: number) => Math.floor(slot / dayMs);
  for (const span of piecesOf(always)) {
    const found = await meter.server.rows(`
      select intDiv(submitted_at, ${dayMs}) as day, ${digestOfJobs} from ${meter.tables.job} final
      where ${isOf(span)} and submitted_at >= ${floors.jobs} group by day`);
    for (const [day, rows, sum] of found as readonly (readonly number[])[])
      days.set(day ?? 0, { ...emptyDay, job: { rows: rows ?? 0, sum: sum ?? 0 } });
  }
  for await (const counted of readCounts(meter, always)) {
    for (const [day, rows] of Map.groupBy(counted, ({ slot }) => dayOf(Number(slot)))) {
      const digest = rows.reduce<Digest>(addToDigest, { rows: 0, sum: 0 });
      days.set(day, { ...(days.get(day) ?? emptyDay), job_count: digest });
    }
  }
  return days;
}

/** The days of which anything is kept. */
async function daysOf(
  { server, tables }: CopiedMeter,
  orgId: string,
): Promise<{ from: number; until: number }> {
  const ends = (table: string) =>
    server.rows(
      `select min(hour), max(hour) from ${table} where org_id = ${quote(orgId)} having count() > 0`,
    );
  const hours = [...(await ends(tables.job)), ...(await ends(tables.jobCount))].flat().map(Number);
  if (hours.length === 0) return { from: 0, until: 0 };
  return { from: Math.floor(Math.min(...hours) / dayMs), until: Math.floor(Math.max(...hours) / dayMs) + 1 };
}

/** What one statement reads: more would take longer than it may, or be too much to hold. */
const daysAtATime = 10;

function piecesOf<S extends Pick<Span, 'from' | 'until'>>(span: S): S[] {
  const pieces = Math.ceil((span.until - span.from) / daysAtATime);
  return Array.from({ length: pieces }, (_, index) => {
    const from = span.from + index * daysAtATime;
    return { ...span, from, until: Math.min(from + daysAtATime, span.until) };
  });
}

function isOf({ orgId, from, until }: Span): string {
  return `org_id = ${quote(orgId)} and hour >= ${from * dayMs} and hour < ${until * dayMs}`;
}

/** As many hours at a time as have about one part of jobs. */
async function* readJobs({ server, tables }: CopiedMeter, span: Span): AsyncGenerator<readonly Row[]> {
  const isWanted = `${isOf(span)} and submitted_at >= ${span.floors.jobs}`;
  const hours = await server.rows(
    `select hour, count() from ${tables.job} where ${isWanted} group by hour order by hour`,
  );
  let some: number[] = [];
  let count = 0;
  for (const [index, [hour, jobs]] of hours.entries()) {
    some.push(Number(hour));
    count += Number(jobs);
    if (count < rowsPerPart && index < hours.length - 1) continue;
    const found = await server.rows(
      `select ${standingColumns} from ${tables.job} final where ${isWanted} and hour in (${some.join(', ')})`,
    );
    const rows = found.map((row) => ({ org_id: span.orgId, ...fromJob(toStandingJob(row).job) }));
    for (let at = 0; at < rows.length; at += rowsPerPart) yield rows.slice(at, at + rowsPerPart);
    some = [];
    count = 0;
  }
}

async function* readCounts(meter: CopiedMeter, span: Span): AsyncGenerator<readonly Row[]> {
  for (const { orgId, floors, from, until } of piecesOf(span)) {
    const slots = Array.from(
      { length: (until - from) * (dayMs / slotMs) + 1 },
      (_, index) => from * dayMs + index * slotMs,
    );
    const boundaries = slots.filter((slot) => slot >= floors.counts);
    if (boundaries.length < 2) continue;
    yield countedRows(orgId, boundaries, await readSlots(meter, orgId, boundaries, 'device'));
  }
}

async function readSlots(
  { server, tables, ledger }: CopiedMeter,
  orgId: string,
  boundaries: readonly number[],
  by: 'source' | 'device',
) {
  const ends = [hourOf(boundaries[0] ?? 0), boundaries.at(-1) ?? 0];
  // Before anything is counted, as everybody does who reads.
  const unsettled = await ledger.reading((session) =>
    session.query('select hour from unsettled where org_id = ? and hour >= ? and hour < ?', [orgId, ...ends]),
  );
  const queries = [{ boundaries, types: jobTypes, by }];
  const asked = { orgId, queries, unsettled: unsettled.map(({ hour }) => Number(hour)) };
  const [rows = []] = await readMeter(server, tables, asked);
  return rows;
}

async function replaceSpan(
  meter: CopiedMeter,
  span: Span,
  fill: (take: TakeRows) => Promise<void>,
): Promise<void> {
  const counted: Row[] = [];
  await fill(async (table, rows) => {
    if (table === 'job') await takeJobs(meter, span.orgId, rows);
    else counted.push(...rows);
  });
  await putIntoRollUp(meter, span, counted);
}

/** Until their counts are there, too, the hours are unsettled. No server settles them while its store is copied to. */
async function takeJobs({ server, tables, ledger }: CopiedMeter, orgId: string, rows: readonly Row[]) {
  const jobs = rows.map((row) => toJob(row as unknown as JobRow));
  const hours = [...new Set(jobs.map(({ submittedAt }) => hourOf(submittedAt)))];
  await ledger.writing(async (session) => {
    const known = await session.query('select hour from unsettled where org_id = ?', [orgId]);
    const isKnown = new Set(known.map(({ hour }) => Number(hour)));
    const missing = hours.filter((hour) => !isKnown.has(hour));
    const noted = missing.map((hour) => ({ org_id: orgId, hour, busy_until: 0, touch: 1 }));
    if (noted.length > 0) await session.insertRows('unsettled', noted);
  });
  const batch = { jobs, receivedAt: 0, heardFrom: null };
  const { changed } = await weigh(server, tables, [{ orgId, batch }]);
  const changedRows = changed.map((job) => toRow(orgId, job));
  if (changedRows.length > 0) await server.insert(tables.job, changedRows, 'again');
}

async function putIntoRollUp({ server, tables, ledger }: CopiedMeter, span: Span, counted: readonly Row[]) {
  const generation = await ledger.writing(async (session) => {
    const [row] = await session.query('select generation from settling');
    const next = Number(row?.generation ?? 0) + 1;
    await session.deleteRows({ table: 'settling' });
    await session.insertRows('settling', [{ id: 1, generation: next, lease_until: 0 }]);
    return next;
  });
  const rows = rollUpRows(counted, generation);
  if (rows.length > 0) await server.insert(tables.jobCount, rows, 'once');
  await ledger.writing((session) =>
    session.deleteRows({
      table: 'unsettled',
      where: 'org_id = ? and hour >= ? and hour < ?',
      parameters: [span.orgId, span.from * dayMs, span.until * dayMs],
    }),
  );
}
