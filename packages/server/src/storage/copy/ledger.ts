import type { LedgerTables } from '../ledger/tables.ts';
import { type Digest, nothing, type ReadingSession, type StoreToCopy } from './store-to-copy.ts';

/** Which tables are copied whole. Each comes after those that it refers to. */
const isCopied: Readonly<Record<keyof LedgerTables, boolean | 'where the meter stays'>> = {
  organization: true,
  api_key: true,
  audit: true,
  idempotency: true,
  region: true,
  component: true,
  component_report: true,
  incident: true,
  incident_region: true,
  incident_update: true,
  incident_correction: true,
  incident_template: true,
  maintenance: true,
  maintenance_region: true,
  feed: true,
  subscription: true,
  calendar: true,
  calendar_ics: true,
  alert_watch: true,
  alert_rule: true,
  alert_silence: true,
  alert: true,
  alert_transition: true,
  alert_channel: true,
  alert_route: true,
  alert_conversation: true,
  alert_delivery: true,
  alert_attempt: true,
  series_turn: true,
  job_series: true,
  anomaly: true,
  subscriber: true,
  news: true,
  person: true,
  person_session: true,
  person_account: true,
  person_verification: true,
  two_factor: true,
  passkey: true,
  sign_in_attempts: true,
  membership: true,
  invitation: true,
  set_up_link: true,
  source: true,
  retention: true,
  // They tell of a meter that is on ClickHouse.
  unsettled: 'where the meter stays',
  settling: 'where the meter stays',
  // It tells of its own store alone.
  store_copy: false,
};

/** `meterStays`: both have the same meter, which is on an engine of its own. */
export function copiedTables(meterStays: boolean): string[] {
  return Object.entries(isCopied).flatMap(([table, copied]) =>
    copied === true || (copied && meterStays) ? [table] : [],
  );
}

export interface TableComparison {
  readonly table: string;
  readonly from: Digest;
  readonly to: Digest;
}

export async function compareLedgers(
  tables: readonly string[],
  from: StoreToCopy,
  to: StoreToCopy,
): Promise<TableComparison[]> {
  const digest = (session: ReadingSession) => digestTables(tables, session);
  const [ofSource, ofTarget] = await Promise.all([from.reading(digest), to.reading(digest)]);
  return tables.map((table) => ({
    table,
    from: ofSource.get(table) ?? nothing,
    to: ofTarget.get(table) ?? nothing,
  }));
}

async function digestTables(
  tables: readonly string[],
  session: ReadingSession,
): Promise<ReadonlyMap<string, Digest>> {
  const digests = new Map<string, Digest>();
  for (const table of tables) {
    digests.set(table, (await session.digests({ table }, '0')).get(0) ?? nothing);
  }
  return digests;
}

/** Puts the tables of one moment of the source in place of those of the target. */
export async function copyLedger(
  tables: readonly string[],
  from: StoreToCopy,
  to: StoreToCopy,
): Promise<void> {
  await to.writing((target) =>
    from.reading(async (source) => {
      for (const table of tables.toReversed()) await target.deleteRows({ table });
      for (const table of tables) {
        for await (const rows of source.readRows({ table })) await target.insertRows(table, rows);
      }
    }),
  );
}
