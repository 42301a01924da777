import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const randomBits = 80n;

let last = { nowMs: -1, random: 0n };

/**
 * `prefix_` and 26 characters of Crockford's base 32: 48 bits of time, then 80 random bits (the layout of a ULID), so
 * that ids sort by the time they were made at. Within one millisecond they count up, so that they sort in the order
 * they were made in.
 */
export function newId<P extends string>(prefix: P, nowMs: number): `${P}_${string}` {
  const random =
    nowMs === last.nowMs ? last.random + 1n : BigInt(`0x${randomBytes(10).toString('hex')}`) >> 1n;
  last = { nowMs, random };
  return write(prefix, nowMs, random);
}

/** Every id of that prefix that is made from then on sorts behind it. */
export function idBefore<P extends string>(prefix: P, ms: number): `${P}_${string}` {
  return write(prefix, ms, 0n);
}

function write<P extends string>(prefix: P, ms: number, random: bigint): `${P}_${string}` {
  let bits = (BigInt(ms) << randomBits) | random;
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = alphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return `${prefix}_${text}`;
}
