import type { Logger } from 'pino';

const lookEveryMs = 1_000;

/** Lets the meter settle what can be settled, looking once a second; a round begins when the one before has ended. */
export function startSettling(settle: () => Promise<void>, log: Logger): AsyncDisposable {
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    round ??= settle()
      .catch((error: unknown) => log.error({ err: error }, 'Hours could not be settled; it is tried again.'))
      .finally(() => {
        round = undefined;
      });
  }, lookEveryMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await round;
    },
  };
}
