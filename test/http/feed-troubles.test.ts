import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pollDueFeeds } from '../../packages/server/src/feeds/index.ts';
import { type FeedReader, feedParams, mapping, startFeedReader } from '../support/feed-reader.ts';
import { aFeedIncident, aSummary, startFeedServer } from '../support/feed-server.ts';
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
let seenIn: FeedReader['seenIn'];

beforeEach(async () => {
  reader = await startFeedReader();
  ({ platen, vendor, put, feed, poll, pollAfter, componentOf, statusOf, incidents, seenIn } = reader);
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

describe('a feed that cannot be read', () => {
  beforeEach(async () => {
    vendor.tells(aSummary({ a: 'operational' }));
    await put([mapping({ component: 'a' })]);
    await poll();
  });

  const fails: Record<string, [() => void, string]> = {
    'an error': [() => vendor.answers((_, response) => response.writeHead(503).end()), 'answered 503'],
    'a web page': [() => vendor.tells('<!doctype html>Sign in'), 'sent a web page or XML, not JSON'],
    '10 MB': [() => vendor.tells(aSummary({}, { padding: 'x'.repeat(10_000_000) })), 'sent more than 2 MiB'],
    'nobody there': [() => vendor.answers((request) => request.socket.destroy()), 'broke off'],
    'a word unheard of': [
      () => vendor.tells(aSummary({ a: 'weird' })),
      'components[0].status is "weird", which Statuspage does not have',
    ],
  };

  it.each(Object.entries(fails))(
    'for %s changes nothing, until after three intervals nobody knows',
    async (_, [fail, trouble]) => {
      fail();
      await pollAfter(60);
      const told = await feed();
      expect(told).toMatchObject({ failures: 1, last_heard_at: '2026-11-24T09:07:00Z' });
      expect(told.trouble).toContain(trouble);
      expect(await statusOf('eu', 'scan')).toBe('operational');
      platen.clock.advance(119);
      expect(await statusOf('eu', 'scan')).toBe('operational');
      platen.clock.advance(1);
      const { status_code, reason } = (await componentOf('eu', 'scan')) ?? {};
      expect(status_code).toBe('unknown');
      expect(reason).toContain('Nothing heard since 2026-11-24T09:07:00Z: Vendor ');
      expect(reason).toContain(trouble);
      expect((await seenIn('eu')).components.find(({ id }) => id === 'scan')).toMatchObject({
        status: 'Unknown',
      });

      vendor.tells(aSummary({ a: 'degraded_performance' }));
      await poll();
      expect(await feed()).toMatchObject({ failures: 0, trouble: null });
      expect(await componentOf('eu', 'scan')).toMatchObject({
        status_code: 'degraded_performance',
        reason: null,
      });
    },
  );

  it('is asked ever more seldom, up to a quarter of an hour, and at once as often when it recovers', async () => {
    vendor.answers((_, response) => response.writeHead(500).end());
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const { next_poll_at } = await poll();
      waits.push((Date.parse(next_poll_at ?? '') - platen.clock.now()) / 1000);
    }
    for (const [failures, wait] of waits.entries()) {
      const most = Math.min(60 * 2 ** (failures + 1), 900);
      expect(wait).toBeGreaterThanOrEqual(Math.max(60, most / 2));
      expect(wait).toBeLessThanOrEqual(most);
    }
    vendor.tells(aSummary({ a: 'operational' }));
    const { next_poll_at } = await poll();
    expect(next_poll_at).toBe('2026-11-24T09:08:00Z');
  });

  it.each([
    ['600', 600],
    ['1', 60],
    ['86400', 3600],
  ])('with Retry-After: %s is asked again after %d seconds or more', async (retryAfter, seconds) => {
    vendor.answers((_, response) => response.writeHead(429, { 'retry-after': retryAfter }).end());
    const { next_poll_at } = await poll();
    const wait = (Date.parse(next_poll_at ?? '') - platen.clock.now()) / 1000;
    expect(wait).toBeGreaterThanOrEqual(seconds);
    expect(wait).toBeLessThanOrEqual(Math.max(seconds, 120));
  });

  it('does not keep others from being read', async () => {
    await using other = await startFeedServer();
    other.tells(aSummary({ b: 'major_outage' }));
    await platen.operator.call('putFeed', {
      params: { feed_id: 'other' },
      body: {
        name: 'Other',
        url: other.url,
        format: 'statuspage',
        mappings: [mapping({ component: 'b' }, 'us')],
      },
    });
    vendor.answers((_, response) => response.writeHead(500).end());
    await pollAfter(60);
    expect((await feed()).failures).toBe(1);
    expect(await statusOf('us', 'scan')).toBe('major_outage');
  });

  it('is shown as stale where all else is known', async () => {
    vendor.answers((_, response) => response.writeHead(500).end());
    await pollAfter(180);
    expect(await seenIn('eu')).toMatchObject({ stale: true });
    expect(await seenIn('us')).toMatchObject({ stale: false });
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
