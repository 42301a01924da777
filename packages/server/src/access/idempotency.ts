import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { Refusal } from '@platen/contract';

/** The answer to a write, as it went out. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

export type BeginResult =
  | { readonly state: 'begun' }
  | { readonly state: 'running' }
  | { readonly state: 'other_request' }
  | { readonly state: 'answered'; readonly sealed: Uint8Array };

export interface RepeatableRequest {
  readonly keyId: string;
  /** SHA-256 of the Idempotency-Key, hex. */
  readonly keyHash: string;
  /** SHA-256 of method, path and body, hex. */
  readonly fingerprint: string;
  /** When it was begun: of two that had the same key one after the other, which. */
  readonly begunAt: number;
}

export interface IdempotencyStore {
  /** Takes the key for this request, unless another has it. Answers older than `forgetBefore` do not count. */
  begin(
    request: RepeatableRequest,
    limits: { forgetBefore: number; abandonBefore: number },
  ): Promise<BeginResult>;
  /** Keeps the answer, unless the request was given up as dead and another has its key by now. */
  finish(request: RepeatableRequest, sealed: Uint8Array): Promise<void>;
  /** Gives the key free again, after a request that changed nothing, unless another has it by now. */
  abandon(request: RepeatableRequest): Promise<void>;
  forget(before: number): Promise<void>;
}

export const rememberAnswersMs = 24 * 60 * 60 * 1000;
/** A request still running after this long is taken to have died with its process. */
const abandonedAfterMs = 60_000;

/**
 * Runs a write once for each Idempotency-Key of an API key. Answers are kept sealed under the two keys the caller sent
 * and we do not store, since an answer may hold a new API key.
 *
 * @throws Refusal `idempotency_running` or `idempotency_mismatch`.
 */
export async function answerOnce(
  context: { readonly store: IdempotencyStore; readonly clock: { now(): number } },
  caller: { readonly keyId: string; readonly secret: string; readonly idempotencyKey: string },
  requestText: readonly (string | Uint8Array)[],
  answer: () => Promise<KeptAnswer>,
): Promise<KeptAnswer & { readonly replayed: boolean }> {
  const now = context.clock.now();
  const request: RepeatableRequest = {
    keyId: caller.keyId,
    keyHash: sha256([caller.idempotencyKey]),
    fingerprint: sha256(requestText),
    begunAt: now,
  };
  const limits = { forgetBefore: now - rememberAnswersMs, abandonBefore: now - abandonedAfterMs };
  const begun = await context.store.begin(request, limits);
  switch (begun.state) {
    case 'running':
      throw new Refusal('idempotency_running', 'A request with this Idempotency-Key is still running.');
    case 'other_request':
      throw new Refusal('idempotency_mismatch', 'This Idempotency-Key was used for another request.');
    case 'answered':
      return { ...(JSON.parse(unseal(begun.sealed, caller)) as KeptAnswer), replayed: true };
    case 'begun':
      break;
  }
  const fresh = await answer().catch(async (error: unknown) => {
    await context.store.abandon(request);
    throw error;
  });
  // Should this fail, the key stays taken: what is done must not be done again by a repetition.
  await context.store.finish(request, seal(JSON.stringify(fresh), caller));
  return { ...fresh, replayed: false };
}

type Sealer = { readonly secret: string; readonly idempotencyKey: string };

const ivBytes = 12;
const tagBytes = 16;

function seal(text: string, sealer: Sealer): Uint8Array {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(sealer), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

function unseal(bytes: Uint8Array, sealer: Sealer): string {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(sealer), bytes.subarray(0, ivBytes));
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
    'utf8',
  );
}

function sealingKey(sealer: Sealer): Uint8Array {
  return new Uint8Array(
    hkdfSync('sha256', sealer.secret, sealer.idempotencyKey, 'platen idempotent answer', 32),
  );
}

function sha256(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
