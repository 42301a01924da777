import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Postgres, whyNoPostgres } from '../../../../../test/support/postgres.ts';
import { until } from '../../../../../test/support/until.ts';
import { defaultKeep } from '../../jobs/index.ts';
import { aCorrectedJob, aJob, batchOf } from '../suites/job-histories.ts';
import { aKey, anAudit, anOrganization } from '../suites/ledger-contents.ts';
import { examinePostgres } from './examine.ts';
import { openPostgres } from './open.ts';

const lacking = whyNoPostgres();

describe.skipIf(lacking)(lacking ?? 'a PostgreSQL that is examined', () => {
  let postgres: Postgres;
  let url: string;
  beforeAll(async () => {
    postgres = await Postgres.start();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());
  beforeEach(async () => {
    url = await postgres.database();
  });

  const fill = async () => {
    await using storage = await openPostgres(url);
    await storage.access.insertOrganization(anOrganization({ orgId: 'org' }), anAudit());
    await storage.access.insertKey(aKey({ orgId: null, expiresAt: null, revokedAt: null }), anAudit());
    await storage.jobs.ingest(
      'org',
      batchOf([aJob(), aJob({ jobId: 'other', processingAt: null, abandoned: true })]),
    );
    await storage.jobs.ingest('org', batchOf([aCorrectedJob()]));
    const waits = [700_000, 90, 30_000].map((ms, n) =>
      aJob({ jobId: `waits-${n}`, processingAt: aJob().submittedAt + ms }),
    );
    await storage.jobs.ingest('org', batchOf(waits));
  };
  const clock = async () =>
    Number(
      (await postgres.query(url, 'select (extract(epoch from clock_timestamp()) * 1000)::bigint as now'))[0]
        ?.now,
    );
  const look = async ({ nowMs, at = url }: { nowMs?: number; at?: string } = {}) => {
    const now = nowMs ?? (await clock());
    const findings = await examinePostgres(at, {
      nowMs: now,
      keep: defaultKeep,
      hasMeter: true,
      all: true,
      random: Math.random,
    });
    const of = (subject: string) => findings.find((finding) => finding.subject === subject);
    return { of, faults: findings.filter(({ verdict }) => verdict === 'fault'), findings };
  };

  it('is well in all that is looked at, also while it is served', async () => {
    await fill();
    expect((await look()).of('servers')?.verdict).toBe('note');
    await using _ = await openPostgres(url);
    const { findings, of } = await look();
    expect(findings.map(({ subject }) => subject)).toEqual([
      'engine',
      'durability',
      'clock',
      'room',
      'servers',
      'tables',
      'operator keys',
      'retention',
      'sources',
      'counts',
    ]);
    expect(findings.filter(({ verdict }) => verdict !== 'well').map(({ subject }) => subject)).toEqual([]);
    expect(of('counts')?.text).toContain('5 jobs on 1 days of 1 organizations');
  });

  it('has counts that are not those of its jobs', async () => {
    await fill();
    await postgres.query(url, 'update job_count set abandoned = abandoned + 1');
    expect((await look()).faults).toMatchObject([{ subject: 'counts' }]);
  });

  it('has no tables yet', async () => {
    expect((await look()).faults).toMatchObject([{ subject: 'tables' }]);
  });

  it('can lose what was acknowledged', async () => {
    await fill();
    const set = async (setting: string, value: string) => {
      await postgres.query(url, `alter system set ${setting} = ${value}`);
      await postgres.query(url, 'select pg_reload_conf()');
      await until(async () => (await postgres.query(url, `show ${setting}`))[0]?.[setting] === value);
    };
    for (const setting of ['fsync', 'full_page_writes']) {
      await set(setting, 'off');
      expect((await look()).faults).toMatchObject([
        { subject: 'durability', text: expect.stringContaining(`${setting} is off`) },
      ]);
      await set(setting, 'on');
    }
    expect((await look()).faults).toEqual([]);
  });

  it('has a clock of its own', async () => {
    await fill();
    const now = await clock();
    expect((await look({ nowMs: now + 120_000 })).of('clock')).toMatchObject({
      verdict: 'fault',
      text: expect.stringMatching(/1\d\d(\.\d)? s behind ours/),
    });
    expect((await look({ nowMs: now - 30_000 })).of('clock')?.verdict).toBe('note');
  });

  it.each([
    ['postgresql://me:hunter2@127.0.0.1:1/platen', 'ECONNREFUSED'],
    ['postgresql://me:hunter2?x@db/platen', 'percent-encoded'],
  ])('cannot be asked at %s, and its password is not told', async (at, why) => {
    const { faults } = await look({ at });
    expect(faults).toMatchObject([{ subject: 'database', text: expect.stringContaining(why) }]);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });
});
