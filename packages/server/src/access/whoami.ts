import { Refusal, type Whoami } from '@platen/contract';
import { type Caller, keyOf } from './actor.ts';
import { apiKeyBody } from './api-key.ts';

export function whoami(actor: Caller): Whoami {
  const held = keyOf(actor);
  if (!held)
    throw new Refusal('key_missing', 'This tells whose a key is. `GET /v1/me` tells who is signed in.');
  const { id, name, scopes, expires_at } = apiKeyBody(held);
  const org = actor.kind === 'organization' ? actor.org : undefined;
  return {
    org_id: org?.orgId ?? null,
    org_name: org?.name ?? null,
    region: org?.region ?? null,
    demo: org?.demo ?? false,
    key: { id, name, scopes, expires_at },
  };
}
