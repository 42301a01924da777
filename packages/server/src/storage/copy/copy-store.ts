import { checkVersions, claim, complete } from './claim.ts';
import { compareLedgers, copiedTables, copyLedger, type TableComparison } from './ledger.ts';
import { copyOrganization, type JobCounts, type KeptFrom, type MeterToCopy } from './meter.ts';
import type { ReadingSession, StoreToCopy } from './store-to-copy.ts';

export interface CopyProgress {
  /** Jobs that are the same on both sides by now, or were copied. */
  readonly done: number;
  readonly total: number;
  /** Of them, those that had to be copied. */
  readonly copied: number;
}

export interface OrganizationComparison {
  readonly orgId: string;
  readonly from: JobCounts;
  readonly to: JobCounts;
  readonly isSame: boolean;
}

export interface CopyReport {
  readonly tables: readonly TableComparison[];
  readonly organizations: readonly OrganizationComparison[];
  readonly copied: number;
  /**
   * `complete`: the two are the same, and nobody writes to the source. `served`: somebody may, so that it has to be
   * copied again. `different`: they are not the same, though nobody does.
   */
  readonly outcome: 'complete' | 'served' | 'different';
}

/** A store, and its meter. */
export interface CopySide {
  readonly ledger: StoreToCopy;
  readonly meter: MeterToCopy;
}

/**
 * Makes the target the same as the source, copying only what differs. It may be ended at any moment, and goes on from
 * there when it is run again. Where both have one and the same meter, that is left alone.
 *
 * @throws UncopyableStoreError
 */
export async function copyStore(
  from: CopySide,
  to: CopySide,
  tell: (progress: CopyProgress) => void,
): Promise<CopyReport> {
  const meterStays = from.meter === to.meter;
  await checkVersions(from.ledger, to.ledger);
  await claim(
    to.ledger,
    async () => !meterStays && (await to.meter.countJobs({ jobs: 0, counts: 0 })).size > 0,
  );
  const isServed = await from.ledger.isServed();
  const floors = await from.ledger.reading(keptFrom);
  const { same, copied } = meterStays
    ? { same: noOrganizations, copied: 0 }
    : await copyMeter(floors, from, to, tell);
  const tablesToCopy = copiedTables(meterStays);
  if ((await compareLedgers(tablesToCopy, from.ledger, to.ledger)).some(differs))
    await copyLedger(tablesToCopy, from.ledger, to.ledger);

  const tables = await compareLedgers(tablesToCopy, from.ledger, to.ledger);
  const organizations = await compareCounts(same, floors, from.meter, to.meter);
  const isSame = !tables.some(differs) && organizations.every((organization) => organization.isSame);
  const outcome = isServed || (await from.ledger.isServed()) ? 'served' : isSame ? 'complete' : 'different';
  if (outcome === 'complete') await complete(to.ledger);
  return { tables, organizations, copied, outcome };
}

const noJobs: JobCounts = new Map();
const noOrganizations: ReadonlyMap<string, boolean> = new Map();

function differs({ from, to }: TableComparison): boolean {
  return from.rows !== to.rows || from.sum !== to.sum;
}

async function compareCounts(
  same: ReadonlyMap<string, boolean>,
  floors: KeptFrom,
  from: MeterToCopy,
  to: MeterToCopy,
): Promise<OrganizationComparison[]> {
  const [ofSource, ofTarget] = await Promise.all([from.countJobs(floors), to.countJobs(floors)]);
  return [...same].map(([orgId, isSame]) => ({
    orgId,
    from: ofSource.get(orgId) ?? noJobs,
    to: ofTarget.get(orgId) ?? noJobs,
    isSame,
  }));
}

async function copyMeter(
  floors: KeptFrom,
  from: CopySide,
  to: CopySide,
  tell: (progress: CopyProgress) => void,
) {
  const [ofSource, ofTarget] = await Promise.all([from.meter.countJobs(floors), to.meter.countJobs(floors)]);
  const total = [...ofSource.values()].reduce((sum, counts) => sum + sumOf(counts), 0);
  const same = new Map<string, boolean>();
  let before = 0;
  let copied = 0;
  for (const orgId of new Set([...ofSource.keys(), ...ofTarget.keys()])) {
    let done = before;
    const isSame = await copyOrganization({ orgId, floors }, from.meter, to.meter, (jobs) => {
      copied += jobs;
      done += jobs;
      tell({ done, total, copied });
    });
    same.set(orgId, isSame);
    before += sumOf(ofSource.get(orgId) ?? noJobs);
    tell({ done: before, total, copied });
  }
  return { same, copied };
}

async function keptFrom(session: ReadingSession): Promise<KeptFrom> {
  const [row] = await session.query('select jobs_from, counts_from from retention');
  return { jobs: Number(row?.jobs_from ?? 0), counts: Number(row?.counts_from ?? 0) };
}

function sumOf(counts: JobCounts): number {
  return [...counts.values()].reduce((sum, jobs) => sum + jobs, 0);
}
