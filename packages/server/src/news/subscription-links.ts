import type { NewsContext } from './store.ts';
import { confirmWithinMs } from './subscriber.ts';

/** Begins to tell whoever was sent the link. False when the link is not known, or no longer. */
export function confirmSubscriber(
  { store, clock }: NewsContext,
  region: string,
  token: string,
): Promise<boolean> {
  const now = clock.now();
  return store.confirm(region, token, now, now - confirmWithinMs);
}

/** Forgets whoever was sent the link; done already, it is done. */
export async function unsubscribe({ store }: NewsContext, region: string, token: string): Promise<void> {
  await store.unsubscribe(region, token);
}

/** Those who asked, or were said to have asked, and never confirmed. */
export async function forgetUnconfirmed({ store, clock }: NewsContext): Promise<void> {
  await store.forgetUnconfirmed(clock.now() - confirmWithinMs);
}
