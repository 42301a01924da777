import { hash, randomBytes } from 'node:crypto';

/** The token of a link that works once: 256 bits of chance. What is stored in its place is its hash. */
export function mintToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256, hex. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}
