import type { KeyHolder } from './actor.ts';
import { keyState } from './api-key.ts';
import type { AccessContext } from './store.ts';

/** The holder as the ledger knows it now; undefined when its key opens nothing any more. */
export async function renewHolder(access: AccessContext, holder: KeyHolder): Promise<KeyHolder | undefined> {
  const { orgId, id } = holder.key;
  const key = await access.store.findKey(orgId, id);
  if (!key || keyState(key, access.clock.now()) !== 'usable') return undefined;
  if (orgId === null) return { kind: 'operator', name: id, key };
  const org = await access.store.findOrganization(orgId);
  return org && { kind: 'organization', name: id, key, org };
}
