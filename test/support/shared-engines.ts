import type { TestProject } from 'vitest/node';
import { ClickhouseCluster, whyNoCluster } from './clickhouse-cluster.ts';
import { Postgres, whyNoPostgres } from './postgres.ts';

/** What two servers share: a PostgreSQL for the ledger, and a cluster of ClickHouse for the meter. */
export interface SharedEngines {
  /** The URL of a database of PostgreSQL, with rights to make others beside it. */
  readonly postgres: string;
  /** The URL of the one database of ClickHouse: organizations have ids that nobody else has. */
  readonly clickhouse: string;
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
  const cluster = starting.use(await ClickhouseCluster.start());
  project.provide('engines', { postgres: await postgres.database(), clickhouse: cluster.database() });
  const started = starting.move();
  return () => started.disposeAsync();
}
