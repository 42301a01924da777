import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cidrsContain, isCidr } from './cidr.ts';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('a network', () => {
  it.each([
    '203.0.113.0/24',
    '0.0.0.0/0',
    '10.1.2.3',
    '2001:db8::/32',
    '::/0',
    '::1',
    '::1/128',
    'fe80::/10',
  ])('may be %s', (text) => expect(isCidr(text)).toBe(true));

  it.each([
    '',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0/8',
    '256.0.0.0/8',
    '010.0.0.1',
    '0x0a.0.0.1',
    'fe80::1%eth0',
    '10.0.0.0/8 ',
    'localhost',
    '10.0.0.0/٨',
  ])('may not be %j', (text) => expect(isCidr(text)).toBe(false));

  it('holds exactly the addresses that share its first bits', () => {
    fc.assert(
      fc.property(address, address, fc.nat(32), (network, other, bits) => {
        const size = 2 ** (32 - bits);
        const same = Math.floor(network / size) === Math.floor(other / size);
        expect(cidrsContain([`${dotted(network)}/${bits}`], dotted(other))).toBe(same);
        expect(cidrsContain([`${dotted(network)}/${bits}`], dotted(network))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('holds an IPv4 address that a socket of both families writes as IPv6', () => {
    expect(cidrsContain(['10.0.0.0/8'], '::ffff:10.1.2.3')).toBe(true);
    expect(cidrsContain(['10.0.0.0/8'], '::FFFF:11.1.2.3')).toBe(false);
  });

  it('is one of several', () => {
    expect(cidrsContain(['10.0.0.0/8', '2001:db8::/32'], '2001:db8:1::7')).toBe(true);
    expect(cidrsContain(['10.0.0.0/8', '2001:db8::/32'], '2001:db9::7')).toBe(false);
    expect(cidrsContain([], '10.0.0.1')).toBe(false);
  });

  it('of one family holds nothing of the other, and no text that is no address', () => {
    expect(cidrsContain(['0.0.0.0/0'], '2001:db8::1')).toBe(false);
    expect(cidrsContain(['::/0'], 'unknown')).toBe(false);
  });
});

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}
