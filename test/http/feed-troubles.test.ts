import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FeedReader, mapping, startFeedReader } from '../support/feed-reader.ts';
import { aSummary, startFeedServer } from '../support/feed-server.ts';

let reader: FeedReader;
let platen: FeedReader['platen'];
let vendor: FeedReader['vendor'];
let put: FeedReader['put'];
let feed: FeedReader['feed'];
let poll: FeedReader['poll'];
let pollAfter: FeedReader['pollAfter'];
let componentOf: FeedReader['componentOf'];
let statusOf: FeedReader['statusOf'];
let seenIn: FeedReader['seenIn'];

beforeEach(async () => {
  reader = await startFeedReader();
  ({ platen, vendor, put, feed, poll, pollAfter, componentOf, statusOf, seenIn } = reader);
});
afterEach(() => reader[Symbol.asyncDispose]());

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

  it('for the same reason again is no news to its regions', async () => {
    vendor.answers((_, response) => response.writeHead(503).end());
    await poll();
    const { store } = platen.server.rooms.status;
    const revision = store.revision('eu');
    await poll();
    expect(store.revision('eu')).toBe(revision);
    vendor.answers((_, response) => response.writeHead(500).end());
    await poll();
    expect(store.revision('eu')).toBeGreaterThan(revision);
  });

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
