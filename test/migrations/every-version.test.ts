import { type Route, routes } from '@platen/contract';
import type { Kysely, TableMetadata } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig, serve } from '../../packages/server/src/index.ts';
import { HeldClock } from '../../packages/server/src/kit/clock.ts';
import { ask, someMorning } from '../support/platen.ts';
import { type AnyTables, type EarlierDatabase, type Engine, engines, type Row } from './engines.ts';
import { ids, operatorKey, organizationKey, replaced, rows } from './rows.ts';

describe.each(engines)('a database on $name', (engine) => {
  if (engine.lacking) return it.skip(engine.lacking);
  let started: Awaited<ReturnType<Engine['start']>>;
  beforeAll(async () => {
    started = await engine.start();
  });
  afterAll(() => started[Symbol.asyncDispose]());

  it.each(Object.keys(engine.migrations).sort())(
    'as %s left it is served with all it had',
    async (version) => {
      const database = await started.database();
      const before = await database.use((db) => fill(db, engine, version));
      await openAtOnce(database, engine.servers);
      const after = await database.use(contentsOf);
      for (const [table, had] of before) expectKept(table, had, after.get(table));
      await expectServed(database, new Set(before.keys()));
    },
  );
});

interface Contents {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** Makes the tables as they were at that version, with rows in all of them. */
async function fill(
  db: Kysely<AnyTables>,
  { migrations }: Engine,
  version: string,
): Promise<Map<string, Contents>> {
  const then = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= version));
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => then },
  }).migrateToLatest();
  if (error) throw error;
  const tables = new Map((await db.introspection.getTables()).map((table) => [table.name, table]));
  const unheardOf = [...tables.keys()].filter((name) => !(name in rows));
  if (unheardOf.length > 0) throw new Error(`Say in rows.ts what the rows of ${unheardOf} look like.`);
  for (const [name, samples] of Object.entries(rows)) {
    const table = tables.get(name);
    if (table && samples.length > 0)
      await db
        .insertInto(name)
        .values(samples.map((sample) => rowOf(table, sample)))
        .execute();
  }
  return contentsOf(db);
}

function rowOf(table: TableMetadata, sample: Row): Row {
  return Object.fromEntries(
    table.columns.map(({ name, dataType }) => {
      if (!(name in sample))
        throw new Error(`Say in rows.ts what is in the column ${name} of ${table.name}.`);
      return [name, dataType === 'bool' ? sample[name] === 1 : sample[name]];
    }),
  );
}

async function contentsOf(db: Kysely<AnyTables>): Promise<Map<string, Contents>> {
  const contents = new Map<string, Contents>();
  for (const { name, columns } of await db.introspection.getTables()) {
    contents.set(name, {
      columns: columns.map((column) => column.name),
      rows: await db.selectFrom(name).selectAll().execute(),
    });
  }
  return contents;
}

function expectKept(table: string, before: Contents, after: Contents | undefined): void {
  if (!after) {
    if (!(table in replaced))
      throw new Error(`Say in rows.ts what has the meaning of the table ${table} now.`);
    return;
  }
  const gone = before.columns.filter((column) => !after.columns.includes(column));
  const lost = gone.filter((column) => !(`${table}.${column}` in replaced));
  if (lost.length > 0) throw new Error(`Say in rows.ts what has the meaning of ${lost} of ${table} now.`);
  const kept = before.columns.filter((column) => !gone.includes(column));
  const of = (row: Row) => Object.fromEntries(kept.map((column) => [column, plain(row[column])]));
  const now = after.rows.map(of);
  for (const row of before.rows) expect(now).toContainEqual(of(row));
}

/** Bytes are a Buffer on one engine and none on the other. */
function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? [...value] : value;
}

function startServer({ settings }: EarlierDatabase) {
  const config = readConfig({ ...settings, PLATEN_PORT: '0', PLATEN_LOG_LEVEL: 'silent' }, undefined, {});
  return serve(config, { clock: new HeldClock(someMorning), pollFeeds: false, watchAlerts: false });
}

/** One of the servers brings it up to date; the others wait. */
async function openAtOnce(database: EarlierDatabase, servers: number): Promise<void> {
  const opened = await Promise.all(Array.from({ length: servers }, () => startServer(database)));
  for (const server of opened) {
    expect(server.firstOperatorKey).toBeUndefined();
    await server[Symbol.asyncDispose]();
  }
}

/** Words that only the rows of a table have. */
const words: Readonly<Record<string, string>> = {
  organization: 'Lindenhof Clinic',
  api_key: 'Helpdesk',
  audit: 'aud_1',
  region: 'Europe',
  component: 'Cloud print',
  component_change: '"status_code":"major_outage"',
  component_report: 'Jammed',
  incident: 'Printing stands still',
  incident_update: 'We look into it.',
  incident_correction: 'Printing is slow',
  incident_template: 'standstill',
  maintenance: 'New servers',
  feed: 'https://status.vendor.example',
  subscription: 'device_embedded',
  alert: 'Major Outage in eu',
  alert_channel: 'procurement@school.example',
  job_count: '"pages":1234',
  source: 'cups-01',
};

/** What has an id in a path and was not there from the beginning, and its table. */
const newThings: Readonly<Record<string, string>> = {
  '{feed_id}': 'feed',
  '{alert_id}': 'alert',
  '{rule_id}': 'alert_rule',
  '{channel_id}': 'alert_channel',
  '{delivery_id}': 'alert_delivery',
};

async function expectServed(database: EarlierDatabase, tables: ReadonlySet<string>): Promise<void> {
  await using server = await startServer(database);
  let told = '';
  for (const { path, scopes } of Object.values<Route>(routes).filter(isPlainGet)) {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof ids) => ids[name]);
    const isOperators = scopes.length === 0 || scopes.some((scope) => scope.startsWith('operator:'));
    const response = await ask(server, filled, isOperators ? operatorKey : organizationKey);
    const body = await response.text();
    const isOfLater = Object.entries(newThings).some(
      ([parameter, table]) => path.includes(parameter) && !tables.has(table),
    );
    expect([filled, response.status, body]).toEqual([filled, isOfLater ? 404 : 200, body]);
    told += body;
  }
  for (const [table, word] of Object.entries(words)) if (tables.has(table)) expect(told).toContain(word);
}

function isPlainGet({ method, path, for: whom }: Route): boolean {
  return method === 'GET' && !path.endsWith('/stream') && whom === undefined;
}
