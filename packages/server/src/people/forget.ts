import { forgetAttemptsMs } from './attempts.ts';
import type { PeopleContext } from './store.ts';

/** Drops what is over: sessions, links, proofs that were on their way, and attempts nobody counts any more. */
export async function forgetPeople({ store, clock }: PeopleContext): Promise<void> {
  const now = clock.now();
  await store.forget(now, now - forgetAttemptsMs);
}
