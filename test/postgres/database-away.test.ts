import type { JobEvent } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { Postgres, whyNoPostgres } from '../support/postgres.ts';
import { problemOf } from '../support/problem.ts';
import { until } from '../support/until.ts';
import { expectAll, jobsPerBatch, nextBatch, type Written } from '../support/written-jobs.ts';

const lacking = whyNoPostgres();

async function startOn(postgres: Postgres): Promise<Platen> {
  const settings = { DATABASE_URL: await postgres.database(), PLATEN_LOG_LEVEL: 'silent' };
  return startPlaten({ settings });
}

describe.skipIf(lacking)(lacking ?? 'while the database is away', () => {
  it('requests are refused for a moment and the server is not ready; both pass when it is back', async () => {
    await using postgres = await Postgres.start();
    await using platen = await startOn(postgres);
    const tenant = await platen.organization();
    const ready = async () => (await fetch(`${platen.url}/readyz`)).status;
    const path = `/v1/orgs/${tenant.orgId}/system-status`;
    expect(await ready()).toBe(200);
    expect((await ask(platen, path, tenant.key)).status).toBe(200);

    await postgres.stop();
    await until(async () => (await ready()) === 503);
    for (const response of [
      await ask(platen, path, tenant.key),
      await ask(platen, `/v1/orgs/${tenant.orgId}/jobs`, tenant.key, aPost(nextBatch(0, 0))),
      await ask(platen, '/v1/orgs', platen.operatorKey, aPost({ name: 'Other', region: 'eu' })),
      await fetch(`${platen.url}/status/eu`),
    ]) {
      expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      expect(await problemOf(response, 'overloaded')).toMatchObject({
        detail: 'The database does not answer at the moment.',
      });
    }
    expect((await fetch(`${platen.url}/healthz`)).status).toBe(200);

    await postgres.up();
    await until(async () => (await ready()) === 200);
    expect((await ask(platen, path, tenant.key)).status).toBe(200);
    expect(
      (await ask(platen, `/v1/orgs/${tenant.orgId}/jobs`, tenant.key, aPost(nextBatch(0, 0)))).status,
    ).toBe(202);
  });
});

describe.skipIf(lacking)(lacking ?? 'what was acknowledged', () => {
  it('is there after the database was killed again and again, and what was refused is there whole or not at all', async () => {
    await using postgres = await Postgres.start();
    await using platen = await startOn(postgres);
    const tenant = await platen.organization();
    const written: Written = { acknowledged: [], unanswered: [], jobs: 0 };
    for (let kills = 0; kills < 3; kills++) {
      await writeUntilKilled(platen, tenant, written, postgres);
      await postgres.up();
      await until(async () => (await fetch(`${platen.url}/readyz`)).status === 200);
    }
    await expectAll(platen.url, tenant, written);
    expect(written.unanswered.length).toBeGreaterThan(0);
  });
});

const writers = 4;
const acknowledgements = 30;

/** Several writers send batch after batch; the database is killed at the moment of so many acknowledgements. */
async function writeUntilKilled(
  platen: Platen,
  { orgId, key }: Tenant,
  written: Written,
  postgres: Postgres,
): Promise<void> {
  let acknowledged = 0;
  let killed: Promise<void> | undefined;
  const write = async () => {
    for (;;) {
      const batch = nextBatch(written.jobs, written.acknowledged.length);
      written.jobs += jobsPerBatch;
      const response = await ask(platen, `/v1/orgs/${orgId}/jobs`, key, aPost(batch));
      if (response.status !== 202) {
        expect(response.status).toBe(503);
        written.unanswered.push(batch);
        return;
      }
      written.acknowledged.push(batch);
      if (++acknowledged >= acknowledgements) killed ??= postgres.kill();
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  await killed;
}

function aPost(body: JobEvent[] | object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
