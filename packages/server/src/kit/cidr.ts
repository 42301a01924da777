import { BlockList, isIP } from 'node:net';

/** `203.0.113.0/24`, `2001:db8::/32`, or one address. */
export function isCidr(text: string): boolean {
  return parse(text) !== undefined;
}

/** Whether an address lies in any of the networks. An IPv4 address written as IPv6 (`::ffff:…`) counts as IPv4. */
export function cidrsContain(cidrs: readonly string[], address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  if (family === 0) return false;
  const list = new BlockList();
  for (const cidr of cidrs) {
    const network = parse(cidr);
    if (network) list.addSubnet(network.address, network.bits, network.family);
  }
  return list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

function parse(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const match = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text);
  const address = match?.[1] ?? '';
  const version = isIP(address);
  if (version === 0) return undefined;
  const most = version === 6 ? 128 : 32;
  const bits = match?.[2] === undefined ? most : Number(match[2]);
  return bits <= most ? { address, bits, family: version === 6 ? 'ipv6' : 'ipv4' } : undefined;
}
