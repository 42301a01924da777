import type { Feed as FeedBody, FeedFormat, FeedMapping } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

/** A status page of somebody else, and how reading it goes. */
export interface Feed {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly format: FeedFormat;
  readonly intervalMs: number;
  readonly mappings: readonly FeedMapping[];
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;

  /** What its last answer may be asked again with; null when that is to be told in full. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly nextPollAt: number;
  readonly lastPolledAt: number | null;
  /** When it last answered something that could be read. */
  readonly lastHeardAt: number | null;
  /** Polls in a row that failed. */
  readonly failures: number;
  /** Why the last poll failed, or what of the mappings was not found. */
  readonly trouble: string | null;
  /** Until then somebody is polling it. */
  readonly leaseUntil: number;
}

/** How its reports are signed, and its changes in the audit log. */
export function sourceOf(feed: { readonly id: string }): string {
  return `feed:${feed.id}`;
}

export function feedBody(feed: Feed): FeedBody {
  const instant = (at: number | null) => (at === null ? null : formatInstant(at));
  return {
    id: feed.id,
    name: feed.name,
    url: feed.url,
    format: feed.format,
    interval_seconds: feed.intervalMs / 1000,
    mappings: [...feed.mappings],
    enabled: feed.enabled,
    trouble: feed.trouble,
    failures: feed.failures,
    last_polled_at: instant(feed.lastPolledAt),
    last_heard_at: instant(feed.lastHeardAt),
    next_poll_at: feed.enabled ? formatInstant(feed.nextPollAt) : null,
    created_at: formatInstant(feed.createdAt),
    updated_at: formatInstant(feed.updatedAt),
  };
}
