import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { ask, type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

describe('the diagnosis', () => {
  it('has nothing to go by but the vendor until a source tells of jobs', async () => {
    const { orgId, client } = await platen.organization();
    const diagnosis = await client.call('getDiagnosis', { params: { org_id: orgId } });
    expect(diagnosis).toMatchObject({
      org_id: orgId,
      region: 'eu',
      verdict: 'no_data',
      since: null,
      vendor: { service_status_code: 'operational' },
      job_types: [],
    });
    expect(diagnosis.reasons).toMatchObject([{ kind: 'vendor', job_type: null }]);
  });

  it('says that it is still learning', async () => {
    const tenant = await platen.organization();
    await postJobs(platen, tenant, JSON.stringify(jobEvent()));
    const diagnosis = await tenant.client.call('getDiagnosis', { params: { org_id: tenant.orgId } });
    expect(diagnosis).toMatchObject({
      verdict: 'operational',
      job_types: [
        { job_type: 'print', jobs_show: 'learning', judged_until: null, sources: { heard: 1, silent: 0 } },
      ],
    });
  });

  it('needs all three scopes for reading', async () => {
    const { orgId, keyWith } = await platen.organization();
    const path = `/v1/orgs/${orgId}/diagnosis`;
    const two = await keyWith('system-status:read', 'job-stats:read', 'org:admin');
    const problem = await problemOf(await ask(platen, path, two), 'scope_missing');
    expect(problem.detail).toBe(
      'This request needs the scope system-status:read and job-stats:read and subscription:read.',
    );
    const three = await keyWith('system-status:read', 'job-stats:read', 'subscription:read');
    expect((await ask(platen, path, three)).status).toBe(200);
  });
});
