import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FeedReader, mapping, startFeedReader } from '../support/feed-reader.ts';
import { aFeedComponent, aFeedIncident, aSummary } from '../support/feed-server.ts';

let reader: FeedReader;
let platen: FeedReader['platen'];
let vendor: FeedReader['vendor'];
let put: FeedReader['put'];
let remove: FeedReader['remove'];
let poll: FeedReader['poll'];
let pollAfter: FeedReader['pollAfter'];
let incidents: FeedReader['incidents'];
let seenIn: FeedReader['seenIn'];

beforeEach(async () => {
  reader = await startFeedReader();
  ({ platen, vendor, put, remove, poll, pollAfter, incidents, seenIn } = reader);
});
afterEach(() => reader[Symbol.asyncDispose]());

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
    const incident_updates = [next, ...aFeedIncident([]).incident_updates];
    const later = aFeedIncident(['scan-eu', 'scan-us'], {
      status: 'identified',
      impact: 'minor',
      incident_updates,
    });
    told(later);
    await pollAfter(60);
    const once = await incidents();
    expect(once).toMatchObject([
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
    told(later);
    await pollAfter(60);
    expect(await incidents()).toEqual(once);
    expect((await seenIn('us')).active_incidents).toHaveLength(1);
  });

  it('that turns without a word is told of the turn', async () => {
    told(aFeedIncident(['scan-eu']));
    await put(both);
    await poll();
    for (let i = 0; i < 2; i++) {
      told(aFeedIncident(['scan-us'], { impact: 'minor', name: 'Some uploads fail' }));
      await pollAfter(60);
    }
    const [incident] = await incidents();
    expect(incident).toMatchObject({ name: 'Some uploads fail', regions: ['us'], impact: 'minor' });
    expect(incident?.updates.map(({ at, body }) => [at, body])).toEqual([
      ['2026-11-24T09:08:00Z', 'Now investigating, of impact minor.'],
      ['2026-11-24T09:01:00Z', 'We look into it.'],
    ]);
    expect((await seenIn('eu')).active_incidents).toEqual([]);
  });

  it('that is told elsewhere now is linked there', async () => {
    told(aFeedIncident(['scan-eu']));
    await put(both);
    await poll();
    told(aFeedIncident(['scan-eu'], { shortlink: 'https://moved.example/1' }));
    await pollAfter(60);
    expect(await incidents()).toMatchObject([{ url: 'https://moved.example/1', updates: [{}] }]);
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
    await remove();
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
