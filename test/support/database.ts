import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { parseAddress } from '../../packages/server/src/storage/clickhouse/address.ts';
import { askClickhouse } from './clickhouse.ts';
import type { Platen } from './platen.ts';
import type { SharedEngines } from './shared-engines.ts';

type Stored = Pick<Platen, 'folder' | 'engines'>;
type Row = Readonly<Record<string, unknown>>;
type Tables = Record<string, string[]>;

/** What changes by asking alone, or by the server itself; the use of keys, the answers kept for an Idempotency-Key. */
const ofItself = {
  tables: ['idempotency', 'settling', 'unsettled'],
  columns: ['last_used_at', 'last_used_from', 'last_used_agent'],
};

/** All rows of all tables as text, by table, but for what changes by asking alone. */
export async function dumpTables({ folder, engines }: Stored): Promise<Tables> {
  const tables = engines
    ? await sharedTables(engines, ofItself.columns)
    : tablesOf(join(folder, 'platen.db'));
  return Object.fromEntries(Object.entries(tables).filter(([name]) => !ofItself.tables.includes(name)));
}

/** Which files of the folder hold the text anywhere in their bytes, or which tables where the data is shared. */
export async function placesWith({ folder, engines }: Stored, text: string): Promise<string[]> {
  if (!engines) return readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes(text));
  const tables = Object.entries(await sharedTables(engines));
  return tables.filter(([, rows]) => rows.some((row) => row.includes(text))).map(([name]) => name);
}

function tablesOf(file: string): Tables {
  using db = new DatabaseSync(file, { readOnly: true });
  const names = db
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    .all()
    .map(({ name }) => String(name));
  const rowsOf = (table: string) => db.prepare(`select * from "${table}"`).all();
  return Object.fromEntries(names.map((name) => [name, textsOf(rowsOf(name), ofItself.columns)]));
}

async function sharedTables(
  { postgres, clickhouse }: SharedEngines,
  leftOut: readonly string[] = [],
): Promise<Tables> {
  const client = new Client(postgres);
  await client.connect();
  try {
    const rowsOf = async (sql: string) => (await client.query<Row>(sql)).rows;
    const named = await rowsOf(
      "select table_name from information_schema.tables where table_schema = 'public'",
    );
    const tables: Tables = {};
    for (const { table_name: name } of named) {
      tables[String(name)] = textsOf(await rowsOf(`select * from "${name}"`), leftOut);
    }
    const organizations = await rowsOf('select org_id from organization');
    const ids = organizations.map(({ org_id }) => String(org_id));
    return { ...tables, job: await jobsOf(clickhouse, ids) };
  } finally {
    await client.end();
  }
}

/** Every version of every job; a version that was written again is the same. */
async function jobsOf(clickhouse: string, organizations: readonly string[]): Promise<string[]> {
  const { entries, database } = parseAddress(clickhouse);
  const ids = ["''", ...organizations.map((id) => `'${id}'`)].join(', ');
  const sql = `select distinct * from ${database}.job where org_id in (${ids}) format JSONEachRow`;
  const said = await askClickhouse(new URL(entries[0] ?? '').host, sql);
  return said.split('\n').filter(Boolean).sort();
}

function textsOf(rows: readonly Row[], leftOut: readonly string[]): string[] {
  return rows.map((row) => JSON.stringify(Object.entries(row).flatMap(fieldText))).sort();

  function fieldText([name, value]: [string, unknown]): [string, unknown][] {
    if (leftOut.includes(name)) return [];
    return [[name, value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value]];
  }
}
