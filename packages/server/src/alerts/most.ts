import { Refusal } from '@platen/contract';
import type { Records } from './store.ts';

/** More than anybody needs, and few enough to be read in each look. */
const most = 100;

/** @throws Refusal `conflict` when an organization has as many of them as it may have. */
export async function refuseTooMany(records: Records<unknown>, orgId: string, what: string): Promise<void> {
  const known = await records.list(orgId, { limit: most });
  if (known.length < most) return;
  throw new Refusal('conflict', `An organization has at most ${most} ${what}. Remove one first.`);
}
