import { isIP } from 'node:net';
import { cidrsContain } from '../kit/cidr.ts';

/**
 * Whether an address is of the internet at large: not private, loopback, link-local (where clouds keep their metadata),
 * shared, documentation, multicast or reserved, nor an IPv6 form that carries an IPv4 address past this check. What is no
 * address is not public. After the registries of special-purpose addresses (RFC 6890) at IANA.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !cidrsContain(special, address);
  return family === 6 && cidrsContain(['2000::/3'], address) && !cidrsContain(special, address);
}

const special: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Within the global unicast of IPv6: protocols and Teredo, documentation, 6to4.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
];
