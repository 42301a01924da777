import type { ApiKey as ApiKeyBody, Scope } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

export interface ApiKey {
  readonly id: string;
  /** Null for an operator key. */
  readonly orgId: string | null;
  readonly name: string;
  readonly prefix: string;
  /** SHA-256 of the key, hex. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  /** Empty: from anywhere. */
  readonly allowedCidrs: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly rotatedTo: string | null;
  readonly lastUsedAt: number | null;
  readonly lastUsedFrom: string | null;
  readonly lastUsedAgent: string | null;
}

export type KeyState = 'usable' | 'expired' | 'revoked';

export function keyState(key: ApiKey, nowMs: number): KeyState {
  if (key.revokedAt !== null && key.revokedAt <= nowMs) return 'revoked';
  if (key.expiresAt !== null && key.expiresAt <= nowMs) return 'expired';
  return 'usable';
}

export function apiKeyBody(key: ApiKey): ApiKeyBody {
  return {
    id: key.id,
    org_id: key.orgId,
    name: key.name,
    prefix: key.prefix,
    scopes: [...key.scopes],
    allowed_cidrs: [...key.allowedCidrs],
    created_at: formatInstant(key.createdAt),
    expires_at: instantOrNull(key.expiresAt),
    revoked_at: instantOrNull(key.revokedAt),
    rotated_to: key.rotatedTo,
    last_used_at: instantOrNull(key.lastUsedAt),
    last_used_from: key.lastUsedFrom,
    last_used_agent: key.lastUsedAgent,
  };
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : formatInstant(ms);
}
