import { isIP } from 'node:net';
import { Refusal } from '@platen/contract';

/** Whom passkeys are made for, as WebAuthn has it. */
export interface RelyingParty {
  /** The name of the host that they are bound to. */
  readonly id: string;
  /** Of the pages that may ask for them. */
  readonly origin: string;
}

/**
 * Browsers bind passkeys to a name and never to an address, and want https; on this machine itself the name is localhost.
 *
 * @throws Refusal `conflict` where they cannot be used
 */
export function relyingParty(publicUrl: string): RelyingParty {
  const party = partyOf(publicUrl);
  if (party) return party;
  throw new Refusal(
    'conflict',
    'Passkeys want a deployment that browsers reach by a name and https: its operator has to set PLATEN_PUBLIC_URL.',
  );
}

export function hasRelyingParty(publicUrl: string): boolean {
  return partyOf(publicUrl) !== undefined;
}

function partyOf(publicUrl: string): RelyingParty | undefined {
  const { protocol, hostname, port, origin } = new URL(publicUrl);
  const isThisMachine = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (isThisMachine) return { id: 'localhost', origin: `${protocol}//localhost${port && `:${port}`}` };
  const isName = isIP(hostname) === 0 && !hostname.startsWith('[');
  return isName && protocol === 'https:' ? { id: hostname, origin } : undefined;
}
