import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Feed } from '../../feeds/index.ts';
import type { Storage } from '../index.ts';
import {
  aComponent,
  anAudit,
  anIncident,
  anUpdate,
  aRegion,
  aReport,
  someMaintenance,
} from './ledger-contents.ts';

type Ledger = Pick<Storage, 'access' | 'status' | 'feeds'>;

const start = Date.UTC(2026, 10, 23, 8);
const minute = 60_000;

export function aFeed(fields: Partial<Feed> = {}): Feed {
  return {
    id: 'vendor',
    name: 'Vendor',
    url: 'https://status.vendor.example/api/v2/summary.json',
    format: 'statuspage',
    intervalMs: minute,
    mappings: [{ region: 'eu', component_id: 'scan', match: { component: 'Storage' } }],
    enabled: true,
    createdAt: start,
    updatedAt: start,
    etag: '"1"',
    lastModified: 'Mon, 23 Nov 2026 08:00:00 GMT',
    nextPollAt: start,
    lastPolledAt: start - 1,
    lastHeardAt: start - 2,
    failures: 3,
    trouble: 'answered 503',
    leaseUntil: 0,
    ...fields,
  };
}

const outcome = {
  etag: null,
  lastModified: null,
  nextPollAt: start + minute,
  lastPolledAt: start,
  lastHeardAt: start,
  failures: 0,
  trouble: null,
};

/** What every engine that keeps the ledger must do with feeds. `open` gives an empty one. */
export function describeFeedStore(name: string, open: () => Promise<Ledger & AsyncDisposable>): void {
  describe(`feeds on ${name}`, () => {
    let ledger: Ledger & AsyncDisposable;
    beforeEach(async () => {
      ledger = await open();
      for (const region of ['eu', 'us']) await ledger.status.saveRegion(aRegion(region), anAudit());
    });
    afterEach(() => ledger[Symbol.asyncDispose]());

    describe('a feed', () => describeFeeds(() => ledger));
    describe('a claim', () => describeClaims(() => ledger));
    describe('what a feed said', () => describeSayings(() => ledger));
  });
}

function describeFeeds(ledgerOf: () => Ledger): void {
  it('is read as it was written, replaced but for its creation, and removed, each with its audit row', async () => {
    const { feeds, access } = ledgerOf();
    const audits = [anAudit(), anAudit(), anAudit()] as const;
    await feeds.saveFeed(aFeed(), audits[0]);
    expect(await feeds.findFeed('vendor')).toEqual(aFeed());
    const bare = { etag: null, lastModified: null, lastPolledAt: null, lastHeardAt: null, trouble: null };
    const changed = aFeed({ ...bare, name: 'Storage', enabled: false, mappings: [], failures: 0 });
    await feeds.saveFeed({ ...changed, createdAt: start + 9 }, audits[1]);
    expect(await feeds.findFeed('vendor')).toEqual(changed);
    await feeds.removeFeed('vendor', audits[2]);
    expect(await feeds.findFeed('vendor')).toBeUndefined();
    const told = await access.listAudit(undefined, { limit: 9 });
    expect(told.slice(0, 3).toReversed()).toEqual(audits);
  });

  it('changes nothing when its audit row cannot be written', async () => {
    const { feeds } = ledgerOf();
    const taken = anAudit();
    await feeds.saveFeed(aFeed(), taken);
    await expect(feeds.saveFeed(aFeed({ name: 'Other' }), taken)).rejects.toThrow();
    await expect(feeds.removeFeed('vendor', taken)).rejects.toThrow();
    expect(await feeds.findFeed('vendor')).toEqual(aFeed());
  });

  it('is listed by id, page after page', async () => {
    const { feeds } = ledgerOf();
    for (const id of ['b', 'c', 'a']) await feeds.saveFeed(aFeed({ id }), anAudit());
    expect((await feeds.listFeeds({ limit: 1 })).map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await feeds.listFeeds({ limit: 2, after: 'a' })).map(({ id }) => id)).toEqual(['b', 'c']);
  });
}

function describeClaims(ledgerOf: () => Ledger): void {
  it('takes what is due, enabled and free, the longest overdue first', async () => {
    const { feeds } = ledgerOf();
    for (const fields of [
      { id: 'due' },
      { id: 'overdue', nextPollAt: start - 1 },
      { id: 'not-due', nextPollAt: start + 1 },
      { id: 'off', enabled: false },
      { id: 'taken', leaseUntil: start + 1 },
      { id: 'abandoned', nextPollAt: start - 2, leaseUntil: start },
    ]) {
      await feeds.saveFeed(aFeed(fields), anAudit());
    }
    const first = await feeds.claimDueFeeds(start, start + minute, 2);
    expect(first.map(({ id }) => id).toSorted()).toEqual(['abandoned', 'overdue']);
    expect(first.map(({ leaseUntil }) => leaseUntil)).toEqual([start + minute, start + minute]);
    expect((await feeds.claimDueFeeds(start, start + minute, 9)).map(({ id }) => id)).toEqual(['due']);
    expect(await feeds.claimDueFeeds(start, start + minute, 9)).toEqual([]);
  });

  it('of several at once goes to one', async () => {
    const { feeds } = ledgerOf();
    for (const id of ['a', 'b', 'c']) await feeds.saveFeed(aFeed({ id }), anAudit());
    const claims = await Promise.all([1, 2, 3].map(() => feeds.claimDueFeeds(start, start + minute, 9)));
    expect(
      claims
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['a', 'b', 'c']);
    const single = await Promise.all(
      [1, 2].map((n) => feeds.claimFeed('a', start + minute, start + minute + n)),
    );
    expect(single.filter((feed) => feed !== undefined)).toHaveLength(1);
    expect(await feeds.claimFeed('nobody', start, start + minute)).toBeUndefined();
  });

  it('ends with how the poll went, which is not audited', async () => {
    const { feeds, access } = ledgerOf();
    await feeds.saveFeed(aFeed(), anAudit());
    const [claimed = aFeed()] = await feeds.claimDueFeeds(start, start + minute, 9);
    const before = await access.listAudit(undefined, { limit: 99 });
    expect(await feeds.finishPoll(claimed, outcome)).toBe(true);
    expect(await feeds.findFeed('vendor')).toEqual(aFeed(outcome));
    expect(await access.listAudit(undefined, { limit: 99 })).toEqual(before);
    expect(await feeds.finishPoll(claimed, outcome)).toBe(false);
  });

  it('is lost when the feed is changed, removed or taken over', async () => {
    const { feeds } = ledgerOf();
    const claim = async () => {
      await feeds.saveFeed(aFeed(), anAudit());
      return (await feeds.claimFeed('vendor', start, start + minute)) ?? aFeed();
    };
    const changed = await claim();
    await feeds.saveFeed(aFeed({ updatedAt: start + 1, leaseUntil: start + minute }), anAudit());
    expect(await feeds.finishPoll(changed, outcome)).toBe(false);
    expect(await feeds.findFeed('vendor')).toMatchObject({ failures: 3 });
    const overtaken = await claim();
    await feeds.claimFeed('vendor', start + minute, start + 2 * minute);
    expect(await feeds.finishPoll(overtaken, outcome)).toBe(false);
    const removed = await claim();
    await feeds.removeFeed('vendor', anAudit());
    expect(await feeds.finishPoll(removed, outcome)).toBe(false);
  });
}

function describeSayings(ledgerOf: () => Ledger): void {
  it('of components is the newest of each, unless it was taken back', async () => {
    const { feeds, status } = ledgerOf();
    const source = 'feed:vendor';
    const said = (id: string, fields: object = {}) => aReport({ componentId: id, source, ...fields });
    for (const id of ['a', 'b', 'c']) await status.saveComponent(aComponent({ id }), said(id), anAudit());
    await status.saveReport(said('a', { from: start + 1, status: 'major_outage' }), anAudit());
    await status.saveReport(said('b', { from: start + 1, status: null }), anAudit());
    await status.saveReport(said('c', { from: start + 1, source: 'feed:other' }), anAudit());
    const told = await feeds.listReports(source);
    expect(told.map(({ componentId, status }) => [componentId, status]).toSorted()).toEqual([
      ['a', 'major_outage'],
      ['c', 'operational'],
    ]);
  });

  it('is kept with why nothing more is heard, which its region is told', async () => {
    const { feeds, status } = ledgerOf();
    const report = aReport({ componentId: 'a', source: 'feed:vendor' });
    await status.saveComponent(aComponent({ id: 'a' }), report, anAudit());
    const [eu, us] = [status.revision('eu'), status.revision('us')];
    await feeds.troubleReport(report, 'answered 503');
    expect(await feeds.listReports('feed:vendor')).toEqual([{ ...report, trouble: 'answered 503' }]);
    expect(status.revision('eu')).toBeGreaterThan(eu);
    expect(status.revision('us')).toBe(us);
  });

  it('of incidents is what is not over, and what it is asked for', async () => {
    const { feeds, status } = ledgerOf();
    const over = { resolvedAt: start, updates: [anUpdate({ status: 'resolved' })] } as const;
    const from = (externalId: string, feedId = 'vendor') => ({ origin: { feedId, externalId } });
    const [running, listed, past, foreign, ours] = [
      anIncident(from('running')),
      anIncident({ ...over, ...from('listed') }),
      anIncident({ ...over, ...from('past') }),
      anIncident(from('running', 'other')),
      anIncident(),
    ];
    for (const incident of [running, listed, past, foreign, ours]) {
      await status.insertIncident(incident, anAudit());
    }
    expect((await feeds.listIncidents('vendor', ['listed', 'new'])).toSorted(byId)).toEqual(
      [running, listed].toSorted(byId),
    );
    expect(await feeds.listIncidents('vendor', [])).toEqual([running]);
  });

  it('of maintenance is what is not over, and what it is asked for', async () => {
    const { feeds, status } = ledgerOf();
    const now = start + 5000;
    const from = (externalId: string, feedId = 'vendor') => ({ origin: { feedId, externalId } });
    const [running, listed, past, foreign, off] = [
      someMaintenance(from('running')),
      someMaintenance({ ...from('listed'), endsAt: now }),
      someMaintenance({ ...from('past'), endsAt: now }),
      someMaintenance(from('running', 'other')),
      someMaintenance({ ...from('off'), cancelledAt: start }),
    ];
    for (const maintenance of [running, listed, past, foreign, off]) {
      await status.insertMaintenance(maintenance, anAudit());
    }
    expect((await feeds.listMaintenance('vendor', ['listed', 'new'], now)).toSorted(byId)).toEqual(
      [running, listed].toSorted(byId),
    );
    expect(await feeds.listMaintenance('vendor', [], now)).toEqual([running]);
  });
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
