import { type IngestReceipt, maxJobsBodyBytes } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeAlone } from '../support/alone.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { beginRequest } from '../support/raw-http.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

async function receipt(response: Response): Promise<IngestReceipt> {
  expect(response.status).toBe(202);
  return (await response.json()) as IngestReceipt;
}

async function submitted({ client, orgId }: Tenant) {
  return (await client.call('getJobStats', { params: { org_id: orgId } })).totals?.submitted ?? null;
}

const ndjson = 'application/x-ndjson';
const lines = (events: readonly unknown[]) => events.map((event) => JSON.stringify(event)).join('\n');

describe('a batch', () => {
  it('may have 10,000 events, and not one more', async () => {
    const tenant = await platen.organization();
    const { job_id: _, ...rest } = jobEvent();
    const minimal = { ...rest, device: null };
    const events = Array.from({ length: 10_001 }, (_, i) => ({ ...minimal, job_id: String(i) }));
    const tooMany = await postJobs(platen, tenant, JSON.stringify(events));
    expect((await problemOf(tooMany, 'body_too_large')).detail).toContain('10000');
    await problemOf(await postJobs(platen, tenant, lines(events), { type: ndjson }), 'body_too_large');
    expect(await submitted(tenant)).toBeNull();
    const most = await receipt(await postJobs(platen, tenant, lines(events.slice(1)), { type: ndjson }));
    expect(most.accepted).toBe(10_000);
  });

  it('may have 8 MiB, and not a byte more', async () => {
    const tenant = await platen.organization();
    const event = JSON.stringify(jobEvent());
    const padded = (bytes: number) => event + ' '.repeat(bytes - event.length);
    const tooLarge = await beginRequest(platen.url, {
      method: 'POST',
      path: `/v1/orgs/${tenant.orgId}/jobs`,
      headers: {
        authorization: `Bearer ${tenant.key}`,
        'content-type': 'application/json',
        'content-length': String(maxJobsBodyBytes + 1),
      },
    }).answer();
    expect(tooLarge).toMatchObject({ status: 413 });
    expect(await receipt(await postJobs(platen, tenant, padded(maxJobsBodyBytes)))).toMatchObject({
      accepted: 1,
    });
  });

  it('that is no JSON is refused as a whole', async () => {
    const tenant = await platen.organization();
    for (const body of ['', '[', `[${JSON.stringify(jobEvent())},]`, '{"a":'.repeat(100)]) {
      await problemOf(await postJobs(platen, tenant, body), 'invalid_json');
    }
    expect(await submitted(tenant)).toBeNull();
  });

  it.each(['text/plain', 'application/xml', 'application/cloudevents+json'])(
    'is not read as %s',
    async (type) => {
      const tenant = await platen.organization();
      await problemOf(
        await postJobs(platen, tenant, JSON.stringify(jobEvent()), { type }),
        'unsupported_media_type',
      );
    },
  );

  it('wants the scope jobs:write', async () => {
    const tenant = await platen.organization();
    const key = await tenant.keyWith('job-stats:read', 'org:admin');
    const problem = await problemOf(await postJobs(platen, { ...tenant, key }, '[]'), 'scope_missing');
    expect(problem.detail).toContain('jobs:write');
  });
});

describeAlone('too many events at once', () => {
  const limits = { jobBytesInWork: 1_000_000 };

  it('are turned away before they are read, with a time to come again', async () => {
    await using small = await startPlaten({ limits });
    const tenant = await small.organization();
    const headers = {
      authorization: `Bearer ${tenant.key}`,
      'content-type': 'application/json',
      'content-length': '900000',
    };
    const path = `/v1/orgs/${tenant.orgId}/jobs`;
    const slow = beginRequest(small.url, { method: 'POST', path, headers });
    const second = { ...headers, 'content-length': '200000' };
    await expect
      .poll(() => beginRequest(small.url, { method: 'POST', path, headers: second }).answer(), {
        timeout: 10_000,
      })
      .toMatchObject({ status: 503, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
    const other = await ask(small, '/v1/whoami', tenant.key);
    expect(other.status).toBe(200);
    slow.send('[]'.padEnd(900_000));
    expect(await slow.answer()).toMatchObject({ status: 202 });
    expect((await postJobs(small, tenant, '[]'.padEnd(200_000))).status).toBe(202);
  });

  describe('take up no room', () => {
    const half = { ...limits, requestTimeoutMs: 500 };
    const begin = (platen: Platen, { orgId, key }: Tenant) => {
      const connection = beginRequest(platen.url, {
        method: 'POST',
        path: `/v1/orgs/${orgId}/jobs`,
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'content-length': '900000',
        },
      });
      connection.send('[');
      return connection;
    };
    const expectRoom = (platen: Platen, tenant: Tenant, status: 202 | 503) =>
      expect
        .poll(async () => (await postJobs(platen, tenant, '[]'.padEnd(200_000))).status, { timeout: 20_000 })
        .toBe(status);

    it('once their sender has gone away', async () => {
      await using small = await startPlaten({ limits });
      const tenant = await small.organization();
      for (let i = 0; i < 3; i++) {
        const broken = begin(small, tenant);
        await expectRoom(small, tenant, 503);
        broken.hangUp();
        await expectRoom(small, tenant, 202);
      }
    });

    it('once their sender has gone away, though nobody knows yet who it was', async () => {
      await using small = await startPlaten({ limits });
      const tenant = await small.organization();
      const stranger = await tenant.keyWith('jobs:write');
      await expectRoom(small, tenant, 202);
      const { store } = small.server.rooms.access;
      const { findKeyByHash } = store;
      const found = Promise.withResolvers<void>();
      Object.assign(store, {
        findKeyByHash: (hash: string) => found.promise.then(() => findKeyByHash(hash)),
      });
      const broken = begin(small, { ...tenant, key: stranger });
      await expectRoom(small, tenant, 503);
      broken.hangUp();
      await expectRoom(small, tenant, 202);
      found.resolve();
    });

    it('once they have taken too long, though their sender never hangs up', async () => {
      await using small = await startPlaten({ limits: half });
      const tenant = await small.organization();
      const slow = begin(small, tenant);
      await expectRoom(small, tenant, 503);
      await expectRoom(small, tenant, 202);
      expect(await slow.answer()).toMatchObject({ status: 408 });
    });
  });
});
