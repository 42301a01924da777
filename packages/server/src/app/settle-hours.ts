import type { Logger } from 'pino';

const lookEveryMs = 1_000;

/** Lets the meter settle what can be settled, looking once a second; a round begins when the one before has ended. */
export function startSettling(settle: () => Promise<unknown>, log: Logger): AsyncDisposable {
  let round: Promise<void> | undefined;
  let isFailing = false;
  const timer = setInterval(() => {
    round ??= settle()
      .then(() => {
        isFailing = false;
      })
      .catch((error: unknown) => {
        // Once, and not each second that the database is away.
        if (!isFailing) log.error({ err: error }, 'Hours could not be settled; it is tried again.');
        isFailing = true;
      })
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
