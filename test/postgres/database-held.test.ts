import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { ask, startPlaten } from '../support/platen.ts';
import { Postgres, whyNoPostgres } from '../support/postgres.ts';
import { problemOf } from '../support/problem.ts';

const lacking = whyNoPostgres();

describe.skipIf(lacking)(lacking ?? 'while somebody holds the table of jobs', () => {
  it('what may wait waits, more is refused, reads go on, and all that was accepted is stored before the server stops', async () => {
    await using postgres = await Postgres.start();
    const url = await postgres.database();
    await using stopping = new AsyncDisposableStack();
    const platen = stopping.use(
      await startPlaten({ settings: { DATABASE_URL: url }, limits: { jobBytesInWork: 90_000 } }),
    );
    const tenant = await platen.organization();
    await using other = await connect(url);
    await other.client.query('begin; lock table job in access exclusive mode');

    const answers: Response[] = [];
    const posts = Array.from({ length: 8 }, async () => {
      const answer = await postJobs(platen, tenant, JSON.stringify(jobEvent()));
      answers.push(answer);
      return answer;
    });
    await expect.poll(() => answers.length).toBe(3);
    for (const refused of answers) {
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      await problemOf(refused, 'overloaded');
    }
    expect((await ask(platen, `/v1/orgs/${tenant.orgId}/system-status`, tenant.key)).status).toBe(200);

    const stopped = stopping.disposeAsync();
    await other.client.query('commit');
    await stopped;
    const statuses = (await Promise.all(posts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(5);
    expect((await other.client.query('select count(*)::int as jobs from job')).rows).toEqual([{ jobs: 5 }]);
  });
});

async function connect(url: string) {
  const client = new Client(url);
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
