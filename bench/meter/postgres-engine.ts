import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Postgres } from '../../test/support/postgres.ts';
import type { Engine, Place } from './engine.ts';
import { cpuSecondsOf, readProcess } from './processes.ts';
import { addUpStatement, monthStatements, type Rows, sumsOf } from './sql-month.ts';

/** A real PostgreSQL with the settings it comes with, heard on a socket. */
export async function startPostgres(): Promise<Engine> {
  const server = await Postgres.start();
  const [{ version = '', child = 0 } = {}] = await runIn(
    await server.database(),
    `select current_setting('server_version') as version, pid as child
     from pg_stat_activity where backend_type = 'checkpointer'`,
  );
  const postmaster = readProcess(Number(child))?.parent;
  return {
    name: 'PostgreSQL',
    version: String(version).split(' ')[0] ?? '',
    batchSize: 1_000,
    mostJobs: { usual: 1_000_000, large: 10_000_000 },
    place: async () => place(await server.database(), postmaster),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function place(url: string, postmaster: number | undefined): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  return {
    folder,
    settings: { DATABASE_URL: url },
    cpuSeconds: () => cpuSecondsOf(({ parent }) => parent === postmaster),
    async sizes() {
      const size = (table: string) => `pg_total_relation_size('${table}')`;
      const [{ jobs, events, counts } = {}] = await runIn(
        url,
        `select count(*) as jobs, ${size('job')} as events, ${size('job_count')} as counts
         from job`,
      );
      return { jobs: Number(jobs), eventBytes: Number(events), countBytes: Number(counts) };
    },
    async fillMonth(month) {
      await runIn(url, ...monthStatements(month, numbers));
    },
    async addUp(month) {
      return sumsOf(await runIn(url, addUpStatement(month)));
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

function numbers(first: number, last: number): string {
  return `generate_series(${first}::bigint, ${last}::bigint) as n (i)`;
}

/** Runs statements in one session, one after the other, and tells the rows of the last. */
async function runIn(url: string, ...statements: string[]): Promise<Rows> {
  const client = new Client(url);
  await client.connect();
  try {
    let rows: Rows = [];
    for (const statement of statements) rows = (await client.query<Rows[number]>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}
