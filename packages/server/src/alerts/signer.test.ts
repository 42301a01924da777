import { describe, expect, it } from 'vitest';
import { createSigner } from './signer.ts';

const signer = createSigner(new Uint8Array(32).fill(1));

describe('a signature', () => {
  it('is that of one id by one key, and fits into a URL', () => {
    const signature = signer.sign('alt_1');
    expect(signature).toMatch(/^[\w-]{22}$/);
    expect(signer.isSignatureOf('alt_1', signature)).toBe(true);
    expect(signer.isSignatureOf('alt_2', signature)).toBe(false);
    expect(createSigner(new Uint8Array(32).fill(2)).isSignatureOf('alt_1', signature)).toBe(false);
  });

  it('is none when it is not exactly that', () => {
    const signature = signer.sign('alt_1');
    for (const wrong of [
      '',
      signature.slice(1),
      `${signature}A`,
      `${signature}=`,
      'ä'.repeat(11),
      'ä'.repeat(22),
    ]) {
      expect(signer.isSignatureOf('alt_1', wrong)).toBe(false);
    }
  });
});
