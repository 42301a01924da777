import { type Caller, holderOf, keyOf } from './actor.ts';
import { keyState } from './api-key.ts';
import type { AccessContext } from './store.ts';

/** The holder of a key as the ledger knows it now; undefined when the key opens nothing any more. */
export async function renewHolder(access: AccessContext, holder: Caller): Promise<Caller | undefined> {
  const held = keyOf(holder);
  const key = held && (await access.store.findKey(held.orgId, held.id));
  if (!key || keyState(key, access.clock.now()) !== 'usable') return undefined;
  if (key.orgId === null) return holderOf(key, undefined);
  const org = await access.store.findOrganization(key.orgId);
  return org && holderOf(key, org);
}
