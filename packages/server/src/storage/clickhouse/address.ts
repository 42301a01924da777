import { UnusableDatabaseError } from '../unusable.ts';

/** Where a meter on ClickHouse is, and how it is laid out there. */
export interface Address {
  /** Entries to the same tables, in the order in which they are tried; without user, path and query. */
  readonly entries: readonly string[];
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** The name that the servers know their cluster by; null: tables of one server. */
  readonly cluster: string | null;
}

const shape = /^(https?):\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/?#@]+)(?:\/([^/?#]*))?(?:\?cluster=([^&#]*))?$/;
/** What may stand in a statement without being quoted. */
const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Reads `http(s)://user:password@host:8123,host:8123/database?cluster=name`, of which all but a host may be left out.
 *
 * @throws UnusableDatabaseError which does not tell the password.
 */
export function parseAddress(url: string): Address {
  const [, protocol, user = '', password = '', hosts = '', database = '', cluster] = shape.exec(url) ?? [];
  try {
    if (protocol === undefined) throw new Error();
    const address = {
      entries: hosts.split(',').map((host) => entryOf(protocol, host)),
      user: decodeURIComponent(user) || 'default',
      password: decodeURIComponent(password),
      database: database || 'platen',
      cluster: cluster ?? null,
    };
    if (![address.database, address.cluster ?? 'none'].every((name) => plainName.test(name)))
      throw new Error();
    return address;
  } catch {
    throw new UnusableDatabaseError(
      'The URL of ClickHouse cannot be read: it is `http://user:password@host:8123/database`, with commas between ' +
        'several hosts and `?cluster=name` at the end where there is a cluster. Names of databases and clusters are ' +
        'of letters, digits and `_`; characters such as @, :, / and % in a password have to be percent-encoded.',
    );
  }
}

/** As a rule of URLs, a port that is the default of the protocol is left out: ClickHouse has ports of its own. */
function entryOf(protocol: string, host: string): string {
  const named = /:\d+$/.test(host) ? host : `${host}:${protocol === 'http' ? 8123 : 8443}`;
  return new URL(`${protocol}://${named}`).origin;
}
