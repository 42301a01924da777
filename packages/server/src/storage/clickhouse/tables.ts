import { setTimeout as pause } from 'node:timers/promises';
import type { Address } from './address.ts';
import { quote } from './quote.ts';
import type { Server } from './server.ts';

/** The meter's tables, by the names that statements are to use. */
export interface Tables {
  readonly job: string;
  readonly jobCount: string;
  readonly database: string;
  readonly cluster: string | null;
}

interface Table {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: string, codec?: string])[];
  /** Of rows with the same key that with the greatest of this column stays. */
  readonly version: string;
  readonly key: string;
  /** What is on one shard together. */
  readonly shardBy: string;
}

/** Times of one hour lie together, and differ little from one to the next. */
const time = 'Delta, ZSTD';
const packed = 'ZSTD';

const job: Table = {
  name: 'job',
  columns: [
    ['org_id', 'String', packed],
    ['hour', 'Int64', time],
    ['submitted_at', 'Int64', time],
    ['source', 'String', packed],
    ['job_id', 'String', packed],
    ['version', 'UInt64', time],
    ['type', 'String', packed],
    ['state', 'String', packed],
    ['updated_at', 'Int64', time],
    ['processing_at', 'Nullable(Int64)', packed],
    ['finished_at', 'Nullable(Int64)', packed],
    ['reason', 'Nullable(String)', packed],
    ['pages', 'Nullable(UInt32)', packed],
    ['color_pages', 'Nullable(UInt32)', packed],
    ['sheets', 'Nullable(UInt32)', packed],
    ['copies', 'Nullable(UInt32)', packed],
    ['device', 'Nullable(String)', packed],
    ['abandoned', 'UInt8', packed],
    ['wait_bucket', 'Nullable(Int16)', packed],
    ['completion_bucket', 'Nullable(Int16)', packed],
  ],
  version: 'version',
  key: 'org_id, hour, submitted_at, source, job_id',
  shardBy: 'cityHash64(org_id, source)',
};

/** The counts of whole hours, as they were when they were last recounted: the rows of an hour's greatest generation. */
const jobCount: Table = {
  name: 'job_count',
  columns: [
    ['org_id', 'String', packed],
    ['hour', 'Int64', time],
    ['generation', 'UInt64', packed],
    ['slot', 'Int64', time],
    ['type', 'String', packed],
    ['source', 'String', packed],
    ['device', 'String', packed],
    ['submitted', 'UInt64', packed],
    ['completed', 'UInt64', packed],
    ['cancelled', 'UInt64', packed],
    ['failed', 'UInt64', packed],
    ['open', 'UInt64', packed],
    ['abandoned', 'UInt64', packed],
    ['pages', 'UInt64', packed],
    ['color_pages', 'UInt64', packed],
    ['sheets', 'UInt64', packed],
    ['wait_bucket', 'Array(Int16)', packed],
    ['wait_n', 'Array(UInt64)', packed],
    ['completion_bucket', 'Array(Int16)', packed],
    ['completion_n', 'Array(UInt64)', packed],
  ],
  version: 'generation',
  key: 'org_id, hour, slot, type, source, device',
  // An hour's rows come in one block, and are there together.
  shardBy: 'cityHash64(org_id, hour)',
};

const firstVersionWithCodecs = 20;
const attempts = 5;
const againAfterMs = 300;

/**
 * Makes the database and the tables that are missing. Where nothing is, nothing is asked of the servers but that: a
 * cluster of which one is away is not held up. Two that begin at once can get in each other's way, and try again.
 */
export async function prepareTables(server: Server, address: Address): Promise<Tables> {
  for (let attempt = 1; !(await areThere(server, address)); attempt++) {
    try {
      for (const statement of await statementsFor(server, address)) await server.run(statement);
    } catch (error) {
      if (attempt === attempts) throw error;
      await pause(againAfterMs);
    }
  }
  const { database, cluster } = address;
  return { job: `${database}.job`, jobCount: `${database}.job_count`, database, cluster };
}

async function areThere(server: Server, { database, cluster }: Address): Promise<boolean> {
  const wanted =
    cluster === null ? ['job', 'job_count'] : ['job_local', 'job', 'job_count_local', 'job_count'];
  const found = await server.rows(
    `select name from system.tables where database = ${quote(database)} and name in (${wanted.map(quote).join(', ')})`,
  );
  return found.length === wanted.length;
}

async function statementsFor(server: Server, address: Address): Promise<string[]> {
  const { database, cluster } = address;
  const [[version] = []] = await server.rows('select version()');
  const hasCodecs = Number.parseInt(String(version), 10) >= firstVersionWithCodecs;
  const known = await server.rows(`select name from system.databases where name = ${quote(database)}`);
  const makeDatabase = `create database if not exists ${database}${onCluster(address)}`;
  return [
    // Who may not make databases may well use one.
    ...(known.length > 0 && cluster === null ? [] : [makeDatabase]),
    ...[job, jobCount].flatMap((table) => statementsOf(table, address, hasCodecs)),
  ];
}

/** The table that rows lie in, of which there may be one on each node. */
export function storedName(name: string, { cluster }: Pick<Address, 'cluster'>): string {
  return cluster === null ? name : `${name}_local`;
}

export function onCluster({ cluster }: Pick<Address, 'cluster'>): string {
  return cluster === null ? '' : ` on cluster ${cluster}`;
}

function statementsOf(table: Table, address: Address, hasCodecs: boolean): string[] {
  const { database, cluster } = address;
  const codecOf = (codec: string | undefined) => (hasCodecs && codec ? ` codec(${codec})` : '');
  const columns = table.columns.map(([name, type, codec]) => `${name} ${type}${codecOf(codec)}`).join(', ');
  const create = (name: string) =>
    `create table if not exists ${database}.${name}${onCluster(address)} (${columns})`;
  // The key narrows to few rows where single moments are looked up.
  const sorted = `partition by toYYYYMM(toDateTime(intDiv(hour, 1000), 'UTC'))
    order by (${table.key}) settings index_granularity = 1024`;
  if (cluster === null)
    return [`${create(table.name)} engine = ReplacingMergeTree(${table.version}) ${sorted}`];
  const local = storedName(table.name, address);
  const path = quote(`/clickhouse/tables/{shard}/${database}/${table.name}`);
  return [
    `${create(local)} engine = ReplicatedReplacingMergeTree(${path}, '{replica}', ${table.version}) ${sorted}`,
    `${create(table.name)} engine = Distributed(${cluster}, ${database}, ${local}, ${table.shardBy})`,
  ];
}
