import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Postgres, whyNoPostgres } from '../../../../../test/support/postgres.ts';
import type { Storage } from '../storage.ts';
import { aFeed } from '../suites/feeds.ts';
import { aJob, batchOf } from '../suites/job-histories.ts';
import { anAudit, type Population, populate, revisionsOf } from '../suites/ledger-contents.ts';
import { Connections } from './connections.ts';
import { openPostgres } from './open.ts';

const lacking = whyNoPostgres();

describe.skipIf(lacking)(lacking ?? 'servers on one database', () => {
  let postgres: Postgres;
  let url: string;
  let ours: Storage;
  let theirs: Storage;
  let there: Population;
  beforeAll(async () => {
    postgres = await Postgres.start();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());
  beforeEach(async () => {
    url = await postgres.database();
    ours = await openPostgres(url);
    there = await populate(ours);
    theirs = await openPostgres(url);
  });
  afterEach(async () => {
    await ours[Symbol.asyncDispose]();
    await theirs[Symbol.asyncDispose]();
  });

  const revisions = () => ({
    ...revisionsOf(theirs, there),
    jobs: theirs.jobs.jobsRevision('org'),
  });
  const channel = `'platen_' || 'change'::regclass::oid`;

  it('hear of the changes of each other, and of nothing else', async () => {
    for (const [topic, change] of [
      ['access', () => ours.access.revokeKey(there.key.id, 5, anAudit())],
      ['eu', () => ours.status.saveReport({ ...there.report, from: there.report.from + 1 }, anAudit())],
      ['subscription', () => ours.subscription.save(there.subscription, anAudit())],
      ['jobs', () => ours.jobs.ingest('org', batchOf([aJob()]))],
    ] as const) {
      const before = revisions();
      await change();
      await until(() => revisions()[topic] > before[topic]);
      expect(revisions()).toEqual({ ...before, [topic]: revisions()[topic] });
    }
  });

  it('are told, and do not have to look', async () => {
    const before = revisions();
    await postgres.query(url, `select pg_notify(${channel}, '99 status eu')`);
    await until(() => revisions().eu > before.eu);
    expect(revisions()).toEqual({ ...before, eu: revisions().eu });
  });

  it('look, in case they are not told', async () => {
    const before = revisions();
    await postgres.query(
      url,
      `update change set number = number + 1, xid = pg_current_xact_id() where topic = 'status eu'`,
    );
    await until(() => revisions().eu > before.eu);
    expect(revisions()).toEqual({ ...before, eu: revisions().eu });
  });

  it('do not miss what a transaction changes that was begun before others and ends after them', async () => {
    const before = revisions();
    const slow = postgres.query(
      url,
      `begin; select pg_current_xact_id(); select pg_sleep(1.2);
       update change set number = number + 1, xid = pg_current_xact_id() where topic = 'status eu'; commit`,
    );
    await until(async () => (await postgres.query(url, sleeping)).length > 0);
    await ours.subscription.save(there.subscription, anAudit());
    await until(() => revisions().subscription > before.subscription);
    const heard = revisions();
    await slow;
    await until(() => revisions().eu > before.eu);
    expect(revisions()).toEqual({ ...heard, eu: revisions().eu });
  });

  it('give a feed to one of them, when both have found it due', async () => {
    await ours.feeds.saveFeed(aFeed(), anAudit());
    const { nextPollAt } = aFeed();
    await using connections = new Connections(url, 1);
    const session = await connections.connect();
    await session.query('begin');
    await session.query('select 1 from feed for update');
    const claims = [ours, theirs].map(({ feeds }) => feeds.claimDueFeeds(nextPollAt, nextPollAt + 60_000, 9));
    await until(async () => (await postgres.query(url, waiting)).length === 2);
    await session.query('commit');
    session.release();
    expect((await Promise.all(claims)).flat()).toHaveLength(1);
  });

  it('take everything for changed when they could not hear for a while, and hear again then', async () => {
    const before = revisions();
    await postgres.query(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
    );
    await until(() =>
      Object.entries(revisions()).every(([topic, number]) => number > (before[topic as 'eu'] ?? 0)),
    );
    await until(() => theirs.isReachable() && ours.isReachable());
    const again = revisions();
    await ours.access.revokeKey(there.key.id, 5, anAudit());
    await until(() => revisions().access > again.access);
    expect(await theirs.access.findKey(there.key.orgId, there.key.id)).toMatchObject({ revokedAt: 5 });
  });
});

const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
const sleeping = `select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;

/** What passes between servers has no end to wait for but what comes of it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(10);
}
