import type { Clock } from '../../kit/clock.ts';
import type { Ledger } from '../ledger/audited.ts';
import type { Server } from './server.ts';
import type { Tables } from './tables.ts';

/** What a meter on ClickHouse lives on. */
export interface Meter {
  readonly server: Server;
  readonly tables: Tables;
  /** Where its sources are kept, and which hours are unsettled. */
  readonly ledger: Ledger;
  readonly clock: Clock;
}
