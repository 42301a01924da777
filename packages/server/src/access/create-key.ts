import { type ApiKeyWithSecret, invalidField, Refusal, type Scope } from '@platen/contract';
import { isCidr } from '../kit/cidr.ts';
import { newId } from '../kit/ids.ts';
import { parseInstant } from '../kit/instant.ts';
import { type Actor, hasScope, systemActor } from './actor.ts';
import { type ApiKey, apiKeyBody } from './api-key.ts';
import { type AuditEntry, auditEntry } from './audit.ts';
import { displayPrefix, hashKey, type KeyEnvironment, mintKey } from './key-format.ts';
import type { AccessContext } from './store.ts';

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expires_at?: string | null;
  readonly allowed_cidrs?: readonly string[];
}

/** Makes a key of an organization, or an operator key (`org` null). The answer is the only place where it ever stands. */
export async function createKey(
  access: AccessContext,
  actor: Actor,
  org: { readonly orgId: string; readonly demo: boolean } | null,
  input: NewKey,
): Promise<ApiKeyWithSecret> {
  refuseToExceed(actor, org, input.scopes);
  const now = access.clock.now();
  const { key, secret, audit } = draftKey(newId('key', now), now, actor, org, input);
  await access.store.insertKey(key, audit);
  return { ...apiKeyBody(key), key: secret };
}

/** The earliest of all ids. */
const firstId = 'key_00000000000000000000000000';

/**
 * Makes the key that all others are made with; undefined when there is an operator key, of whatever state. Of servers that
 * start at once on an empty database one makes it.
 */
export async function createFirstOperatorKey(access: AccessContext): Promise<string | undefined> {
  const { key, secret, audit } = draftKey(firstId, access.clock.now(), systemActor, null, {
    name: 'First operator',
    scopes: ['operator:*'],
  });
  const isFirst = await access.store.insertFirstOperatorKey(key, audit);
  return isFirst ? secret : undefined;
}

function draftKey(
  id: string,
  now: number,
  actor: Actor,
  org: { readonly orgId: string; readonly demo: boolean } | null,
  input: NewKey,
): { readonly key: ApiKey; readonly secret: string; readonly audit: AuditEntry } {
  const secret = mintKey(environmentOf(org));
  const key: ApiKey = {
    id,
    orgId: org?.orgId ?? null,
    name: input.name,
    prefix: displayPrefix(secret),
    hash: hashKey(secret),
    scopes: [...input.scopes],
    allowedCidrs: checkCidrs(input.allowed_cidrs ?? []),
    createdAt: now,
    expiresAt: checkExpiry(input.expires_at ?? null, now),
    revokedAt: null,
    rotatedTo: null,
    lastUsedAt: null,
    lastUsedFrom: null,
    lastUsedAgent: null,
  };
  const audit = auditEntry(actor, now, {
    orgId: key.orgId,
    action: 'api_key.created',
    target: key.id,
    detail: {
      name: key.name,
      prefix: key.prefix,
      scopes: key.scopes,
      allowed_cidrs: key.allowedCidrs,
      expires_at: input.expires_at ?? null,
    },
  });
  return { key, secret, audit };
}

/** The demo's keys say of themselves that they open made-up data. */
export function environmentOf(org: { readonly demo: boolean } | null): KeyEnvironment {
  return org?.demo ? 'test' : 'live';
}

/**
 * Whoever holds a new key holds its scopes, so nobody may make an operator key that can do more than they can. Who
 * administers an organization may make any key of it, but for one that manages people: that is for its owners.
 */
export function refuseToExceed(actor: Actor, org: object | null, scopes: readonly Scope[]): void {
  if (org !== null && hasScope(actor, 'operator:keys')) return;
  const given = org === null ? scopes : scopes.filter((scope) => scope === 'org:people');
  const beyond = given.find((scope) => !hasScope(actor, scope));
  if (beyond)
    throw new Refusal('scope_missing', `To make a key with the scope ${beyond}, the caller must have it.`);
}

function checkCidrs(cidrs: readonly string[]): readonly string[] {
  const wrong = cidrs.findIndex((cidr) => !isCidr(cidr));
  if (wrong >= 0) {
    throw invalidField(
      `body.allowed_cidrs[${wrong}]`,
      'is not a network or address',
      'Send CIDR, such as `203.0.113.0/24` or `2001:db8::/32`.',
    );
  }
  return [...cidrs];
}

function checkExpiry(text: string | null, now: number): number | null {
  if (text === null) return null;
  const at = parseInstant(text);
  if (at === undefined || at <= now) {
    throw invalidField(
      'body.expires_at',
      'is not a moment in the future',
      'Send RFC 3339, later than now, or null.',
    );
  }
  return at;
}
