import { type ApiKey as ApiKeyBody, type ApiKeyWithSecret, Refusal } from '@platen/contract';
import { newId } from '../kit/ids.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import type { Actor } from './actor.ts';
import { type ApiKey, apiKeyBody, keyState } from './api-key.ts';
import { auditEntry } from './audit.ts';
import { environmentOf, refuseToExceed } from './create-key.ts';
import { displayPrefix, hashKey, mintKey } from './key-format.ts';
import type { AccessContext } from './store.ts';

export async function listKeys(
  access: AccessContext,
  orgId: string | null,
  page: PageRequest,
): Promise<PageOf<ApiKeyBody>> {
  const rows = await access.store.listKeys(orgId, page);
  return pageOf(rows.map(apiKeyBody), page.limit, (key) => key.id);
}

/** Replaces a key by one of the same name and scopes. The old one works for `overlapSeconds` more, if it would have. */
export async function rotateKey(
  access: AccessContext,
  actor: Actor,
  org: { readonly orgId: string; readonly demo: boolean } | null,
  keyId: string,
  overlapSeconds: number,
): Promise<ApiKeyWithSecret> {
  const old = await findKey(access, org?.orgId ?? null, keyId);
  refuseToExceed(actor, org, old.scopes);
  const now = access.clock.now();
  const state = keyState(old, now);
  if (state !== 'usable')
    throw new Refusal('conflict', `The key ${keyId} is ${state}. Create a new one instead.`);
  if (old.rotatedTo !== null)
    throw new Refusal('conflict', `The key ${keyId} was rotated already, to ${old.rotatedTo}.`);

  const secret = mintKey(environmentOf(org));
  const successor: ApiKey = {
    ...old,
    id: newId('key', now),
    prefix: displayPrefix(secret),
    hash: hashKey(secret),
    createdAt: now,
    lastUsedAt: null,
    lastUsedFrom: null,
    lastUsedAgent: null,
  };
  const overlapEndsAt = now + overlapSeconds * 1000;
  const retired: ApiKey = {
    ...old,
    rotatedTo: successor.id,
    expiresAt: old.expiresAt === null ? overlapEndsAt : Math.min(old.expiresAt, overlapEndsAt),
  };
  const audit = auditEntry(actor, now, {
    orgId: old.orgId,
    action: 'api_key.rotated',
    target: old.id,
    detail: { successor: successor.id, overlap_seconds: overlapSeconds },
  });
  if (!(await access.store.rotateKey(retired, successor, audit))) {
    throw new Refusal('conflict', `The key ${keyId} was rotated or revoked at the same moment.`);
  }
  return { ...apiKeyBody(successor), key: secret };
}

/** Ends a key at once. Revoking it again changes nothing. */
export async function revokeKey(
  access: AccessContext,
  actor: Actor,
  orgId: string | null,
  keyId: string,
): Promise<ApiKeyBody> {
  const key = await findKey(access, orgId, keyId);
  if (key.revokedAt !== null) return apiKeyBody(key);
  const now = access.clock.now();
  const audit = auditEntry(actor, now, { orgId: key.orgId, action: 'api_key.revoked', target: key.id });
  await access.store.revokeKey(key.id, now, audit);
  return apiKeyBody({ ...key, revokedAt: now });
}

async function findKey(access: AccessContext, orgId: string | null, keyId: string): Promise<ApiKey> {
  const key = await access.store.findKey(orgId, keyId);
  if (!key) throw new Refusal('not_found', `There is no key ${keyId}.`);
  return key;
}
