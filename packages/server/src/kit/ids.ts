import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * `prefix_` and 26 characters of Crockford's base 32: 48 bits of time, then 80 random bits (the layout of a ULID),
 * so that ids sort by the time they were made at.
 */
export function newId<P extends string>(prefix: P, nowMs: number): `${P}_${string}` {
  let bits = (BigInt(nowMs) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = alphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return `${prefix}_${text}`;
}
