import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { invalidField } from '@platen/contract';

const derive = promisify<string, Uint8Array, number, ScryptOptions, Buffer>(scrypt);

/** As OWASP's password storage cheat sheet has it for 32 MiB; about 0.2 s, off the main thread. */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const saltBytes = 16;
const hashBytes = 32;
const form = /^scrypt\$15\$8\$3\$([\w-]+)\$([\w-]+)$/;

/** `scrypt$log2(N)$r$p$salt$hash`, the last two in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const derived = await derive(password.normalize('NFKC'), salt, hashBytes, cost);
  return `scrypt$15$8$3$${salt.toString('base64url')}$${derived.toString('base64url')}`;
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, salt, expected] = form.exec(stored) ?? [];
  if (salt === undefined || expected === undefined) return false;
  const derived = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), hashBytes, cost);
  return timingSafeEqual(derived, Buffer.from(expected, 'base64url'));
}

const leastLength = 12;
const leastDifferent = 6;

/** Why the password is too easy to guess, as a phrase after its name; undefined when it is not. */
function weaknessOf(password: string, email: string): string | undefined {
  if ([...password].length < leastLength) return `has fewer than ${leastLength} characters`;
  if (new Set(password).size < leastDifferent) return `has fewer than ${leastDifferent} different characters`;
  const [name = ''] = email.split('@');
  if (name.length >= 4 && password.toLowerCase().includes(name.toLowerCase()))
    return 'has the name of the address in it';
  return undefined;
}

/** @throws Refusal `invalid_request` */
export function refuseWeak(password: string, email: string, location = 'body.password'): void {
  const weakness = weaknessOf(password, email);
  if (weakness) {
    throw invalidField(
      location,
      weakness,
      'Take a few words that do not belong together, or what a password manager makes.',
    );
  }
}
