import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '@platen/contract';
import { cidrsContain } from '../kit/cidr.ts';
import { formatInstant } from '../kit/instant.ts';
import { type Caller, holderOf } from './actor.ts';
import { type ApiKey, keyState } from './api-key.ts';
import { hashKey, isWellFormedKey } from './key-format.ts';
import type { Organization } from './organization.ts';
import type { AccessContext, KeyUse } from './store.ts';

interface Holder {
  readonly key: ApiKey;
  readonly org: Organization | undefined;
}

const mostHolders = 10_000;

/**
 * Turns keys into actors. Keys found are remembered until the ledger's revision moves, so that a check costs one hash
 * and a revocation still counts from the next request on. Uses are collected and written now and then, off the path.
 */
export class Authenticator {
  readonly #access: AccessContext;
  #holders = new Map<string, Holder>();
  #revision = -1;
  #uses = new Map<string, KeyUse>();

  constructor(access: AccessContext) {
    this.#access = access;
  }

  /** @throws Refusal `key_malformed`, `key_unknown`, `key_revoked`, `key_expired` or `ip_not_allowed`. */
  async authenticate(secret: string, from: string, agent: string | null): Promise<Caller> {
    if (!isWellFormedKey(secret))
      throw new Refusal('key_malformed', 'The API key is mistyped: its checksum does not hold.');
    const hash = hashKey(secret);
    const holder = this.#recall(hash) ?? (await this.#find(hash));
    const now = this.#access.clock.now();
    const { key } = holder;
    switch (keyState(key, now)) {
      case 'revoked':
        throw new Refusal(
          'key_revoked',
          `The API key ${key.prefix}… was revoked at ${formatInstant(key.revokedAt ?? now)}.`,
        );
      case 'expired':
        throw new Refusal(
          'key_expired',
          `The API key ${key.prefix}… expired at ${formatInstant(key.expiresAt ?? now)}.`,
        );
      case 'usable':
        break;
    }
    if (key.allowedCidrs.length > 0 && !cidrsContain(key.allowedCidrs, from)) {
      throw new Refusal('ip_not_allowed', `The API key ${key.prefix}… may not be used from ${from}.`);
    }
    return this.#use(holder, now, from, agent);
  }

  /** The same of a key that is remembered and may be used, without waiting; undefined of any other. */
  recall(secret: string, from: string, agent: string | null): Caller | undefined {
    const holder = this.#recall(hashKey(secret));
    if (!holder) return undefined;
    const now = this.#access.clock.now();
    const { key } = holder;
    if (keyState(key, now) !== 'usable') return undefined;
    if (key.allowedCidrs.length > 0 && !cidrsContain(key.allowedCidrs, from)) return undefined;
    return this.#use(holder, now, from, agent);
  }

  /** Writes the uses seen since the last call. */
  async recordUses(): Promise<void> {
    if (this.#uses.size === 0) return;
    const uses = [...this.#uses.values()];
    this.#uses = new Map();
    await this.#access.store.recordUses(uses);
  }

  #use({ key, org }: Holder, now: number, from: string, agent: string | null): Caller {
    this.#uses.set(key.id, { keyId: key.id, at: now, from, agent: agent?.slice(0, 200) ?? null });
    return holderOf(key, org);
  }

  #recall(hash: string): Holder | undefined {
    const revision = this.#access.store.accessRevision();
    if (revision !== this.#revision || this.#holders.size >= mostHolders) {
      this.#holders = new Map();
      this.#revision = revision;
    }
    return this.#holders.get(hash);
  }

  async #find(hash: string): Promise<Holder> {
    const { store } = this.#access;
    const revision = this.#revision;
    const key = await store.findKeyByHash(hash);
    const org = key?.orgId ? await store.findOrganization(key.orgId) : undefined;
    const known = key !== undefined && timingSafeEqual(Buffer.from(key.hash), Buffer.from(hash));
    if (!known || (key.orgId !== null && !org)) {
      throw new Refusal('key_unknown', 'The API key is well formed, but was not issued here.');
    }
    const holder = { key, org };
    // A change may have come in between; then what was read is not to be remembered.
    if (this.#revision === revision && store.accessRevision() === revision) this.#holders.set(hash, holder);
    return holder;
  }
}
