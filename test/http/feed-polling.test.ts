import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pollDueFeeds } from '../../packages/server/src/feeds/index.ts';
import { type FeedReader, feedParams, mapping, startFeedReader } from '../support/feed-reader.ts';
import { aFeedIncident, aSummary } from '../support/feed-server.ts';
import { startPlaten } from '../support/platen.ts';

let reader: FeedReader;
let platen: FeedReader['platen'];
let vendor: FeedReader['vendor'];
let put: FeedReader['put'];
let feed: FeedReader['feed'];
let poll: FeedReader['poll'];
let pollAfter: FeedReader['pollAfter'];
let componentOf: FeedReader['componentOf'];
let statusOf: FeedReader['statusOf'];
let incidents: FeedReader['incidents'];

beforeEach(async () => {
  reader = await startFeedReader();
  ({ platen, vendor, put, feed, poll, pollAfter, componentOf, statusOf, incidents } = reader);
});
afterEach(() => reader[Symbol.asyncDispose]());

describe('a feed that does not change', () => {
  it('is asked whether it has, and only noted to be heard', async () => {
    vendor.tells(aSummary({ a: 'operational' }));
    await put([mapping({ component: 'a' })]);
    await poll();
    const revision = platen.server.rooms.status.store.revision('eu');
    await pollAfter(60);
    await pollAfter(60);
    expect(vendor.asked.map((headers) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"']);
    expect(await feed()).toMatchObject({ trouble: null, last_heard_at: '2026-11-24T09:09:00Z' });
    expect(await componentOf('eu', 'scan')).toMatchObject({
      reports: [{ since: '2026-11-24T09:07:00Z', heard_at: '2026-11-24T09:09:00Z', stale: false }],
    });
    expect(platen.server.rooms.status.store.revision('eu')).toBe(revision);
    platen.clock.advance(179);
    expect(await statusOf('eu', 'scan')).toBe('operational');
  });

  it('is read at another pace from when its interval is changed', async () => {
    vendor.tells(aSummary({ a: 'operational' }));
    await put([mapping({ component: 'a' })]);
    await poll();
    await put([mapping({ component: 'a' })], { interval_seconds: 300 });
    await pollAfter(1);
    expect(await componentOf('eu', 'scan')).toMatchObject({ reports: [{ interval_seconds: 300 }] });
    platen.clock.advance(899);
    expect(await statusOf('eu', 'scan')).toBe('operational');
  });

  it('is heard again, though it was not for a while and is as it was', async () => {
    const asItWas = vendor.tells(aSummary({ a: 'operational' }));
    await put([mapping({ component: 'a' })]);
    await poll();
    vendor.answers((_, response) => response.writeHead(503).end());
    await pollAfter(60);
    vendor.answers(asItWas);
    expect(await poll()).toMatchObject({ trouble: null, failures: 0 });
    expect(vendor.asked.at(-1)?.['if-none-match']).toBe('"1"');
  });

  it('is told in full again when it was not heard for long, so that the gap stays in the history', async () => {
    vendor.tells(aSummary({ a: 'operational' }));
    await put([mapping({ component: 'a' })]);
    await poll();
    await pollAfter(600);
    expect(await componentOf('eu', 'scan')).toMatchObject({
      status_code: 'operational',
      reports: [{ since: '2026-11-24T09:17:00Z' }],
    });
  });
});

describe('a feed in a private network', () => {
  it('is not read unless that is allowed, and nobody is told where it is', async () => {
    await using guarded = await startPlaten();
    await guarded.operator.call('putFeed', {
      params: feedParams,
      body: { name: 'Vendor', url: vendor.url, format: 'statuspage', mappings: [mapping({ page: true })] },
    });
    const told = await guarded.operator.call('pollFeed', { params: feedParams });
    expect(told.trouble).toBe('is at a private address (127.0.0.1), which is not allowed');
    expect(vendor.asked).toEqual([]);
  });

  it('that was allowed before is not named to everybody either', async () => {
    vendor.tells(aSummary({ a: 'operational' }));
    await put([mapping({ component: 'a' })]);
    await poll();
    vendor.answers((_, response) => response.writeHead(302, { location: 'http://10.0.0.5/' }).end());
    await pollAfter(180);
    expect((await feed()).trouble).toContain('10.0.0.5');
    const { reason } = (await componentOf('eu', 'scan')) ?? {};
    expect(reason).toBe(
      'Nothing heard since 2026-11-24T09:07:00Z: Vendor redirects elsewhere, which is at a private address, which is not allowed',
    );
  });
});

describe('of several pollers', () => {
  it('one reads a feed that is due, and none reads one that is not', async () => {
    vendor.tells(aSummary({ a: 'operational' }));
    await put([mapping({ component: 'a' })]);
    const { feeds } = platen.server.rooms;
    await Promise.all([pollDueFeeds(feeds), pollDueFeeds(feeds), pollDueFeeds(feeds)]);
    expect(vendor.asked).toHaveLength(1);
    await pollAfter(59);
    expect(vendor.asked).toHaveLength(1);
    await Promise.all([pollAfter(1), pollAfter(0)]);
    expect(vendor.asked).toHaveLength(2);
  });

  it('the second is told that the first is at it, until the first has died', async () => {
    await put([mapping({ component: 'a' })]);
    const { store } = platen.server.rooms.feeds;
    const now = platen.clock.now();
    expect(await store.claimFeed('vendor', now, now + 60_000)).toBeDefined();
    await expect(poll()).rejects.toMatchObject({ code: 'conflict' });
    platen.clock.advance(60);
    expect(await poll()).toMatchObject({ failures: 1 });
  });

  it('one that was overtaken by a change of the feed leaves nothing behind', async () => {
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    vendor.answers(async (_, response) => {
      reached.resolve();
      await held.promise;
      response.end(JSON.stringify(aSummary({ a: 'major_outage' }, { incidents: [aFeedIncident(['a'])] })));
    });
    await put([mapping({ component: 'a' })]);
    const polled = poll();
    await reached.promise;
    await put([mapping({ component: 'a' })], { enabled: false });
    held.resolve();
    expect(await polled).toMatchObject({ enabled: false, last_polled_at: null });
    expect((await componentOf('eu', 'scan'))?.reports).toEqual([]);
    expect((await incidents()).map(({ status }) => status)).toEqual(['resolved']);
  });
});
