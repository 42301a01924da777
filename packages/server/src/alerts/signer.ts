import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs ids, so that who was sent a link reads what it leads to without a key, and nobody can make up another. */
export interface Signer {
  /** 22 characters that a URL can hold. */
  sign(id: string): string;
  /** Takes as long whatever is wrong with it. */
  isSignatureOf(id: string, signature: string): boolean;
}

/** 128 bits: nobody guesses them, and the link stays short enough for a mail. */
const bytes = 16;

/** `key` has 32 bytes. */
export function createSigner(key: Uint8Array): Signer {
  const sign = (id: string) =>
    createHmac('sha256', key).update(id).digest().subarray(0, bytes).toString('base64url');
  return {
    sign,
    isSignatureOf(id, signature) {
      const [right, given] = [Buffer.from(sign(id)), Buffer.from(signature)];
      return right.length === given.length && timingSafeEqual(right, given);
    },
  };
}
