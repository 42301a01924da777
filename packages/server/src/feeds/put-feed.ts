import { type Feed as FeedBody, type FeedMapping, type FeedPut, invalidField } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { type Feed, feedBody } from './feed.ts';
import { formats } from './formats.ts';
import type { FeedsContext } from './store.ts';
import { takeBack } from './take-back.ts';

const defaultIntervalSeconds = 60;

/** Reads a feed from now on, or reads it otherwise; interval and `enabled` stay as they are when left out. */
export async function putFeed(
  feeds: FeedsContext,
  actor: Actor,
  id: string,
  input: FeedPut,
): Promise<FeedBody> {
  refusePassword(input.url);
  refuseUnlistedComponents(input);
  await refuseUnknownPlaces(feeds, input.mappings);
  const now = feeds.clock.now();
  const known = await feeds.store.findFeed(id);
  const feed: Feed = {
    id,
    name: input.name,
    url: input.url,
    format: input.format,
    intervalMs:
      input.interval_seconds === undefined
        ? (known?.intervalMs ?? defaultIntervalSeconds * 1000)
        : input.interval_seconds * 1000,
    mappings: input.mappings,
    enabled: input.enabled ?? known?.enabled ?? true,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
    // It is asked at once, and in full: what was read before was read otherwise.
    etag: null,
    lastModified: null,
    nextPollAt: now,
    lastPolledAt: known?.lastPolledAt ?? null,
    lastHeardAt: known?.lastHeardAt ?? null,
    failures: 0,
    trouble: null,
    leaseUntil: 0,
  };
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: known ? 'feed.updated' : 'feed.created',
    target: id,
    detail: { ...input },
  });
  await feeds.store.saveFeed(feed, audit);
  if (!feed.enabled) await takeBack(feeds, feed);
  return feedBody(feed);
}

function refusePassword(url: string): void {
  const { username, password } = new URL(url);
  if (username === '' && password === '') return;
  throw invalidField(
    'body.url',
    'has a user name or a password',
    'Send the address of a public status page.',
  );
}

/** They could be matched only while something is wrong with them, and nobody would notice a name mistyped. */
function refuseUnlistedComponents({ format, mappings }: FeedPut): void {
  const { listsComponents, name } = formats[format];
  const wrong = listsComponents ? -1 : mappings.findIndex(({ match }) => !match.page);
  if (wrong < 0) return;
  throw invalidField(
    `body.mappings[${wrong}].match`,
    `names a component, which ${name} does not list in this format`,
    'Send `{"page": true}`, or read its Statuspage-like `/api/v2/summary.json` as `statuspage` if it has one.',
  );
}

async function refuseUnknownPlaces(
  { status }: FeedsContext,
  mappings: readonly FeedMapping[],
): Promise<void> {
  const regions = [...new Set(mappings.map(({ region }) => region))];
  const components = await status.store.findComponents(regions);
  const wrong = mappings.findIndex(
    (mapping) =>
      !components.some(({ region, id }) => region === mapping.region && id === mapping.component_id),
  );
  if (wrong < 0) return;
  throw invalidField(
    `body.mappings[${wrong}].component_id`,
    'is not a component of this region',
    'Create it first: `PUT /v1/regions/{region}/components/{component_id}`.',
  );
}
