import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clickhouse } from '../../test/support/clickhouse.ts';
import { countStatement, monthStatements, sumsStatement } from './clickhouse-month.ts';
import type { Engine, Place } from './engine.ts';
import { cpuSecondsOf } from './processes.ts';

/** A real ClickHouse, alone, with the settings it comes with; the ledger is in the embedded database beside it. */
export async function startClickhouse(): Promise<Engine> {
  const server = await Clickhouse.start();
  return {
    name: 'ClickHouse',
    version: await server.query('select version()'),
    // It takes few large batches better than many small ones; this is the most that one request may bring.
    batchSize: 10_000,
    mostJobs: { usual: 10_000_000, large: 100_000_000 },
    place: () => place(server),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function place(server: Clickhouse): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  const url = server.database();
  const database = new URL(url).pathname.slice(1);
  const bytesOf = async (table: string) => {
    await server.query(`optimize table ${database}.${table} final`);
    return Number(
      await server.query(
        `select sum(bytes_on_disk) from system.parts where database = '${database}' and table = '${table}' and active`,
      ),
    );
  };
  return {
    folder,
    settings: { CLICKHOUSE_URL: url },
    cpuSeconds: () =>
      cpuSecondsOf(({ name, parent }) => parent === process.pid && name.startsWith('clickhouse')),
    async sizes() {
      // What the server does with each hour once nobody writes to it any more.
      await server.query(countStatement(database, '1'));
      return {
        eventBytes: await bytesOf('job'),
        countBytes: await bytesOf('job_count'),
        jobs: Number(await server.query(`select count() from ${database}.job`)),
      };
    },
    async fillMonth(month) {
      for (const statement of monthStatements(database, month)) await server.query(statement);
    },
    async addUp(month) {
      const [submitted = 0, completed = 0, pages = 0] = (await server.query(sumsStatement(database, month)))
        .split('\t')
        .map(Number);
      return { submitted, completed, pages };
    },
    async [Symbol.asyncDispose]() {
      await server.query(`drop database if exists ${database}`);
      await rm(folder, { recursive: true });
    },
  };
}
