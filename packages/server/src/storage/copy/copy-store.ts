import { checkVersions, claim, complete } from './claim.ts';
import { compareLedgers, copyLedger, type TableComparison } from './ledger.ts';
import { copyOrganization, countJobs, type JobCounts } from './meter.ts';
import type { StoreToCopy } from './store-to-copy.ts';

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

/**
 * Makes the target the same as the source, copying only what differs. It may be ended at any moment, and goes on from
 * there when it is run again.
 *
 * @throws UncopyableStoreError
 */
export async function copyStore(
  from: StoreToCopy,
  to: StoreToCopy,
  tell: (progress: CopyProgress) => void,
): Promise<CopyReport> {
  await checkVersions(from, to);
  await claim(to);
  const isServed = await from.isServed();
  const { same, copied } = await copyMeter(from, to, tell);
  if ((await compareLedgers(from, to)).some(differs)) await copyLedger(from, to);

  const tables = await compareLedgers(from, to);
  const [ofSource, ofTarget] = await Promise.all([countJobs(from), countJobs(to)]);
  const organizations = [...same].map(([orgId, isSame]) => ({
    orgId,
    from: ofSource.get(orgId) ?? noJobs,
    to: ofTarget.get(orgId) ?? noJobs,
    isSame,
  }));
  const isSame = !tables.some(differs) && organizations.every((organization) => organization.isSame);
  const outcome = isServed || (await from.isServed()) ? 'served' : isSame ? 'complete' : 'different';
  if (outcome === 'complete') await complete(to);
  return { tables, organizations, copied, outcome };
}

const noJobs: JobCounts = new Map();

function differs({ from, to }: TableComparison): boolean {
  return from.rows !== to.rows || from.sum !== to.sum;
}

async function copyMeter(from: StoreToCopy, to: StoreToCopy, tell: (progress: CopyProgress) => void) {
  const [ofSource, ofTarget] = await Promise.all([countJobs(from), countJobs(to)]);
  const total = [...ofSource.values()].reduce((sum, counts) => sum + sumOf(counts), 0);
  const same = new Map<string, boolean>();
  let before = 0;
  let copied = 0;
  for (const orgId of new Set([...ofSource.keys(), ...ofTarget.keys()])) {
    let done = before;
    const isSame = await copyOrganization(orgId, from, to, (jobs) => {
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

function sumOf(counts: JobCounts): number {
  return [...counts.values()].reduce((sum, jobs) => sum + jobs, 0);
}
