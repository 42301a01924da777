import type { SignInWays } from '@platen/contract';
import type { PasskeysContext } from './passkeys.ts';
import { hasRelyingParty } from './relying-party.ts';

/** How people may sign in here, besides their password. */
export function signInWays({ publicUrl }: Pick<PasskeysContext, 'publicUrl'>): SignInWays {
  return { passkeys: hasRelyingParty(publicUrl()) };
}
