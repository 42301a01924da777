import {
  type CopyProgress,
  type CopyReport,
  copyStore,
  openSqliteSource,
  openSqliteTarget,
  type StoreToCopy,
  sqlMeter,
} from '../storage/index.ts';
import type { Config } from './config.ts';
import { clickhouse, postgres } from './engines.ts';

/** What names a store among the settings. */
export type StoreSettings = Pick<Config, 'data' | 'databaseUrl' | 'clickhouseUrl'>;

/**
 * Copies all that a store holds to another, which no server may have. Where the settings of both name the same ClickHouse, what
 * is there stays. It may be ended at any moment, and goes on from
 * there when it is run again.
 *
 * @throws Error when one of them cannot be opened, or is not to be copied from or to.
 */
export async function migrateStore(
  from: StoreSettings,
  to: StoreSettings,
  tell: (progress: CopyProgress) => void,
): Promise<CopyReport> {
  await using opened = new AsyncDisposableStack();
  const source = opened.use(
    from.databaseUrl === null
      ? await openSqliteSource(from.data)
      : await (await postgres()).openPostgresSource(from.databaseUrl),
  );
  const target = opened.use(
    to.databaseUrl === null
      ? await openSqliteTarget(to.data)
      : await (await postgres()).openPostgresTarget(to.databaseUrl),
  );
  const meterOf = async (url: string | null, ledger: StoreToCopy) =>
    url === null
      ? sqlMeter(ledger)
      : opened.use(await (await clickhouse()).openClickhouseToCopy(url, ledger));
  const meterStays = from.clickhouseUrl !== null && from.clickhouseUrl === to.clickhouseUrl;
  const ofSource = await meterOf(from.clickhouseUrl, source);
  const ofTarget = meterStays ? ofSource : await meterOf(to.clickhouseUrl, target);
  return await copyStore({ ledger: source, meter: ofSource }, { ledger: target, meter: ofTarget }, tell);
}
