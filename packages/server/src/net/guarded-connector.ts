import dns, { type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { cidrsContain } from '../kit/cidr.ts';
import { isPublicAddress } from './addresses.ts';

/** All addresses of a name, in the order to try them in. */
export type Resolve = (
  hostname: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export const resolveBySystem: Resolve = (hostname, done) => {
  dns.lookup(hostname, { all: true }, (error, addresses) => done(error, addresses));
};

export class ForbiddenAddressError extends Error {
  readonly address: string;

  constructor(address: string) {
    super(`${address} is not public and not in an allowed network`);
    this.address = address;
  }
}

/**
 * Connects to public addresses, and to those of `allowedNetworks`. What is checked is the very address that is connected
 * to, so a name cannot resolve to one address for the check and to another for the connection.
 */
export function guardedConnector(
  allowedNetworks: readonly string[],
  resolve: Resolve,
  timeoutMs: number,
): buildConnector.connector {
  const isAllowed = (address: string) => isPublicAddress(address) || cidrsContain(allowedNetworks, address);
  const lookup: LookupFunction = (hostname, options, done) => {
    resolve(hostname, (error, addresses) => {
      const forbidden = addresses?.find(({ address }) => !isAllowed(address));
      const [first] = addresses ?? [];
      if (error || !first) done(error ?? new Error(`${hostname} has no address`), '');
      else if (forbidden) done(new ForbiddenAddressError(forbidden.address), '');
      else if (options.all) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ lookup, timeout: timeoutMs, allowH2: false });
  return (options, done) => {
    // An address that stands in the URL is not looked up.
    const literal = options.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(literal) !== 0 && !isAllowed(literal)) done(new ForbiddenAddressError(literal), null);
    else connect(options, done);
  };
}
