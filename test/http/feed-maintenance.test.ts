import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FeedReader, mapping, startFeedReader } from '../support/feed-reader.ts';
import { aFeedComponent, aSummary } from '../support/feed-server.ts';

let reader: FeedReader;
let platen: FeedReader['platen'];
let vendor: FeedReader['vendor'];
let put: FeedReader['put'];
let poll: FeedReader['poll'];
let pollAfter: FeedReader['pollAfter'];
let maintenance: FeedReader['maintenance'];

beforeEach(async () => {
  reader = await startFeedReader();
  ({ platen, vendor, put, poll, pollAfter, maintenance } = reader);
});
afterEach(() => reader[Symbol.asyncDispose]());

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
    for (let i = 0; i < 2; i++) {
      told(planned({ name: 'New shelves', scheduled_until: '2026-11-24T12:00:00Z' }));
      await pollAfter(60);
    }
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

  it('without an end that makes sense takes an hour', async () => {
    for (const scheduled_until of [null, '2026-11-24T09:00:00Z']) {
      told(planned({ scheduled_until }));
      await pollAfter(60);
      expect(await maintenance()).toMatchObject([{ ends_at: '2026-11-24T11:00:00Z' }]);
      told(planned({ scheduled_until: '2026-11-24T15:00:00Z' }));
      await pollAfter(60);
    }
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
