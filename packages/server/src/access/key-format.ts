import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * `platen_live_` (or `platen_test_`), 43 base62 characters (256 bits of chance), 6 base62 characters of CRC-32 over all
 * that stands before. The checksum tells a mistyped key from an unknown one without a look-up; it guards no secret.
 */
export type KeyEnvironment = 'live' | 'test';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const form = /^platen_(?:live|test)_[0-9A-Za-z]{49}$/;
const secretLength = 43;
const checksumLength = 6;
/** `platen_live_` and four characters: enough to recognize a key by, 24 of its 256 bits. */
const displayLength = 'platen_live_'.length + 4;

export function mintKey(environment: KeyEnvironment): string {
  let key = `platen_${environment}_`;
  for (let i = 0; i < secretLength; i++) key += base62.charAt(randomInt(base62.length));
  return key + checksum(key);
}

/** Whether the text has the form of a key and its checksum holds. */
export function isWellFormedKey(text: string): boolean {
  return form.test(text) && text.slice(-checksumLength) === checksum(text.slice(0, -checksumLength));
}

/** What is stored in place of the key: SHA-256, in hex. */
export function hashKey(key: string): string {
  return hash('sha256', key, 'hex');
}

export function displayPrefix(key: string): string {
  return key.slice(0, displayLength);
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < checksumLength; i++) {
    digits = base62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
