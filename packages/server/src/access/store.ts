import type { PageRequest } from '../kit/page.ts';
import type { ApiKey } from './api-key.ts';
import type { AuditEntry } from './audit.ts';
import type { Organization } from './organization.ts';

export interface KeyUse {
  readonly keyId: string;
  readonly at: number;
  readonly from: string;
  readonly agent: string | null;
}

/** What the access room needs of the ledger. Lists return up to `limit + 1` rows, so that `pageOf` knows of a next page. */
export interface AccessStore {
  /** A number raised by every change to organizations or keys (but not by their use). */
  accessRevision(): number;

  findOrganization(orgId: string): Promise<Organization | undefined>;
  /** Those of them that there are. */
  findOrganizations(orgIds: readonly string[]): Promise<Organization[]>;
  /** By id, ascending. */
  listOrganizations(page: PageRequest): Promise<Organization[]>;
  /** False when the id is taken; nothing is written then. */
  insertOrganization(org: Organization, audit: AuditEntry): Promise<boolean>;
  updateOrganization(org: Organization, audit: AuditEntry): Promise<void>;
  regionExists(region: string): Promise<boolean>;

  findKeyByHash(hash: string): Promise<ApiKey | undefined>;
  /** `orgId` null: operator keys. */
  findKey(orgId: string | null, keyId: string): Promise<ApiKey | undefined>;
  /** Newest first. */
  listKeys(orgId: string | null, page: PageRequest): Promise<ApiKey[]>;
  /** Of several organizations, all of them. */
  listKeysOf(orgIds: readonly string[]): Promise<ApiKey[]>;
  insertKey(key: ApiKey, audit: AuditEntry): Promise<void>;
  /**
   * False when there is an operator key, revoked or not; nothing is written then. First keys have one id, so of several
   * that are brought at once one goes in.
   */
  insertFirstOperatorKey(key: ApiKey, audit: AuditEntry): Promise<boolean>;
  /** Writes the successor and the old key's new end; false when the old key has been rotated or revoked meanwhile. */
  rotateKey(old: ApiKey, successor: ApiKey, audit: AuditEntry): Promise<boolean>;
  revokeKey(keyId: string, revokedAt: number, audit: AuditEntry): Promise<void>;
  recordUses(uses: readonly KeyUse[]): Promise<void>;

  /** Newest first; `orgId` undefined: of all organizations and of the deployment. */
  listAudit(orgId: string | undefined, page: PageRequest): Promise<AuditEntry[]>;
  appendAudit(entry: AuditEntry): Promise<void>;
}

/** What every verb of the room lives on. */
export interface AccessContext {
  readonly store: AccessStore;
  readonly clock: { now(): number };
}
