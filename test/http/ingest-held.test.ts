import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpTables } from '../support/database.ts';
import { startPlatenWithHeldWriter } from '../support/held-writer.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';
import type { Platen, Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'platen-held-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const submitted = async ({ client, orgId }: Tenant) =>
  (await client.call('getJobStats', { params: { org_id: orgId } })).totals?.submitted ?? null;

function post(platen: Platen, tenant: Tenant, events: number): Promise<Response> {
  const { processing_at: _, finished_at: __, reason: ___, device: ____, ...event } = jobEvent();
  const batch = Array.from({ length: events }, (_, i) => ({ ...event, job_id: `${event.job_id}/${i}` }));
  return postJobs(platen, tenant, JSON.stringify(batch));
}

describe('while the database does not write', () => {
  it('what may wait waits, more is refused, reads go on, and all that was accepted is stored before the server stops', async () => {
    const { platen, writer } = await startPlatenWithHeldWriter({ folder });
    await using stopping = new AsyncDisposableStack();
    stopping.use(platen);
    const [busy, other] = [await platen.organization(), await platen.organization()];
    using held = writer.hold();
    const answers: Response[] = [];
    const posts = Array.from({ length: 13 }, async () => {
      const answer = await post(platen, busy, 10_000);
      answers.push(answer);
      return answer;
    });
    // One is being written and nine wait, 100,000 events of one organization.
    await expect.poll(() => answers.length, { timeout: 60_000 }).toBe(3);
    for (const refused of answers) {
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      await problemOf(refused, 'overloaded');
    }
    const small = post(platen, other, 1);
    expect(await submitted(busy)).toBeNull();

    const stopped = stopping.disposeAsync();
    held[Symbol.dispose]();
    await stopped;
    expect((await small).status).toBe(202);
    const statuses = (await Promise.all(posts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(10);

    expect((await dumpTables({ folder })).job).toHaveLength(100_001);
  });

  it('requests of few bytes take up room, too', async () => {
    const { platen, writer } = await startPlatenWithHeldWriter({
      folder,
      limits: { jobBytesInWork: 90_000 },
    });
    await using _ = platen;
    const tenant = await platen.organization();
    using held = writer.hold();
    let answered = 0;
    const posts = Array.from({ length: 8 }, async () => {
      const { status } = await post(platen, tenant, 1);
      answered++;
      return status;
    });
    await expect.poll(() => answered).toBe(3);
    held[Symbol.dispose]();
    expect((await Promise.all(posts)).toSorted()).toEqual([202, 202, 202, 202, 202, 503, 503, 503]);
    expect(await submitted(tenant)).toBe(5);
  });
});

describe('a writing thread that ended by itself', () => {
  it('is seen, refuses what it was to write, and is followed by a new one', async () => {
    const { platen, writer } = await startPlatenWithHeldWriter({ folder });
    await using _ = platen;
    const tenant = await platen.organization();
    expect((await post(platen, tenant, 3)).status).toBe(202);
    writer.hold();
    const lost = post(platen, tenant, 5);
    await expect.poll(() => writer.kept()).toBe(1);
    const { store } = platen.server.rooms.jobs;
    const known = store.jobsRevision(tenant.orgId);
    await writer.end();
    expect(store.jobsRevision(tenant.orgId)).not.toBe(known);
    expect((await lost).headers.get('retry-after')).toMatch(/^\d+$/);
    await problemOf(await lost, 'overloaded');
    await problemOf(await fetch(`${platen.url}/readyz`), 'overloaded');
    expect(await submitted(tenant)).toBe(3);
    expect((await post(platen, tenant, 7)).status).toBe(202);
    expect((await fetch(`${platen.url}/readyz`)).status).toBe(200);
    expect(await submitted(tenant)).toBe(10);
  });
});
