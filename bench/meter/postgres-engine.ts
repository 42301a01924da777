import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Postgres } from '../../test/support/postgres.ts';
import type { Engine, Place, Rows } from './engine.ts';

/** A real PostgreSQL with the settings it comes with, heard on a socket. */
export async function startPostgres(): Promise<Engine> {
  const server = await Postgres.start();
  const [{ version = '', child = 0 } = {}] = await runIn(await server.database(), [
    `select current_setting('server_version') as version, pid as child
     from pg_stat_activity where backend_type = 'checkpointer'`,
  ]);
  const postmaster = readStat(String(child))?.parent ?? 0;
  return {
    name: 'PostgreSQL',
    version: String(version).split(' ')[0] ?? '',
    batchSize: 1_000,
    numbers: (first, last) => `generate_series(${first}::bigint, ${last}::bigint) as n (i)`,
    place: async () => place(await server.database(), postmaster),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function place(url: string, postmaster: number): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  return {
    folder,
    settings: { DATABASE_URL: url },
    cpuSeconds: () => cpuSecondsOfChildren(postmaster),
    async bytesOf(...tables) {
      const list = tables.map((table) => `pg_total_relation_size('${table}')`);
      const [{ bytes = 0 } = {}] = await runIn(url, [`select ${list.join(' + ')} as bytes`]);
      return Number(bytes);
    },
    run: (...statements) => runIn(url, statements),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

async function runIn(url: string, statements: readonly string[]): Promise<Rows> {
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

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

/** What the processes of the server have used that are still there. */
function cpuSecondsOfChildren(parent: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readStat)
    .filter((stat) => stat?.parent === parent);
  return children.reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0) / ticksPerSecond;
}

/** Undefined when the process has just ended. */
function readStat(pid: string): { readonly parent: number; readonly ticks: number } | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // After the name, which may hold anything: state, parent, then eleventh and twelfth from there the times.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}
