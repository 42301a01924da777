import type { SignInWays } from '@platen/contract';
import { hasRelyingParty } from './relying-party.ts';
import type { SingleSignOnContext } from './single-sign-on/single-sign-on.ts';

/** How people may sign in here, besides their password. */
export function signInWays({
  publicUrl,
  singleSignOn,
}: Pick<SingleSignOnContext, 'publicUrl' | 'singleSignOn'>): SignInWays {
  const single_sign_on = singleSignOn ? { label: singleSignOn.label } : null;
  return { passkeys: hasRelyingParty(publicUrl()), single_sign_on };
}
