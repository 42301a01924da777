import type { SignInWays } from '@platen/contract';
import type { PasswordLinksContext } from './password-links.ts';
import { hasRelyingParty } from './relying-party.ts';
import type { SingleSignOnContext } from './single-sign-on/single-sign-on.ts';

/** How people may sign in here, besides their password. */
export function signInWays({
  publicUrl,
  singleSignOn,
  canMail,
}: SingleSignOnContext & PasswordLinksContext): SignInWays {
  return {
    password_links: canMail,
    passkeys: hasRelyingParty(publicUrl()),
    single_sign_on: singleSignOn ? { label: singleSignOn.label } : null,
  };
}
