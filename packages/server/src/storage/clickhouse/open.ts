import { Refusal } from '@platen/contract';
import type { Clock } from '../../kit/clock.ts';
import type { OpenMeter } from '../storage.ts';
import { reasonOf, UnusableDatabaseError } from '../unusable.ts';
import { parseAddress } from './address.ts';
import { clickhouseJobStore } from './job-store.ts';
import { Server } from './server.ts';
import { settleHours } from './settle.ts';
import { prepareTables } from './tables.ts';

/**
 * A meter on ClickHouse, for a ledger that is elsewhere. Its tables are made if they are missing.
 *
 * @param url as `parseAddress` knows it
 * @throws UnusableDatabaseError when it is opened
 */
export function clickhouseMeter(url: string, clock: Clock): OpenMeter {
  return async (ledger, alone) => {
    const address = parseAddress(url);
    await using opened = new AsyncDisposableStack();
    const server = opened.use(new Server(address));
    try {
      await server.begin();
      const tables = await alone('clickhouse', () => prepareTables(server, address));
      const meter = { server, tables, ledger, clock };
      const jobs = opened.use(clickhouseJobStore(meter));
      const everything = opened.move();
      return {
        jobs,
        settle: () => settleHours(meter),
        isReachable: () => server.isReachable,
        [Symbol.asyncDispose]: () => everything.disposeAsync(),
      };
    } catch (error) {
      throw unusable(error);
    }
  };
}

/** What a server or the way to it says holds no password of ours. */
function unusable(error: unknown): unknown {
  const cause = error instanceof Refusal ? error.cause : error;
  if (!(cause instanceof Error)) return error;
  return new UnusableDatabaseError(`ClickHouse cannot be used: ${reasonOf(cause)}.`, { cause });
}
