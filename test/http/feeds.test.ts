import type { FeedMapping, FeedPut, SystemStatus } from '@platen/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pollDueFeeds } from '../../packages/server/src/feeds/index.ts';
import {
  aFeedComponent,
  aFeedIncident,
  aSummary,
  type FeedServer,
  startFeedServer,
} from '../support/feed-server.ts';
import { type Platen, startPlaten } from '../support/platen.ts';

let opened: AsyncDisposableStack;
let platen: Platen;
let vendor: FeedServer;

beforeEach(async () => {
  opened = new AsyncDisposableStack();
  platen = opened.use(await startPlaten({ settings: { PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.1' } }));
  vendor = opened.use(await startFeedServer());
  for (const region of ['eu', 'us']) {
    for (const component_id of ['print', 'scan']) {
      await platen.operator.call('putComponent', {
        params: { region, component_id },
        body: { name: component_id, status_code: null },
      });
    }
  }
});
afterEach(() => opened.disposeAsync());

const params = { feed_id: 'vendor' };
const mapping = (match: FeedMapping['match'], region = 'eu', component_id = 'scan'): FeedMapping => ({
  region,
  component_id,
  match,
});

const put = (mappings: FeedMapping[], fields: Partial<FeedPut> = {}) =>
  platen.operator.call('putFeed', {
    params,
    body: { name: 'Vendor', url: vendor.url, format: 'statuspage', mappings, ...fields },
  });
const poll = () => platen.operator.call('pollFeed', { params });
const feed = () => platen.operator.call('getFeed', { params });
/** Polls what is due after as many seconds. */
const pollAfter = async (seconds: number) => {
  platen.clock.advance(seconds);
  await pollDueFeeds(platen.server.rooms.feeds);
};

async function componentOf(region: string, id: string) {
  const { data } = await platen.operator.call('listComponents', { params: { region } });
  return data.find((component) => component.id === id);
}
const statusOf = async (region: string, id: string) => (await componentOf(region, id))?.status_code;

async function seenIn(region: string): Promise<SystemStatus> {
  const { orgId, client } = await platen.organization({ region });
  return client.call('getSystemStatus', { params: { org_id: orgId } });
}
const incidents = async () => (await platen.operator.call('listIncidents', {})).data;
const maintenance = async () => (await platen.operator.call('listMaintenance', {})).data;

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
    expect(await platen.operator.call('removeFeed', { params })).toEqual(renamed);
    await expect(feed()).rejects.toMatchObject({ code: 'not_found' });
    await expect(poll()).rejects.toMatchObject({ code: 'not_found' });
    await expect(platen.operator.call('removeFeed', { params })).rejects.toMatchObject({ code: 'not_found' });
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
    await platen.operator.call('removeFeed', { params });
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
    const other = opened.use(await startFeedServer());
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
      params,
      body: { name: 'Vendor', url: vendor.url, format: 'statuspage', mappings: [mapping({ page: true })] },
    });
    const told = await guarded.operator.call('pollFeed', { params });
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

describe('an incident of a feed', () => {
  const both = [mapping({ component: 'scan-eu' }), mapping({ component: 'scan-us' }, 'us')];
  const told = (...list: object[]) =>
    vendor.tells(aSummary({ 'scan-eu': 'operational', 'scan-us': 'operational' }, { incidents: list }));

  it('appears with its first reading, with its history and where it is told in full', async () => {
    told(aFeedIncident(['scan-eu']));
    await put(both);
    await poll();
    expect(await incidents()).toMatchObject([
      {
        kind: 'incident',
        name: 'Uploads fail',
        status: 'investigating',
        impact: 'major',
        regions: ['eu'],
        component_ids: ['scan'],
        component_impacts: { scan: 'none' },
        job_types: ['scan'],
        started_at: '2026-11-24T09:00:00Z',
        created_at: '2026-11-24T09:07:00Z',
        feed_id: 'vendor',
        url: 'https://status.vendor.example/incidents/ext-1',
        updates: [{ at: '2026-11-24T09:01:00Z', status: 'investigating', body: 'We look into it.' }],
      },
    ]);
  });

  it('counts for its region by its own impact, for its components by their status, and for no other region', async () => {
    told(aFeedIncident(['scan-eu'], { impact: 'critical' }));
    await put(both);
    await poll();
    const here = await seenIn('eu');
    expect(here).toMatchObject({
      service_status: 'Major Outage',
      active_incidents: [{ name: 'Uploads fail' }],
    });
    expect(here.components.find(({ id }) => id === 'scan')).toMatchObject({ status: 'Operational' });
    expect((await seenIn('us')).active_incidents).toEqual([]);
  });

  it('is told on as the feed tells on, once', async () => {
    told(aFeedIncident(['scan-eu']));
    await put(both);
    await poll();
    const next = {
      id: 'u2',
      status: 'identified',
      body: 'We found it.',
      display_at: '2026-11-24T09:07:30Z',
    };
    const first = aFeedIncident([]).incident_updates[0];
    told(
      aFeedIncident(['scan-eu', 'scan-us'], {
        status: 'identified',
        impact: 'minor',
        incident_updates: [next, first],
      }),
    );
    await pollAfter(60);
    await pollAfter(60);
    expect(await incidents()).toMatchObject([
      {
        status: 'identified',
        impact: 'minor',
        regions: ['eu', 'us'],
        updates: [
          { at: '2026-11-24T09:07:30Z', status: 'identified', impact: 'minor', body: 'We found it.' },
          { at: '2026-11-24T09:01:00Z', status: 'investigating', impact: 'major', body: 'We look into it.' },
        ],
      },
    ]);
    expect((await seenIn('us')).active_incidents).toHaveLength(1);
  });

  it('that turns without a word is told of the turn', async () => {
    told(aFeedIncident(['scan-eu']));
    await put(both);
    await poll();
    told(aFeedIncident(['scan-us'], { impact: 'minor', name: 'Some uploads fail' }));
    await pollAfter(60);
    await pollAfter(60);
    const [incident] = await incidents();
    expect(incident).toMatchObject({ name: 'Some uploads fail', regions: ['us'], impact: 'minor' });
    expect(incident?.updates.map(({ at, body }) => [at, body])).toEqual([
      ['2026-11-24T09:08:00Z', 'Now investigating, of impact minor.'],
      ['2026-11-24T09:01:00Z', 'We look into it.'],
    ]);
    expect((await seenIn('eu')).active_incidents).toEqual([]);
  });

  it('keeps what was put right', async () => {
    told(aFeedIncident(['scan-eu']));
    await put(both);
    await poll();
    const [first] = aFeedIncident([]).incident_updates;
    told(aFeedIncident(['scan-eu'], { incident_updates: [{ ...first, body: 'We looked into it.' }] }));
    await pollAfter(60);
    const [incident] = await incidents();
    expect(incident?.updates).toMatchObject([
      { body: 'We looked into it.', corrected_at: '2026-11-24T09:08:00Z' },
    ]);
    const { data } = await platen.operator.call('listCorrections', {
      params: { incident_id: incident?.id ?? '' },
    });
    expect(data).toMatchObject([
      {
        actor: 'feed:vendor',
        changes: [{ field: 'body', before: 'We look into it.', after: 'We looked into it.' }],
      },
    ]);
  });

  it('is resolved when it is no longer listed, and opened again when it is', async () => {
    told(aFeedIncident(['scan-eu']));
    await put(both);
    await poll();
    told();
    await pollAfter(60);
    expect(await incidents()).toMatchObject([
      { status: 'resolved', resolved_at: '2026-11-24T09:08:00Z', updates: [{ status: 'resolved' }, {}] },
    ]);
    expect((await seenIn('eu')).service_status).not.toBe('Partial Outage');
    told(aFeedIncident(['scan-eu']));
    await pollAfter(60);
    expect(await incidents()).toMatchObject([{ status: 'investigating', resolved_at: null }]);
  });

  it('is resolved by what the feed says last, and not told when it was over before', async () => {
    told(aFeedIncident(['scan-eu']));
    await put(both);
    await poll();
    const over = { status: 'resolved', resolved_at: '2026-11-24T09:07:10Z' };
    const last = { id: 'u2', status: 'resolved', body: 'It is over.', display_at: '2026-11-24T09:07:10Z' };
    told(
      aFeedIncident(['scan-eu'], { ...over, incident_updates: [last] }),
      aFeedIncident(['scan-eu'], { ...over, id: 'ext-2' }),
    );
    await pollAfter(60);
    expect(await incidents()).toMatchObject([
      { name: 'Uploads fail', status: 'resolved', resolved_at: '2026-11-24T09:07:10Z' },
    ]);
  });

  it.each([
    ['nothing', []],
    ['a placeholder only', ['visit-our-page']],
  ])('that names %s concerns all regions of the feed', async (_, names) => {
    told(aFeedIncident(names));
    await put(both);
    await poll();
    expect(await incidents()).toMatchObject([{ regions: ['eu', 'us'], component_ids: [] }]);
  });

  it('concerns whom a group or the page is mapped to', async () => {
    vendor.tells(
      aSummary(
        {},
        {
          components: [
            aFeedComponent('europe', { group: true, components: ['scan-eu'] }),
            aFeedComponent('scan-eu'),
            aFeedComponent('scan-us'),
          ],
          incidents: [aFeedIncident(['scan-eu']), aFeedIncident(['scan-us'], { id: 'ext-2' })],
        },
      ),
    );
    await put([
      mapping({ group: 'europe' }),
      mapping({ component: 'scan-us' }, 'us'),
      mapping({ page: true }, 'us', 'print'),
    ]);
    await poll();
    const concerns = (await incidents()).map(({ regions, component_ids }) => [regions, component_ids]);
    expect(concerns.toSorted()).toEqual([
      [
        ['eu', 'us'],
        ['print', 'scan'],
      ],
      [['us'], ['print', 'scan']],
    ]);
  });

  it('stays as it is while the feed cannot be read, and is resolved when that is removed', async () => {
    told(aFeedIncident(['scan-eu']));
    await put(both);
    await poll();
    vendor.tells('<html>');
    await pollAfter(60);
    expect(await incidents()).toMatchObject([{ status: 'investigating' }]);
    platen.clock.advance(1);
    await platen.operator.call('removeFeed', { params });
    expect(await incidents()).toMatchObject([
      { status: 'resolved', updates: [{ body: 'The feed that told of it is no longer read.' }, {}] },
    ]);
  });

  it('that our own page tells is not read from there again and again', async () => {
    await platen.operator.call('createIncident', {
      body: { name: 'Prints fail', impact: 'minor', regions: ['us'], body: 'We look into it.' },
    });
    const url = `${platen.url}/status/us/api/v2/summary.json`;
    await put([mapping({ page: true }, 'us', 'print')], { url });
    for (let i = 0; i < 4; i++) await pollAfter(60);
    expect(await incidents()).toHaveLength(2);
  });
});

describe('maintenance of a feed', () => {
  const planned = (fields: object = {}) => ({
    id: 'ext-m',
    name: 'New disks',
    status: 'scheduled',
    scheduled_for: '2026-11-24T10:00:00Z',
    scheduled_until: '2026-11-24T11:00:00Z',
    components: [aFeedComponent('a')],
    incident_updates: [{ id: 'm1', body: 'Scans may be late.' }],
    ...fields,
  });
  const told = (...list: object[]) =>
    vendor.tells(aSummary({ a: 'operational' }, { scheduled_maintenances: list }));

  beforeEach(async () => {
    told(planned());
    await put([mapping({ component: 'a' })]);
    await poll();
  });

  it('is announced, and begins and ends by the clock', async () => {
    expect(await maintenance()).toMatchObject([
      {
        name: 'New disks',
        status: 'scheduled',
        regions: ['eu'],
        component_ids: ['scan'],
        body: 'Scans may be late.',
        starts_at: '2026-11-24T10:00:00Z',
        ends_at: '2026-11-24T11:00:00Z',
        feed_id: 'vendor',
      },
    ]);
    platen.clock.set('2026-11-24T10:00:00Z');
    expect(await maintenance()).toMatchObject([{ status: 'in_progress' }]);
  });

  it('is moved and renamed with the feed, and once', async () => {
    told(planned({ name: 'New shelves', scheduled_until: '2026-11-24T12:00:00Z' }));
    await pollAfter(60);
    await pollAfter(60);
    expect(await maintenance()).toMatchObject([
      { name: 'New shelves', ends_at: '2026-11-24T12:00:00Z', updated_at: '2026-11-24T09:08:00Z' },
    ]);
  });

  it('is called off when it is no longer listed before it begins, and ends when it has begun', async () => {
    told();
    await pollAfter(60);
    expect(await maintenance()).toMatchObject([{ status: 'cancelled' }]);
    told(planned());
    await pollAfter(60);
    expect(await maintenance()).toMatchObject([{ status: 'scheduled' }]);
    platen.clock.set('2026-11-24T10:30:00Z');
    told();
    await pollAfter(0);
    expect(await maintenance()).toMatchObject([{ status: 'completed', ends_at: '2026-11-24T10:30:00Z' }]);
  });

  it('ends when the feed says so, and goes on while it says so', async () => {
    platen.clock.set('2026-11-24T10:59:00Z');
    told(planned({ status: 'in_progress' }));
    await pollAfter(0);
    await pollAfter(60);
    expect(await maintenance()).toMatchObject([{ status: 'in_progress', ends_at: '2026-11-24T12:00:00Z' }]);
    await pollAfter(60);
    expect(await maintenance()).toMatchObject([{ ends_at: '2026-11-24T12:00:00Z' }]);
    told(planned({ status: 'completed' }));
    await pollAfter(60);
    await pollAfter(60);
    expect(await maintenance()).toMatchObject([{ status: 'completed', ends_at: '2026-11-24T11:02:00Z' }]);
  });

  it('that begins early has begun', async () => {
    told(planned({ status: 'in_progress' }));
    await pollAfter(60);
    await pollAfter(60);
    expect(await maintenance()).toMatchObject([
      { status: 'in_progress', starts_at: '2026-11-24T09:08:00Z', ends_at: '2026-11-24T11:00:00Z' },
    ]);
  });

  it('that was over before it was ever read is not told', async () => {
    const past = { scheduled_for: '2026-11-20T00:00:00Z', scheduled_until: '2026-11-20T01:00:00Z' };
    told(planned(), planned({ ...past, id: 'ext-p', status: 'completed' }));
    await pollAfter(60);
    expect(await maintenance()).toHaveLength(1);
  });
});
