import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultKeep } from '../../jobs/index.ts';
import { dayMs } from '../../kit/instant.ts';
import { examineRoom } from '../examine/room.ts';
import type { Storage } from '../storage.ts';
import { aCorrectedJob, aJob, batchOf } from '../suites/job-histories.ts';
import { aKey, anAudit, anOrganization } from '../suites/ledger-contents.ts';
import { aDeclaration } from '../suites/sources.ts';
import { Connection } from './database.ts';
import { examineSqlite } from './examine.ts';
import { openSqlite } from './open.ts';
import { openSqliteSource } from './store-to-copy.ts';

const noon = Date.UTC(2026, 10, 23, 12);
const { submittedAt } = aJob();

describe('a data folder that is examined', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'platen-examine-'));
    await use(async ({ access, jobs }) => {
      await access.insertOrganization(anOrganization({ orgId: 'org' }), anAudit());
      await access.insertKey(aKey({ orgId: null, expiresAt: null, revokedAt: null }), anAudit());
      await jobs.ingest('org', batchOf([aJob(), aJob({ submittedAt: submittedAt - 3 * dayMs })]));
      await jobs.ingest('org', batchOf([aCorrectedJob()]));
    });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function use(work: (storage: Storage) => Promise<unknown>): Promise<void> {
    await using storage = await openSqlite(folder);
    await work(storage);
  }
  const file = () => join(folder, 'platen.db');
  const run = (...statements: string[]) => {
    const connection = Connection.forWriting(file());
    for (const sql of statements) connection.query(sql, []);
    connection.close();
  };
  const look = async ({ all = true, nowMs = noon, random = 0.5, path = folder } = {}) => {
    const findings = await examineSqlite(path, {
      all,
      nowMs,
      keep: defaultKeep,
      hasMeter: true,
      random: () => random,
    });
    const of = (subject: string) => findings.find((finding) => finding.subject === subject);
    const verdicts = Object.fromEntries(findings.map(({ subject, verdict }) => [subject, verdict]));
    return { of, verdicts, faults: findings.filter(({ verdict }) => verdict === 'fault') };
  };

  it('is well in all that is looked at, also while it is served', async () => {
    await use(async () => {
      const { verdicts, of } = await look();
      expect(verdicts).toEqual({
        folder: 'well',
        lock: 'well',
        engine: 'well',
        integrity: 'well',
        room: 'well',
        log: 'well',
        tables: 'well',
        'operator keys': 'well',
        retention: 'well',
        sources: 'well',
        counts: 'well',
      });
      expect(of('counts')?.text).toContain('2 jobs on 4 days of 1 organizations');
      expect(of('room')?.text).not.toContain('a million');
    });
    expect((await look()).of('lock')?.verdict).toBe('note');
  });

  it.each([
    'update job_count set pages = pages + 1 where slot > 1795400000000',
    "update job_count set wait = wait || ' 500:1'",
    "update job_count set completion = ''",
    'delete from job_count',
    "update job set device = 'another'",
    'delete from job',
    `insert into job_count select org_id, slot + 900000, type, source, device, 1, 1, 0, 0, 0, 0, 0, 0, 0, '', '' from job_count`,
  ])('has counts that are not those of its jobs after "%s"', async (change) => {
    run(change);
    const { faults, of } = await look();
    expect(faults.map(({ subject }) => subject)).toEqual(['counts']);
    expect(of('counts')?.text).toMatch(/the first is org 2026-11-2\dT0\d:\d\d:00Z print of cups-01, device/);
  });

  it('has some days counted anew: the newest, and one at random', async () => {
    run(`update job_count set pages = pages + 1 where slot < ${submittedAt - dayMs}`);
    expect((await look({ all: false, random: 0.5 })).faults).toEqual([]);
    expect((await look({ all: false, random: 0 })).faults).toMatchObject([{ subject: 'counts' }]);
    run('update job_count set pages = pages + 1');
    expect((await look({ all: false, random: 0.5 })).faults).toMatchObject([{ subject: 'counts' }]);
  });

  it('does not miss the jobs of counts that are kept for longer', async () => {
    const floor = Math.floor(submittedAt / dayMs) * dayMs;
    await use(async ({ jobs }) => {
      await jobs.raiseFloors({ jobs: floor, counts: 0 }, 1);
      expect(await jobs.forgetJobs(floor, 9)).toBe(1);
    });
    const { faults, of } = await look();
    expect(faults).toEqual([]);
    expect(of('counts')?.text).toContain('1 jobs on 1 days');
  });

  it('has tables of another version', async () => {
    run("insert into kysely_migration values ('9999-later', '')");
    expect((await look()).of('tables')).toMatchObject({
      verdict: 'fault',
      text: expect.stringContaining('9999-later'),
    });
    run("delete from kysely_migration where name >= '0008'");
    expect((await look()).of('tables')).toMatchObject({
      verdict: 'fault',
      text: expect.stringContaining('they are not up to date: 0008-store-copy, 0009-packed-histograms'),
    });
  });

  it('cannot be written to, is empty, or is not there', async () => {
    const path = join(folder, 'a-file');
    writeFileSync(path, '');
    expect((await look({ path })).faults).toMatchObject([{ subject: 'folder' }]);
    expect((await look({ path: join(folder, 'nowhere') })).verdicts).toEqual({
      folder: 'note',
      database: 'note',
    });
  });

  it('has a file that is damaged', async () => {
    const inPlace = (at: number, bytes: Buffer) => {
      const descriptor = openSync(file(), 'r+');
      writeSync(descriptor, bytes, 0, bytes.length, at);
      closeSync(descriptor);
    };
    const countOfFreePages = 36;
    inPlace(countOfFreePages, Buffer.from([0, 0, 0, 5]));
    expect((await look()).faults).toMatchObject([{ subject: 'integrity' }]);
    writeFileSync(file(), 'no database at all, but a text');
    expect((await look()).faults).toMatchObject([{ subject: 'database' }]);
  });

  it('has rows that refer to what is not there', async () => {
    run('pragma foreign_keys = off', "insert into incident_region values ('inc_1', 'nowhere', 1)");
    expect((await look()).faults).toMatchObject([{ subject: 'references' }]);
  });

  it('is being copied to', async () => {
    run('insert into store_copy values (1, 0)');
    expect((await look()).faults).toMatchObject([{ subject: 'copy' }]);
    run('update store_copy set complete = 1');
    expect((await look()).faults).toEqual([]);
  });

  it.each([
    ['update api_key set revoked_at = 5', 'fault'],
    [`update api_key set expires_at = ${noon}`, 'fault'],
    [`update api_key set expires_at = ${noon + 1}`, 'well'],
    ['delete from api_key', 'note'],
    ["update api_key set org_id = 'org'", 'note'],
  ])('has operator keys that may be used, or none: after "%s" it is a %s', async (change, verdict) => {
    run(change);
    expect((await look()).of('operator keys')?.verdict).toBe(verdict);
  });

  it('has sources that are silent, of those that promised to report', async () => {
    await use(({ jobs }) => jobs.declareSource('org', 'scans', { ...aDeclaration, intervalSeconds: 60 }));
    expect((await look()).of('sources')?.text).toBe('scans of org is silent since it was declared.');
    await use(({ jobs }) => jobs.retireSource('org', 'scans', noon));
    expect((await look()).of('sources')).toMatchObject({
      verdict: 'well',
      text: expect.stringContaining('of 1,'),
    });
  });

  it('has older jobs than are kept', async () => {
    expect((await look({ nowMs: noon + 398 * dayMs })).of('retention')?.verdict).toBe('well');
    expect((await look({ nowMs: noon + 399 * dayMs })).of('retention')?.verdict).toBe('note');
  });

  it('has room for a while, for some days, or for none', async () => {
    const jobs = Array.from({ length: 10_000 }, (_, id) => aJob({ jobId: `n${id}`, device: null }));
    await use((storage) => storage.jobs.ingest('org', batchOf(jobs)));
    await using store = await openSqliteSource(folder);
    const room = (free: number | null, nowMs = noon) =>
      store.reading((session) => examineRoom(session, 3_000_600, free, nowMs));
    // 333 1/3 jobs a day of 300 bytes each.
    expect((await room(400e6)).text).toBe(
      '3 MB for 10002 jobs, 300 MB a million; 333 jobs a day. 400 MB are free, enough for 10 years.',
    );
    expect(await room(255e6)).toMatchObject({ verdict: 'fault' });
    const busy = (free: number) =>
      store.reading((session) => examineRoom(session, 300_000_600_000, free, noon));
    expect(await busy(6.9 * 10e9)).toMatchObject({ verdict: 'fault' });
    expect(await busy(7.1 * 10e9)).toMatchObject({ verdict: 'note' });
    expect(await busy(61 * 10e9)).toMatchObject({ verdict: 'well' });
    expect(await room(null)).toMatchObject({ verdict: 'well' });
    expect((await room(400e6, noon + 90 * dayMs)).text).toContain('0 jobs a day. 400 MB are free.');
  });
});
