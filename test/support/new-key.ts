import type { ApiKeyCreate, ApiKeyWithSecret } from '@platen/contract';
import type { Tenant } from './platen.ts';

/** A key of the tenant, made by the tenant itself, that may read the status unless told otherwise. */
export function newKey(
  { client, orgId }: Tenant,
  fields: Partial<ApiKeyCreate> = {},
): Promise<ApiKeyWithSecret> {
  return client.call('createKey', {
    params: { org_id: orgId },
    body: { name: 'Poller', scopes: ['system-status:read'], ...fields },
  });
}
