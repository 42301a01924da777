import type { Logger } from 'pino';
import { type FeedsContext, pollDueFeeds } from '../feeds/index.ts';

const lookEveryMs = 1_000;

/** Reads the feeds that are due, looking once a second; a round begins when the one before has ended. */
export function startPollingFeeds(feeds: FeedsContext, log: Logger): AsyncDisposable {
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    round ??= pollDueFeeds(feeds)
      .catch((error: unknown) => log.error({ err: error }, 'Feeds could not be read; it is tried again.'))
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
