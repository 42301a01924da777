import { describe, expect, inject, it } from 'vitest';
import { parseAddress } from '../../packages/server/src/storage/clickhouse/address.ts';
import { askClickhouse } from '../support/clickhouse.ts';
import { dumpTables } from '../support/database.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { ask, startPlaten } from '../support/platen.ts';
import { whyNoSharedEngines } from '../support/shared-engines.ts';

const lacking = whyNoSharedEngines();

/** All of test/http is run on the like; that it is what it says is seen here. */
describe.skipIf(lacking)(lacking ?? 'two servers behind one address', () => {
  it('are asked in turn, each of what was told to the other', async () => {
    await using platen = await startPlaten();
    const { orgId, key } = await platen.organization();
    const left = async () => (await ask(platen, '/v1/whoami', key)).headers.get('ratelimit')?.split(';')[1];
    expect([await left(), await left(), await left(), await left()]).toEqual([
      'r=5999',
      'r=5999',
      'r=5998',
      'r=5998',
    ]);
    const region = async () => {
      const response = await ask(platen, `/v1/orgs/${orgId}/system-status`, key);
      return ((await response.json()) as { region: string }).region;
    };
    for (const next of ['us', 'eu', 'us', 'eu']) {
      await platen.operator.call('updateOrganization', { params: { org_id: orgId }, body: { region: next } });
      expect([await region(), await region()]).toEqual([next, next]);
    }
  });

  it('keep their jobs in the cluster, on both of its shards', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    const sources = Array.from({ length: 20 }, (_, i) => `source-${i}`);
    const events = sources.map((source) => jobEvent({ source }));
    expect((await postJobs(platen, tenant, JSON.stringify(events))).status).toBe(202);
    expect((await dumpTables(platen)).job).toHaveLength(20);
    const { entries, database } = parseAddress(inject('engines')?.clickhouse ?? '');
    for (const entry of entries) {
      const own = await askClickhouse(
        new URL(entry).host,
        `select count() from ${database}.job_local where org_id = '${tenant.orgId}'`,
      );
      expect(Number(own)).toBeGreaterThan(0);
      expect(Number(own)).toBeLessThan(20);
    }
  });
});
