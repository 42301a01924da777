import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { tidy } from '../../packages/server/src/app/compose.ts';
import { type RunningServer, readConfig, serve } from '../../packages/server/src/index.ts';
import type { HeldClock } from '../../packages/server/src/kit/clock.ts';
import { Balancer } from './balancer.ts';
import { HeldClockOfFile } from './clock-file.ts';
import { Marks } from './marks.ts';
import { SecondServer, type Serving } from './second-server.ts';
import type { SharedEngines } from './shared-engines.ts';

interface TwoServers extends AsyncDisposable {
  /** Requests to it go to one server and to the other in turn. */
  readonly url: string;
  readonly clock: HeldClock;
  /** The one that is in this process. */
  readonly first: RunningServer;
  /** Of the ledger. */
  readonly databaseUrl: string;
  tidy(): Promise<void>;
}

/** Two servers, of which one is in another process, on one new database of PostgreSQL and the shared one of ClickHouse. */
export async function serveTwice(
  settings: Readonly<Record<string, string>>,
  start: string,
  options: Serving,
  engines: SharedEngines,
): Promise<TwoServers> {
  await using starting = new AsyncDisposableStack();
  const databaseUrl = await copyOf(engines.postgres);
  const balancer = starting.use(await Balancer.listen());
  const environment = {
    DATABASE_URL: databaseUrl,
    CLICKHOUSE_URL: engines.clickhouse,
    PLATEN_SECRET: 'between the two of them, and nobody else',
    PLATEN_PUBLIC_URL: balancer.url,
  };
  const clockFile = join(settings.PLATEN_DATA ?? '', 'clock');
  const clock = new HeldClockOfFile(start, clockFile);
  const marks = starting.use(new Marks(databaseUrl));
  const first = starting.use(
    await serve(readConfig(settings, undefined, environment), { ...options, clock }),
  );
  const wanted = { settings, environment, options, clockFile };
  const second = starting.use(await SecondServer.start(engines.secondProcess, wanted));
  balancer.spread({ url: first.url, hear: () => marks.heardBy(first) }, second);
  const started = starting.move();
  return {
    url: balancer.url,
    clock,
    first,
    databaseUrl,
    tidy: async () => {
      await tidy(first.rooms);
      await second.tidy();
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/** A copy of a database that nobody is connected to: to make its tables anew would take longer than most tests. */
async function copyOf(database: string): Promise<string> {
  const name = `platen_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(database);
  const template = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new Client(url.href);
  await client.connect();
  await client.query(`create database ${name} template ${template}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}
