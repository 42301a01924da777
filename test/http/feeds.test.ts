import type { FeedPut } from '@platen/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FeedReader, mapping, startFeedReader } from '../support/feed-reader.ts';
import { aFeedComponent, aSummary } from '../support/feed-server.ts';

let reader: FeedReader;
let platen: FeedReader['platen'];
let vendor: FeedReader['vendor'];
let put: FeedReader['put'];
let feed: FeedReader['feed'];
let remove: FeedReader['remove'];
let poll: FeedReader['poll'];
let pollAfter: FeedReader['pollAfter'];
let componentOf: FeedReader['componentOf'];
let statusOf: FeedReader['statusOf'];

beforeEach(async () => {
  reader = await startFeedReader();
  ({ platen, vendor, put, feed, remove, poll, pollAfter, componentOf, statusOf } = reader);
});
afterEach(() => reader[Symbol.asyncDispose]());

describe('a feed', () => {
  it('is declared, shown, changed and removed', async () => {
    const made = await put([mapping({ component: 'scan-eu' })]);
    expect(made).toEqual({
      id: 'vendor',
      name: 'Vendor',
      url: vendor.url,
      format: 'statuspage',
      interval_seconds: 60,
      mappings: [mapping({ component: 'scan-eu' })],
      enabled: true,
      trouble: null,
      failures: 0,
      last_polled_at: null,
      last_heard_at: null,
      next_poll_at: '2026-11-24T09:07:00Z',
      created_at: '2026-11-24T09:07:00Z',
      updated_at: '2026-11-24T09:07:00Z',
    });
    expect((await platen.operator.call('listFeeds', {})).data).toEqual([made]);
    platen.clock.advance(5);
    const slower = await put([mapping({ page: true })], { interval_seconds: 300, enabled: false });
    expect(slower).toMatchObject({
      interval_seconds: 300,
      enabled: false,
      next_poll_at: null,
      created_at: '2026-11-24T09:07:00Z',
      updated_at: '2026-11-24T09:07:05Z',
    });
    const renamed = await put([mapping({ page: true })], { name: 'Storage' });
    expect(renamed).toMatchObject({ name: 'Storage', interval_seconds: 300, enabled: false });
    expect(await remove()).toEqual(renamed);
    await expect(feed()).rejects.toMatchObject({ code: 'not_found' });
    await expect(poll()).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove()).rejects.toMatchObject({ code: 'not_found' });
    const audit = await platen.operator.call('listAllAudit', { query: { limit: 4 } });
    expect(audit.data.map(({ action }) => action)).toEqual([
      'feed.removed',
      'feed.updated',
      'feed.updated',
      'feed.created',
    ]);
  });

  it.each<[string, Partial<FeedPut>, string]>([
    [
      'a component of another region',
      { mappings: [mapping({ page: true }, 'apac')] },
      'body.mappings[0].component_id',
    ],
    [
      'a component that is none',
      { mappings: [mapping({ page: true }), mapping({ page: true }, 'eu', 'telex')] },
      'body.mappings[1].component_id',
    ],
    ['nothing to match', { mappings: [mapping({})] }, 'body.mappings[0].match'],
    [
      'two things to match',
      { mappings: [mapping({ component: 'a', page: true })] },
      'body.mappings[0].match',
    ],
    ['no mapping', { mappings: [] }, 'body.mappings'],
    ['a password', { url: 'https://me:secret@status.example/' }, 'body.url'],
    ['a file', { url: 'file:///etc/passwd' }, 'body.url'],
    ['an interval too short', { interval_seconds: 29 }, 'body.interval_seconds'],
    ['an interval too long', { interval_seconds: 3601 }, 'body.interval_seconds'],
    ['a format that is none', { format: 'rss' as FeedPut['format'] }, 'body.format'],
    [
      'a component in a format without',
      { format: 'incident_io', mappings: [mapping({ component: 'a' })] },
      'body.mappings[0].match',
    ],
  ])('is refused with %s', async (_, fields, location) => {
    await expect(put([mapping({ page: true })], fields)).rejects.toMatchObject({
      code: 'invalid_request',
      problem: { errors: [expect.objectContaining({ location })] },
    });
  });
});

describe('what a feed says of components', () => {
  it('is what the mapped one says, by id or name', async () => {
    vendor.tells(aSummary({ 'scan-eu': 'partial_outage', 'print-eu': 'degraded_performance' }));
    await put([mapping({ component: 'scan-eu' }), mapping({ component: 'PRINT-EU' }, 'eu', 'print')]);
    expect(await statusOf('eu', 'scan')).toBe('unknown');
    expect(await poll()).toMatchObject({ trouble: null, last_heard_at: '2026-11-24T09:07:00Z' });
    expect(await statusOf('eu', 'scan')).toBe('partial_outage');
    expect(await statusOf('eu', 'print')).toBe('degraded_performance');
    expect(await componentOf('eu', 'scan')).toMatchObject({
      reports: [{ source: 'feed:vendor', interval_seconds: 60, stale: false }],
    });
    expect(await statusOf('us', 'scan')).toBe('unknown');
  });

  it('is the worst of the members of a group, in whatever groups they are in', async () => {
    const group = { group: true, status: 'operational' };
    vendor.tells(
      aSummary(
        {},
        {
          components: [
            aFeedComponent('europe', { ...group, components: ['storage', 'america'] }),
            aFeedComponent('storage', { ...group, group_id: 'europe' }),
            aFeedComponent('america', { ...group, components: ['europe'] }),
            aFeedComponent('a', { group_id: 'storage', status: 'degraded_performance' }),
            aFeedComponent('b', { group_id: 'europe', status: 'operational' }),
            aFeedComponent('c', { status: 'major_outage' }),
          ],
        },
      ),
    );
    await put([mapping({ group: 'EUROPE' })]);
    await poll();
    expect(await statusOf('eu', 'scan')).toBe('degraded_performance');
  });

  it('is that of the page, unless its components tell worse', async () => {
    await put([mapping({ page: true })]);
    for (const [indicator, statuses, expected] of [
      ['none', { a: 'operational' }, 'operational'],
      ['critical', { a: 'operational' }, 'major_outage'],
      ['minor', { a: 'major_outage', b: 'operational' }, 'partial_outage'],
      ['minor', { a: 'major_outage', b: 'major_outage' }, 'major_outage'],
      ['none', {}, 'operational'],
    ] as const) {
      vendor.tells(aSummary(statuses, { status: { indicator } }));
      await poll();
      expect([indicator, statuses, await statusOf('eu', 'scan')]).toEqual([indicator, statuses, expected]);
    }
  });

  it('is the worst where several tell of one, and nothing where one of them is not there', async () => {
    vendor.tells(aSummary({ a: 'operational', b: 'degraded_performance' }));
    await put([mapping({ component: 'a' }), mapping({ component: 'b' })]);
    await poll();
    expect(await statusOf('eu', 'scan')).toBe('degraded_performance');
    vendor.tells(aSummary({ b: 'operational' }));
    await pollAfter(60);
    expect(await feed()).toMatchObject({ trouble: 'does not have the component "a"', failures: 0 });
    expect(await statusOf('eu', 'scan')).toBe('degraded_performance');
    await pollAfter(60);
    await pollAfter(60);
    expect(await componentOf('eu', 'scan')).toMatchObject({
      status_code: 'unknown',
      reason: 'Nothing heard since 2026-11-24T09:07:00Z: Vendor does not have the component "a"',
    });
  });

  it('yields to what is set by hand', async () => {
    vendor.tells(aSummary({ a: 'major_outage' }));
    await put([mapping({ component: 'a' })]);
    await poll();
    await platen.operator.call('putComponent', {
      params: { region: 'eu', component_id: 'scan' },
      body: { name: 'Scan', status_code: 'operational' },
    });
    await pollAfter(60);
    expect(await statusOf('eu', 'scan')).toBe('operational');
  });

  it('is taken back when it is mapped no longer, or the feed is read no longer', async () => {
    const all = [mapping({ component: 'a' }), mapping({ component: 'a' }, 'us')];
    vendor.tells(aSummary({ a: 'operational' }));
    await put(all);
    await poll();
    await put([mapping({ component: 'a' })]);
    await poll();
    expect(await statusOf('us', 'scan')).toBe('unknown');
    expect((await componentOf('us', 'scan'))?.reports).toEqual([]);
    platen.clock.advance(1);
    await put(all, { enabled: false });
    expect((await componentOf('eu', 'scan'))?.reports).toEqual([]);
    await expect(poll()).rejects.toMatchObject({ code: 'conflict' });
    platen.clock.advance(1);
    await put(all, { enabled: true });
    await poll();
    expect(await statusOf('us', 'scan')).toBe('operational');
    platen.clock.advance(1);
    await remove();
    expect((await componentOf('us', 'scan'))?.reports).toEqual([]);
  });

  it.each([
    ['incident_io', { ongoing_incidents: [] }],
    ['better_stack', { data: { attributes: { aggregate_state: 'operational' } } }],
    ['instatus', { page: { status: 'UP' } }],
  ] as const)('is read from %s too', async (format, body) => {
    vendor.tells(body);
    await put([mapping({ page: true })], { format });
    expect(await poll()).toMatchObject({ trouble: null });
    expect(await statusOf('eu', 'scan')).toBe('operational');
  });

  it('may be what our own page says', async () => {
    await platen.operator.call('putComponent', {
      params: { region: 'us', component_id: 'print' },
      body: { name: 'Cloud print', status_code: 'partial_outage' },
    });
    const url = `${platen.url}/status/us/api/v2/summary.json`;
    await put([mapping({ component: 'Cloud print' }, 'eu', 'print')], { url });
    expect(await poll()).toMatchObject({ trouble: null });
    expect(await statusOf('eu', 'print')).toBe('partial_outage');
  });
});
