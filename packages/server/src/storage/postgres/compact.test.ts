import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Postgres, whyNoPostgres } from '../../../../../test/support/postgres.ts';
import { aJob, batchOf } from '../suites/job-histories.ts';
import { compactPostgres } from './compact.ts';
import { openPostgres } from './open.ts';

const lacking = whyNoPostgres();

describe.skipIf(lacking)(lacking ?? 'compacting PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await Postgres.start();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());

  it('frees what was dropped while servers go on, and tells how much each table takes', async () => {
    const url = await postgres.database();
    await using storage = await openPostgres(url);
    const { submittedAt } = aJob();
    const old = Array.from({ length: 3_000 }, (_, id) =>
      aJob({ submittedAt: submittedAt - 1, jobId: `job ${id}` }),
    );
    await storage.jobs.ingest('org', batchOf([...old, aJob()]));
    await storage.jobs.forgetJobs(submittedAt, 9_000);
    const told: string[] = [];
    const { before, after } = await compactPostgres(url, ({ text }) => told.push(text));
    expect(after).toMatchObject({ jobs: 1, counted: 3_001 });
    expect(before.tables.get('job')).toBeGreaterThan(100_000);
    expect(after.bytes).toBe([...after.tables.values()].reduce((sum, bytes) => sum + bytes));
    expect(told).toContain('vacuum of job_count');
    const look = () =>
      postgres.query(
        url,
        `select reltuples::int as rows, pg_relation_size('job') as bytes from pg_class where relname = 'job'`,
      );
    const [compacted] = await look();
    expect(compacted).toMatchObject({ rows: 1 });
    // As many others find room where those were.
    await storage.jobs.ingest('org', batchOf(old.map((job) => ({ ...job, submittedAt: submittedAt + 1 }))));
    expect(await look()).toEqual([{ ...compacted }]);
  });

  it('refuses a URL that it cannot read, without what is secret in it', async () => {
    const compacting = compactPostgres('postgresql://me:hunter2?x@db/platen', () => undefined);
    await expect(compacting).rejects.toThrow('percent-encoded');
  });
});
