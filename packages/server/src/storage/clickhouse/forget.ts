import { unsettledBefore } from '../ledger/unsettled-hours.ts';
import type { Meter } from './meter.ts';
import { quote } from './quote.ts';
import { onCluster, storedName } from './tables.ts';

type Kept = 'job' | 'job_count';

/** The last instant of the oldest month of jobs, and of counts; null where there is none. */
export async function nextToDrop(
  meter: Meter,
): Promise<{ readonly jobs: number | null; readonly counts: number | null }> {
  const [jobs, counts] = [await oldestMonth(meter, 'job'), await oldestMonth(meter, 'job_count')];
  return { jobs: jobs ? jobs.end - 1 : null, counts: counts ? counts.end - 1 : null };
}

/**
 * Drops the oldest month if all of it is before that moment, and answers how many rows it had, of which some may have
 * been versions of one job. A month of which an hour is not settled stays: its counts are in its jobs alone.
 */
export async function forgetJobs(meter: Meter, before: number): Promise<number> {
  return forget(meter, 'job', before);
}

/** Drops the oldest month of counts if all of it is before that moment. */
export async function forgetCounts(meter: Meter, before: number): Promise<number> {
  return forget(meter, 'job_count', before);
}

async function forget(meter: Meter, table: Kept, before: number): Promise<number> {
  const month = await oldestMonth(meter, table);
  if (!month || month.end > before) return 0;
  if (await unsettledBefore(meter.ledger.db, month.end)) return 0;
  const { database } = meter.tables;
  await meter.server.run(
    `alter table ${database}.${storedName(table, meter.tables)}${onCluster(meter.tables)} drop partition ${month.name}`,
  );
  return month.rows;
}

/** What lies on disk together. */
interface Month {
  readonly name: string;
  readonly end: number;
  readonly rows: number;
}

async function oldestMonth({ server, tables }: Meter, table: Kept): Promise<Month | undefined> {
  const { database, cluster } = tables;
  const parts = cluster === null ? 'system.parts' : `cluster(${cluster}, system, parts)`;
  const [[name, rows] = []] = await server.rows(`
    select partition, sum(rows) from ${parts}
    where database = ${quote(database)} and table = ${quote(storedName(table, tables))} and active
    group by partition order by partition limit 1`);
  if (name === undefined) return undefined;
  const number = Number(name);
  return {
    name: String(number),
    end: Date.UTC(Math.floor(number / 100), number % 100),
    rows: rows as number,
  };
}
