import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createVault } from './vault.ts';

describe('the vault', () => {
  const key = randomBytes(32);
  const vault = createVault(key);
  const secrets = { token: 'xyzzy-ünïcode', others: ['a', 'b'] };

  it('gives back what it was given, also after a restart', () => {
    const sealed = vault.seal(secrets, 'chn_1');
    expect(sealed).not.toContain('xyzzy');
    expect(createVault(key).open(sealed, 'chn_1')).toEqual(secrets);
  });

  it('seals the same secret differently each time', () => {
    expect(vault.seal(secrets, 'chn_1')).not.toBe(vault.seal(secrets, 'chn_1'));
  });

  it('opens nothing with another key, for another owner, or that was tampered with', () => {
    const sealed = vault.seal(secrets, 'chn_1');
    expect(() => createVault(randomBytes(32)).open(sealed, 'chn_1')).toThrow();
    expect(() => vault.open(sealed, 'chn_2')).toThrow();
    const bytes = Buffer.from(sealed, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => vault.open(bytes.toString('base64'), 'chn_1')).toThrow();
  });
});
