import type { FeedMapping, FeedPut } from '@platen/contract';
import { pollDueFeeds } from '../../packages/server/src/feeds/index.ts';
import { type FeedServer, startFeedServer } from './feed-server.ts';
import { type Platen, startPlaten } from './platen.ts';

/** What of the feed tells of a component; `scan` in `eu` unless said otherwise. */
export function mapping(match: FeedMapping['match'], region = 'eu', component_id = 'scan'): FeedMapping {
  return { region, component_id, match };
}

export const feedParams = { feed_id: 'vendor' };

/** A server whose components `print` and `scan` nobody has told of, and a vendor's status page that it may read. */
export async function startFeedReader() {
  await using opened = new AsyncDisposableStack();
  const settings = { PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.1' };
  const platen = opened.use(await startPlaten({ settings }));
  const vendor = opened.use(await startFeedServer());
  for (const region of ['eu', 'us']) {
    for (const component_id of ['print', 'scan']) {
      const body = { name: component_id, status_code: null };
      await platen.operator.call('putComponent', { params: { region, component_id }, body });
    }
  }
  const everything = opened.move();
  return {
    platen,
    vendor,
    ...acting(platen, vendor),
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

export type FeedReader = Awaited<ReturnType<typeof startFeedReader>>;

function acting(platen: Platen, vendor: FeedServer) {
  const { operator } = platen;
  const componentOf = async (region: string, id: string) => {
    const { data } = await operator.call('listComponents', { params: { region } });
    return data.find((component) => component.id === id);
  };
  return {
    componentOf,
    statusOf: async (region: string, id: string) => (await componentOf(region, id))?.status_code,
    /** Declares the feed, or changes it. */
    put: (mappings: FeedMapping[], fields: Partial<FeedPut> = {}) =>
      operator.call('putFeed', {
        params: feedParams,
        body: { name: 'Vendor', url: vendor.url, format: 'statuspage', mappings, ...fields },
      }),
    feed: () => operator.call('getFeed', { params: feedParams }),
    remove: () => operator.call('removeFeed', { params: feedParams }),
    /** Reads it, due or not. */
    poll: () => operator.call('pollFeed', { params: feedParams }),
    /** Reads what is due after as many seconds. */
    pollAfter: async (seconds: number) => {
      platen.clock.advance(seconds);
      await pollDueFeeds(platen.server.rooms.feeds);
    },
    incidents: async () => (await operator.call('listIncidents', {})).data,
    maintenance: async () => (await operator.call('listMaintenance', {})).data,
    /** What an organization of the region sees. */
    seenIn: async (region: string) => {
      const { orgId, client } = await platen.organization({ region });
      return client.call('getSystemStatus', { params: { org_id: orgId } });
    },
  };
}
