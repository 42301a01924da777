import { Refusal } from '@platen/contract';
import type { Records } from './store.ts';

/** More than anybody needs, and few enough to be read in each look. */
export const mostRecords = 100;
const mostListed = 10_000;

/** @throws Refusal `conflict` when an organization has as many of them as it may have, of those that `counts` says. */
export async function refuseTooMany<T>(
  records: Records<T>,
  orgId: string,
  what: string,
  counts: (record: T) => boolean = () => true,
): Promise<void> {
  const known = await records.list(orgId, { limit: mostListed });
  if (known.filter(counts).length < mostRecords) return;
  throw new Refusal('conflict', `An organization has at most ${mostRecords} ${what}. Remove one first.`);
}
