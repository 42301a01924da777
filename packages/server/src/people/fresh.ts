import { Refusal } from '@platen/contract';
import type { PeopleContext, SignedIn } from './store.ts';

const freshMs = 60 * 60 * 1000;

/**
 * Whoever finds a session open may do what it may do, but is not to stay.
 *
 * @throws Refusal `sign_in_again`
 */
export function requireFresh({ clock }: PeopleContext, { session }: SignedIn): void {
  if (clock.now() - session.createdAt < freshMs) return;
  throw new Refusal('sign_in_again', 'This changes how you sign in. Sign in again first.');
}
