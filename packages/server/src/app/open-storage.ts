import { type Clock, systemClock } from '../kit/clock.ts';
import { openSqlite, type Storage } from '../storage/index.ts';
import type { Config } from './config.ts';
import { clickhouse, postgres } from './engines.ts';

/**
 * Opens, to serve them, the databases that the settings name: PostgreSQL where there is a URL, else the embedded one; and
 * the meter on ClickHouse where there is a URL of that.
 *
 * @throws Error when one cannot be opened.
 */
export async function openStorage(
  { data, databaseUrl, clickhouseUrl }: Config,
  clock: Clock = systemClock,
): Promise<Storage> {
  const meter =
    clickhouseUrl === null ? undefined : (await clickhouse()).clickhouseMeter(clickhouseUrl, clock);
  const storage =
    databaseUrl === null
      ? await openSqlite(data, meter)
      : await (await postgres()).openPostgres(databaseUrl, meter);
  await storage.beginServing().catch(async (error: unknown) => {
    await storage[Symbol.asyncDispose]();
    throw error;
  });
  return storage;
}
