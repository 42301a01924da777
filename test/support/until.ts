import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until there is an answer that is not false. */
export async function until(ask: () => Promise<unknown>, isVain = () => false): Promise<void> {
  while (!isVain()) {
    const answer = await ask().catch(() => false);
    if (answer !== false) return;
    await pause(20);
  }
}
