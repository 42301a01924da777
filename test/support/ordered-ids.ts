import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * What `kit/ids.ts` is in the tests of two servers. A held clock stands still, so ids of two processes would sort
 * either way; these sort in the order they were made in, by the nanoseconds of the machine.
 */
export function newId<P extends string>(prefix: P, nowMs: number): `${P}_${string}` {
  const random = (process.hrtime.bigint() << 16n) | BigInt(randomBytes(2).readUInt16BE());
  return write(prefix, nowMs, random);
}

export function idBefore<P extends string>(prefix: P, ms: number): `${P}_${string}` {
  return write(prefix, ms, 0n);
}

function write<P extends string>(prefix: P, ms: number, random: bigint): `${P}_${string}` {
  let bits = (BigInt(ms) << 80n) | random;
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = alphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return `${prefix}_${text}`;
}
