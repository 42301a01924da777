import type { TestProject } from 'vitest/node';
import { ClickhouseCluster, whyNoCluster } from './clickhouse-cluster.ts';
import { Postgres, whyNoPostgres } from './postgres.ts';
import { beginSecondProcess } from './second-server.ts';

/** What two servers share: a PostgreSQL for the ledger, and a cluster of ClickHouse for the meter. */
export interface SharedEngines {
  /** The URL of a database of PostgreSQL that has its tables and nobody's data, with rights to make copies of it. */
  readonly postgres: string;
  /** The URL of the one database of ClickHouse: organizations have ids that nobody else has. */
  readonly clickhouse: string;
  /** Where the process is asked for servers that one of two is in. */
  readonly secondProcess: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    engines?: SharedEngines;
  }
}

/** Why they cannot be started here; undefined when they can. */
export function whyNoSharedEngines(): string | undefined {
  return whyNoPostgres() ?? whyNoCluster();
}

/** Starts them once for all tests of the project. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using starting = new AsyncDisposableStack();
  const postgres = starting.use(await Postgres.start());
  // A port that was free may be taken just before it is listened to; here that would be the end of all tests.
  const cluster = starting.use(await ClickhouseCluster.start().catch(() => ClickhouseCluster.start()));
  const second = starting.use(await beginSecondProcess());
  const database = await postgres.database();
  await second.makeTables(database);
  project.provide('engines', {
    postgres: database,
    clickhouse: cluster.database(),
    secondProcess: second.url,
  });
  const started = starting.move();
  return () => started.disposeAsync();
}
