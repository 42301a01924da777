import { whyNoClickhouse } from '../../test/support/clickhouse.ts';
import { whyNoPostgres } from '../../test/support/postgres.ts';
import { startClickhouse } from './clickhouse-engine.ts';
import type { Engine } from './engine.ts';
import { startPostgres } from './postgres-engine.ts';
import { startSqlite } from './sqlite-engine.ts';

export interface Engines extends AsyncDisposable {
  readonly all: readonly Engine[];
  /** Why others are not tried, a sentence each. */
  readonly lacking: readonly string[];
}

/** Starts every engine that is installed here. */
export async function startEngines(): Promise<Engines> {
  await using started = new AsyncDisposableStack();
  const all: Engine[] = [started.use(startSqlite())];
  const lacking: string[] = [];
  const noPostgres = whyNoPostgres();
  if (noPostgres === undefined) all.push(started.use(await startPostgres()));
  else lacking.push(`PostgreSQL was not tried: ${noPostgres}.`);
  const noClickhouse = whyNoClickhouse();
  if (noClickhouse === undefined) all.push(started.use(await startClickhouse()));
  else lacking.push(`ClickHouse was not tried: ${noClickhouse}.`);
  const everything = started.move();
  return { all, lacking, [Symbol.asyncDispose]: () => everything.disposeAsync() };
}
