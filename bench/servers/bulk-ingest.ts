import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from } from 'pg-copy-streams';
import type { StoredJob } from '../../packages/server/src/jobs/index.ts';
import { reportTo } from '../support/children.ts';
import { jobOf, makeBatches, orgIdOf, type Shape } from '../support/events.ts';

/**
 * The peer: the same rows by the fastest way that the engine has, into one table without a key, a transaction a batch,
 * each on disk before the next of its caller. They are ready before the clock runs.
 */
const [folder = '', settings = '{}', shape = '', batches = '0', size = '0', callers = '1'] =
  process.argv.slice(2);
const { DATABASE_URL: postgres, CLICKHOUSE_URL: clickhouse } = JSON.parse(settings) as Readonly<
  Record<string, string>
>;
const jobs = makeBatches(shape as Shape, Number(batches), Number(size), Date.now()).map(({ org, events }) =>
  events.map((event) => rowOf(orgIdOf(org), jobOf(event))),
);
const columns = {
  ...{ org_id: 'text', submitted_at: 'bigint', source: 'text', job_id: 'text', type: 'text', state: 'text' },
  ...{
    updated_at: 'bigint',
    processing_at: 'bigint',
    finished_at: 'bigint',
    reason: 'text',
    pages: 'bigint',
  },
  ...{ color_pages: 'bigint', sheets: 'bigint', copies: 'bigint', device: 'text', abandoned: 'bigint' },
};
const table = (types: Readonly<Record<string, string>>) =>
  `plain (${Object.entries(columns).map(([name, type]) => `${name} ${types[type] ?? type}`)})`;
reportTo({ seconds: String(await measure()) });
process.once('SIGTERM', () => process.exit(0));

async function measure(): Promise<number> {
  if (clickhouse !== undefined) return await byClickhouse(new URL(clickhouse));
  return postgres === undefined ? bySqlite() : await byPostgres(postgres);
}

type Row = (string | number | null)[];

function rowOf(orgId: string, job: StoredJob): Row {
  const { abandoned, source, submittedAt, jobId, ...rest } = job;
  return [orgId, submittedAt, source, jobId, ...Object.values(rest), abandoned ? 1 : 0];
}

/** It has one writer, whoever calls. */
function bySqlite(): number {
  using db = new DatabaseSync(join(folder, 'plain.db'));
  db.exec('pragma journal_mode = wal; pragma synchronous = full;');
  db.exec(`create table ${table({ bigint: 'integer' })} strict`);
  const insert = db.prepare(`insert into plain values (${Array(16).fill('?').join(', ')})`);
  const began = performance.now();
  for (const rows of jobs) {
    db.exec('begin');
    for (const row of rows) insert.run(...row);
    db.exec('commit');
  }
  return (performance.now() - began) / 1000;
}

async function byPostgres(url: string): Promise<number> {
  const texts = jobs
    .map((rows) =>
      Buffer.from(rows.map((row) => `${row.map((value) => value ?? '\\N').join('\t')}\n`).join('')),
    )
    .values();
  const clients = Array.from({ length: Number(callers) }, () => new Client(url));
  for (const client of clients) await client.connect();
  await clients[0]?.query(`create table ${table({})}`);
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (const text of texts) await pipeline([text], client.query(from('copy plain from stdin')));
    }),
  );
  const took = (performance.now() - began) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return took;
}

/** A table of this engine has to be sorted by something. */
async function byClickhouse({ origin, pathname }: URL): Promise<number> {
  const name = pathname.slice(1);
  const post = async (query: string, body = '') => {
    const response = await fetch(`${origin}/?query=${encodeURIComponent(query)}`, { method: 'POST', body });
    const said = await response.text();
    if (!response.ok) throw new Error(said);
  };
  await post(`create database ${name}`);
  const types = { text: 'Nullable(String)', bigint: 'Nullable(Int64)' };
  await post(
    `create table ${name}.${table(types)
      .replace('org_id Nullable(String)', 'org_id String')
      .replace('submitted_at Nullable(Int64)', 'submitted_at Int64')}
     engine = MergeTree order by (org_id, submitted_at)`,
  );
  const names = Object.keys(columns);
  const texts = jobs
    .map((rows) =>
      rows
        .map((row) => JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i]]))))
        .join('\n'),
    )
    .values();
  const began = performance.now();
  const send = async () => {
    for (const text of texts) await post(`insert into ${name}.plain format JSONEachRow`, text);
  };
  await Promise.all(Array.from({ length: Number(callers) }, send));
  return (performance.now() - began) / 1000;
}
