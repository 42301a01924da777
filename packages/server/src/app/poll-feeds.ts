import type { Logger } from 'pino';
import { type FeedsContext, pollDueFeeds } from '../feeds/index.ts';
import { startRounds } from './rounds.ts';

/** Reads the feeds that are due, looking once a second. */
export function startPollingFeeds(feeds: FeedsContext, log: Logger): AsyncDisposable {
  const failure = 'Feeds could not be read; it is tried again.';
  return startRounds({ everyMs: 1_000, failure, round: () => pollDueFeeds(feeds) }, log);
}
