import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { type RunningServer, readConfig, serve } from '../../packages/server/src/index.ts';
import type { SharedEngines } from './shared-engines.ts';

interface TwoServers extends AsyncDisposable {
  /** Requests to it go to one server and to the other in turn. */
  readonly url: string;
  readonly servers: readonly [RunningServer, RunningServer];
  /** Of the ledger. */
  readonly databaseUrl: string;
}

/** Two servers on one new database of PostgreSQL and the shared one of ClickHouse, behind one address. */
export async function serveTwice(
  settings: Readonly<Record<string, string>>,
  options: Parameters<typeof serve>[1],
  engines: SharedEngines,
): Promise<TwoServers> {
  await using starting = new AsyncDisposableStack();
  const databaseUrl = await newDatabase(engines.postgres);
  const pool = starting.adopt(new Pool({ connectionString: databaseUrl, max: 1 }), (each) => each.end());
  const balancer = createServer();
  starting.defer(() => {
    balancer.closeAllConnections();
    balancer.close();
  });
  balancer.listen(0, '127.0.0.1');
  await once(balancer, 'listening');
  const url = `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`;
  const config = readConfig({ PLATEN_PUBLIC_URL: url, ...settings }, undefined, {
    DATABASE_URL: databaseUrl,
    CLICKHOUSE_URL: engines.clickhouse,
    PLATEN_SECRET: 'between the two of them, and nobody else',
  });
  const agent = starting.adopt(new Agent({ keepAlive: true }), (each) => each.destroy());
  const first = starting.use(await serve(config, options));
  const second = starting.use(await serve(config, options));
  const servers = [first, second] as const;
  let turn = 0;
  balancer.on('request', (asked: IncomingMessage, answer: ServerResponse) => {
    const server = servers[turn++ % 2 === 0 ? 0 : 1];
    hasHeard(server, pool).then(
      () => forward(server.url, agent, asked, answer),
      () => answer.destroy(),
    );
  });
  const started = starting.move();
  return { url, servers, databaseUrl, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

async function newDatabase(beside: string): Promise<string> {
  const name = `platen_${randomUUID().replaceAll('-', '')}`;
  const client = new Client(beside);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(beside);
  url.pathname = `/${name}`;
  return url.href;
}

let marks = 0;

/**
 * A server hears of another's change within a second, and tests do not wait for time: notifications come in their order,
 * so once this one has been heard, all before it have.
 */
async function hasHeard({ rooms }: RunningServer, pool: Pool): Promise<void> {
  const mark = `mark-${++marks}`;
  const before = rooms.status.store.revision(mark);
  await pool.query(`select pg_notify('platen_' || 'change'::regclass::oid, $1)`, [`1 status ${mark}`]);
  while (rooms.status.store.revision(mark) === before) await nextTurn();
}

function forward(to: string, agent: Agent, asked: IncomingMessage, answer: ServerResponse): void {
  const asking = request(to, {
    agent,
    path: asked.url,
    method: asked.method,
    headers: asked.rawHeaders,
    setDefaultHeaders: false,
  });
  asking.on('response', (said) => {
    answer.writeHead(said.statusCode ?? 502, said.statusMessage, said.rawHeaders);
    // Ends the answer as the server did, in the middle too.
    pipeline(said, answer, () => undefined);
  });
  asking.on('error', () => answer.destroy());
  answer.on('close', () => asking.destroy());
  // A server may answer before it has been sent anything of a body.
  asking.flushHeaders();
  asked.pipe(asking);
}
