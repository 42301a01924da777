import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keeps the secrets of channels: sealed at rest, and opened only to be sent where they belong. */
export interface Vault {
  seal(secrets: Secrets, owner: string): string;
  /** @throws Error when it was sealed with another key, or for another owner. */
  open(sealed: string, owner: string): Secrets;
}

/** By the name of the setting. */
export type Secrets = Readonly<Record<string, unknown>>;

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** What is sealed for one owner, a channel's id, cannot be opened for another. `key` has 32 bytes. */
export function createVault(key: Uint8Array): Vault {
  return {
    seal(secrets, owner) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
      return JSON.parse(text.toString('utf8')) as Secrets;
    },
  };
}
