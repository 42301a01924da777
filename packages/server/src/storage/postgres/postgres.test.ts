import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Postgres, postgresVersions, whyNoPostgres } from '../../../../../test/support/postgres.ts';
import { describeAnomalies } from '../suites/anomalies.ts';
import { describeCalendars } from '../suites/calendars.ts';
import { describeFeedStore } from '../suites/feeds.ts';
import { aJob, batchOf, everySlot } from '../suites/job-histories.ts';
import { describeJobStore } from '../suites/job-store.ts';
import { describeLedger } from '../suites/ledger.ts';
import { anAudit, aRegion, contentsOf, populate } from '../suites/ledger-contents.ts';
import { describePeople } from '../suites/people.ts';
import { describeDropping } from '../suites/retention.ts';
import { UnusableDatabaseError } from '../unusable.ts';
import { Connections } from './connections.ts';
import { openPostgres } from './open.ts';

describe.each(postgresVersions)('$name', (version) => {
  const lacking = whyNoPostgres(version);
  if (lacking) return it.skip(lacking);
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await Postgres.start(version);
  });
  afterAll(() => postgres[Symbol.asyncDispose]());

  const openFresh = async () => openPostgres(await postgres.database());
  describeJobStore('PostgreSQL', openFresh);
  describeDropping('PostgreSQL', openFresh);
  describeLedger('PostgreSQL', openFresh);
  describe('anomalies on PostgreSQL', () => describeAnomalies(openFresh));
  describe('calendars on PostgreSQL', () => describeCalendars(openFresh));
  describeFeedStore('PostgreSQL', openFresh);
  describe('people on PostgreSQL', () => describePeople(openFresh));

  describe('a database', () => {
    it('is found as it was left, whose tables are up to date already', async () => {
      const url = await postgres.database();
      const contents = [];
      for (const isFirst of [true, false]) {
        await using storage = await openPostgres(url);
        if (isFirst) {
          await populate(storage);
          await storage.jobs.ingest('org', batchOf([aJob()]));
        }
        contents.push([
          await contentsOf(storage),
          await storage.jobs.listSources('org'),
          await storage.jobs.readMeter('org', [everySlot]),
        ]);
      }
      expect(contents[1]).toEqual(contents[0]);
    });

    it('gets its tables once, though several servers find it empty at once', async () => {
      const url = await postgres.database();
      const opened = await Promise.all([1, 2, 3].map(() => openPostgres(url)));
      const regions = opened.map(({ status }, index) => status.saveRegion(aRegion(`r${index}`), anAudit()));
      await Promise.all(regions);
      for (const { status } of opened) expect(await status.listRegions({ limit: 9 })).toHaveLength(3);
      await Promise.all(opened.map((storage) => storage[Symbol.asyncDispose]()));
    });

    it('sorts by bytes, whatever its own language', async () => {
      await using storage = await openFresh();
      const ids = ['b', 'a-c', 'ab', 'B', 'a_b'];
      for (const id of ids) await storage.status.saveRegion(aRegion(id), anAudit());
      const { status } = storage;
      expect((await status.listRegions({ limit: 9 })).map(({ id }) => id)).toEqual(ids.toSorted());
      expect((await status.listRegions({ limit: 9, after: 'a_b' })).map(({ id }) => id)).toEqual(['ab', 'b']);
    });

    it('has what was acknowledged on its disk, though it is set not to wait for that', async () => {
      const url = await postgres.database();
      await postgres.query(
        url,
        `alter role platen in database ${databaseOf(url)} set synchronous_commit = off`,
      );
      await using connections = new Connections(url, 1);
      const session = await connections.connect();
      expect((await session.query('show synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }]);
      session.release();
    });

    it('that cannot be used is refused with why, and without what is secret in its URL', async () => {
      const url = await postgres.database();
      const latin = `${databaseOf(url)}_latin`;
      await postgres.query(
        url,
        `create database ${latin} template template0 encoding 'LATIN1' locale 'C' locale_provider 'libc'`,
      );
      for (const [wrong, why] of [
        [url.replace(databaseOf(url), 'nowhere'), 'database "nowhere" does not exist'],
        [url.replace(databaseOf(url), latin), 'UTF8 is needed'],
        ['postgresql://me:hunter2@127.0.0.1:1/platen', 'ECONNREFUSED'],
        ['postgresql://me:hunter2?x@db/platen', 'percent-encoded'],
        ['postgresql://me:hunter2#x@db/platen', 'percent-encoded'],
      ] as const) {
        const error: unknown = await openPostgres(wrong).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(UnusableDatabaseError);
        expect(String(error)).toContain(why);
        expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2');
      }
    });
  });
});

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
