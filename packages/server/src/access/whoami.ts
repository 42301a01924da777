import type { Whoami } from '@platen/contract';
import type { KeyHolder } from './actor.ts';
import { apiKeyBody } from './api-key.ts';

export function whoami(actor: KeyHolder): Whoami {
  const { id, name, scopes, expires_at } = apiKeyBody(actor.key);
  const org = actor.kind === 'organization' ? actor.org : undefined;
  return {
    org_id: org?.orgId ?? null,
    org_name: org?.name ?? null,
    region: org?.region ?? null,
    demo: org?.demo ?? false,
    key: { id, name, scopes, expires_at },
  };
}
