import { type Clock, systemClock } from '../kit/clock.ts';
import { examineSqlite, type Finding } from '../storage/index.ts';
import type { Config } from './config.ts';
import { clickhouse, postgres } from './engines.ts';

interface Options {
  /** Count the jobs of all days anew, and not of some. */
  readonly all: boolean;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** Looks at all that the settings name, without changing anything. A server may be running. */
export async function examine(
  { data, databaseUrl, clickhouseUrl, keep }: Config,
  { all, clock = systemClock, random = Math.random }: Options,
): Promise<readonly Finding[]> {
  const examination = { nowMs: clock.now(), keep, hasMeter: clickhouseUrl === null, all, random };
  const ofStore =
    databaseUrl === null
      ? await examineSqlite(data, examination)
      : await (await postgres()).examinePostgres(databaseUrl, examination);
  if (clickhouseUrl === null) return ofStore;
  return [...ofStore, await (await clickhouse()).examineClickhouse(clickhouseUrl)];
}
