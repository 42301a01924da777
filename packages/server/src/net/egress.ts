import dns, { type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Agent, buildConnector, request } from 'undici';
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

interface Guard {
  /** Networks that are connected to although they are not public. */
  readonly allowedNetworks: readonly string[];
  readonly resolve: Resolve;
  /** To connect in. */
  readonly timeoutMs: number;
}

export interface Egress {
  readonly request: typeof request;
  readonly dispatcher: Agent;
}

/** The way out, kept to by `guard`. It is opened by the first request: a server that asks nobody has no use for it. */
export function guardedEgress(guard: Guard): () => Promise<Egress> {
  let egress: Promise<Egress> | undefined;
  return () => {
    egress ??= openEgress(guard);
    return egress;
  };
}

async function openEgress(guard: Guard): Promise<Egress> {
  const { Agent, buildConnector, request } = await import('undici');
  // A connection that was kept may be closed by the other side just when it is used again.
  return {
    request,
    dispatcher: new Agent({ connect: guardedConnector(buildConnector, guard), pipelining: 0 }),
  };
}

/**
 * Connects to public addresses, and to those of `allowedNetworks`. What is checked is the very address that is connected
 * to, so a name cannot resolve to one address for the check and to another for the connection.
 */
function guardedConnector(
  build: typeof buildConnector,
  { allowedNetworks, resolve, timeoutMs }: Guard,
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
  const connect = build({ lookup, timeout: timeoutMs, allowH2: false });
  return (options, done) => {
    // An address that stands in the URL is not looked up.
    const literal = options.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(literal) !== 0 && !isAllowed(literal)) done(new ForbiddenAddressError(literal), null);
    else connect(options, done);
  };
}
