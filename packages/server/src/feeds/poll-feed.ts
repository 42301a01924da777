import { type Feed as FeedBody, Refusal } from '@platen/contract';
import { minuteMs } from '../kit/instant.ts';
import { applyIncidents } from './apply-incidents.ts';
import { applyMaintenance } from './apply-maintenance.ts';
import { applyReports, explainSilence, repeatReports } from './apply-reports.ts';
import type { Feed } from './feed.ts';
import { findFeed, getFeed } from './feeds.ts';
import { formats } from './formats.ts';
import { waitAfterFailures } from './next-poll.ts';
import { UnreadableFeedError } from './readers/field.ts';
import type { FeedReading } from './reading.ts';
import type { FeedAnswer, FeedsContext, PollOutcome } from './store.ts';
import { takeBack } from './take-back.ts';

/** Longer than any poll; whoever held it when it ends has died. */
const leaseMs = minuteMs;
const mostAtOnce = 20;

/** Reads a feed now. `trouble` tells how it went; refuses with `conflict` while somebody else reads it. */
export async function pollFeed(feeds: FeedsContext, id: string): Promise<FeedBody> {
  const { enabled } = await findFeed(feeds, id);
  if (!enabled) throw new Refusal('conflict', `The feed ${id} is not enabled.`);
  const now = feeds.clock.now();
  const claimed = await feeds.store.claimFeed(id, now, now + leaseMs);
  if (!claimed) throw new Refusal('conflict', `The feed ${id} is being read just now.`);
  await poll(feeds, claimed);
  return getFeed(feeds, id);
}

/**
 * Reads the feeds that are due and that nobody else is reading. What fails with one does not keep the others from being
 * read.
 *
 * @throws AggregateError of faults of ours; what is wrong with a feed becomes its `trouble`.
 */
export async function pollDueFeeds(feeds: FeedsContext): Promise<void> {
  const now = feeds.clock.now();
  const due = await feeds.store.claimDueFeeds(now, now + leaseMs, mostAtOnce);
  const polled = await Promise.allSettled(due.map((feed) => poll(feeds, feed)));
  const faults = polled.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} feeds could not be polled.`);
}

async function poll(feeds: FeedsContext, feed: Feed): Promise<void> {
  const { url, etag, lastModified } = feed;
  const answer = await feeds.fetch({ url, etag, lastModified });
  const outcome = await take(feeds, feed, answer);
  if (await feeds.store.finishPoll(feed, outcome)) return;
  // It was changed meanwhile, and is read anew; or it is not to be read any more, and has just been applied.
  const current = await feeds.store.findFeed(feed.id);
  if (!current?.enabled) await takeBack(feeds, feed);
}

async function take(feeds: FeedsContext, feed: Feed, answer: FeedAnswer): Promise<PollOutcome> {
  switch (answer.kind) {
    case 'ok':
      return takeText(feeds, feed, answer);
    case 'not_modified':
      await repeatReports(feeds, feed);
      return heard(feeds, feed, { etag: feed.etag, lastModified: feed.lastModified, trouble: null });
    case 'failed':
      return fail(feeds, feed, answer.reason, withoutAddresses(answer.reason), answer.retryAfterMs);
    case 'stopped':
      return feed;
  }
}

async function takeText(
  feeds: FeedsContext,
  feed: Feed,
  answer: Extract<FeedAnswer, { kind: 'ok' }>,
): Promise<PollOutcome> {
  let reading: FeedReading;
  try {
    reading = formats[feed.format].read(answer.text, feeds.clock.now());
  } catch (error) {
    if (!(error instanceof UnreadableFeedError)) throw error;
    return fail(feeds, feed, error.message, error.message, null);
  }
  const trouble = await applyReports(feeds, feed, reading);
  await applyIncidents(feeds, feed, reading, 'It is no longer listed where it was told of.');
  await applyMaintenance(feeds, feed, reading);
  const { etag, lastModified } = isSettled(reading, trouble) ? answer : { etag: null, lastModified: null };
  return heard(feeds, feed, { etag, lastModified, trouble });
}

/** Whether reading the same again would do the same; else it is to be told in full, though it be the same. */
function isSettled({ maintenance }: FeedReading, trouble: string | null): boolean {
  return trouble === null && maintenance.every(({ status }) => status !== 'in_progress');
}

function heard(
  { clock }: FeedsContext,
  feed: Feed,
  told: Pick<PollOutcome, 'etag' | 'lastModified' | 'trouble'>,
): PollOutcome {
  const now = clock.now();
  return { ...told, nextPollAt: now + feed.intervalMs, lastPolledAt: now, lastHeardAt: now, failures: 0 };
}

/** What was said stays, and ages; why, is kept with it. */
async function fail(
  feeds: FeedsContext,
  feed: Feed,
  trouble: string,
  publicReason: string,
  retryAfterMs: number | null,
): Promise<PollOutcome> {
  await explainSilence(feeds, feed, publicReason);
  const now = feeds.clock.now();
  const failures = feed.failures + 1;
  const wait = waitAfterFailures({ intervalMs: feed.intervalMs, failures }, retryAfterMs, feeds.random());
  return { ...feed, nextPollAt: now + wait, lastPolledAt: now, failures, trouble };
}

/** Why a component is Unknown is told to everybody, where our network is nobody's business. */
function withoutAddresses(reason: string): string {
  return reason.replace(/^redirects to \S+,/, 'redirects elsewhere,').replace(/ \([^()]*\)/g, '');
}
