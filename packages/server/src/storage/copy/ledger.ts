import type { LedgerTables } from '../ledger/tables.ts';
import { type Digest, nothing, type ReadingSession, type StoreToCopy } from './store-to-copy.ts';

/** Which tables are copied whole. Each comes after those that it refers to. */
const isCopied: Readonly<Record<keyof LedgerTables, boolean>> = {
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
  source: true,
  retention: true,
  // What these say is of their own store alone.
  unsettled: false,
  settling: false,
  store_copy: false,
};
export const copiedTables = Object.entries(isCopied).flatMap(([table, copied]) => (copied ? [table] : []));

export interface TableComparison {
  readonly table: string;
  readonly from: Digest;
  readonly to: Digest;
}

export async function compareLedgers(from: StoreToCopy, to: StoreToCopy): Promise<TableComparison[]> {
  const [ofSource, ofTarget] = await Promise.all([from.reading(digestTables), to.reading(digestTables)]);
  return copiedTables.map((table) => ({
    table,
    from: ofSource.get(table) ?? nothing,
    to: ofTarget.get(table) ?? nothing,
  }));
}

async function digestTables(session: ReadingSession): Promise<ReadonlyMap<string, Digest>> {
  const digests = new Map<string, Digest>();
  for (const table of copiedTables) {
    digests.set(table, (await session.digests({ table }, '0')).get(0) ?? nothing);
  }
  return digests;
}

/** Puts the tables of one moment of the source in place of those of the target. */
export async function copyLedger(from: StoreToCopy, to: StoreToCopy): Promise<void> {
  await to.writing((target) =>
    from.reading(async (source) => {
      for (const table of copiedTables.toReversed()) await target.deleteRows({ table });
      for (const table of copiedTables) {
        for await (const rows of source.readRows({ table })) await target.insertRows(table, rows);
      }
    }),
  );
}
