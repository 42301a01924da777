import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { JobEvent, OrganizationScope } from '@platen/contract';
import { PlatenClient } from '@platen/sdk';
import { describe, expect, it } from 'vitest';
import { foundOrganization, ServerProcess, temporaryFolder } from '../support/command.ts';
import { type Account, expectAll, jobsPerBatch, nextBatch, type Written } from '../support/written-jobs.ts';

describe.concurrent('what was acknowledged', () => {
  it('is there exactly once after every kill, and a batch that was not is there whole or not at all', async () => {
    using folder = temporaryFolder();
    const written: Written = { acknowledged: [], unanswered: [], jobs: 0 };
    let account: Account | undefined;
    for (const acknowledgements of [1, 20, 40]) {
      await using server = await ServerProcess.start(folder.path);
      account ??= await foundOrganization(server.url, server.operatorKey, scopes);
      await writeUntil(server, account, written, acknowledgements, 'SIGKILL');
      expect(await server.ended()).toBeNull();
    }
    await using server = await ServerProcess.start(folder.path);
    if (account) await expectAll(server.url, account, written);
    expect(written.acknowledged.length).toBeGreaterThanOrEqual(1 + 20 + 40);
  });

  it('is there after the server was told to stop, and so is what it had begun to take by then', async () => {
    using folder = temporaryFolder();
    await using stopping = await ServerProcess.start(folder.path);
    const account = await foundOrganization(stopping.url, stopping.operatorKey, scopes);
    const written: Written = { acknowledged: [], unanswered: [], jobs: 0 };
    const begun = await beginPost(stopping, account);
    await writeUntil(stopping, account, written, 20, 'SIGTERM');
    await stopping.says('Stopping');
    const batch = nextBatch(written.jobs, 0);
    expect(await begun(batch)).toMatchObject({ accepted: jobsPerBatch, updated: jobsPerBatch });
    written.acknowledged.push(batch);
    written.jobs += jobsPerBatch;
    expect(await stopping.ended()).toBe(0);

    await using server = await ServerProcess.start(folder.path);
    await expectAll(server.url, account, written);
  });
});

const scopes: OrganizationScope[] = ['jobs:write', 'job-stats:read'];

const writers = 4;

/** Several writers send batch after batch; the server gets the signal at the moment of so many acknowledgements. */
async function writeUntil(
  server: ServerProcess,
  { orgId, key }: Account,
  written: Written,
  acknowledgements: number,
  signal: 'SIGTERM' | 'SIGKILL',
): Promise<void> {
  const client = new PlatenClient({ url: server.url, key, retries: 0, fetch: fetchOnce });
  let acknowledged = 0;
  const write = async () => {
    while (acknowledged < acknowledgements) {
      const batch = nextBatch(written.jobs, written.acknowledged.length);
      written.jobs += jobsPerBatch;
      const receipt = await client
        .call('postJobs', { params: { org_id: orgId }, body: batch })
        .catch(() => undefined);
      (receipt ? written.acknowledged : written.unanswered).push(batch);
      if (!receipt) return;
      expect(receipt).toMatchObject({ accepted: jobsPerBatch, updated: jobsPerBatch });
      if (++acknowledged === acknowledgements) server.signal(signal);
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
}

/** A connection for each batch, as when each comes from another machine. */
const fetchOnce: typeof fetch = (input, init) =>
  fetch(input, { ...init, headers: { ...init?.headers, connection: 'close' } });

/** A request whose headers the server has taken; what is returned sends the body, and gives the answer. */
async function beginPost({ url }: ServerProcess, { orgId, key }: Account) {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    expect: '100-continue',
  };
  const begun = request(`${url}/v1/orgs/${orgId}/jobs`, { method: 'POST', headers });
  begun.flushHeaders();
  await once(begun, 'continue');
  return async (batch: readonly JobEvent[]): Promise<unknown> => {
    begun.end(JSON.stringify(batch));
    const [answer] = await once(begun, 'response');
    return json(answer);
  };
}
