import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobEvent } from '../support/job-events.ts';
import { at, send, stats, tenantWith } from '../support/job-stats.ts';
import { type Platen, startPlaten } from '../support/platen.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

describe('the counts of a window', () => {
  it('are those of the last 24 hours unless told otherwise, widened to whole quarters of an hour', async () => {
    const tenant = await tenantWith(
      platen,
      at('2026-11-23T08:59:59Z'),
      at('2026-11-23T09:00:00Z'),
      at('2026-11-24T09:06:00Z'),
    );
    expect(await stats(tenant)).toMatchObject({
      org_id: tenant.orgId,
      from: '2026-11-23T09:00:00Z',
      to: '2026-11-24T09:15:00Z',
      time_zone: 'UTC',
      interval: null,
      complete: false,
      watermark: '2026-11-24T09:06:00Z',
      totals: { submitted: 2 },
    });
  });

  it('tell how jobs ended, how long they took and what they printed', async () => {
    const end = { finished_at: '2026-11-24T08:02:00Z', updated_at: '2026-11-24T08:02:00Z' };
    const tenant = await tenantWith(
      platen,
      jobEvent(),
      jobEvent({ pages: 3, color_pages: 0, sheets: 3 }),
      jobEvent({ state: 'cancelled', reason: 'job-canceled-by-user', ...end }),
      jobEvent({ state: 'cancelled', reason: 'job-canceled-by-user' }),
      jobEvent({ state: 'failed' }),
      at('2026-11-24T08:00:00Z', { state: 'held' }),
    );
    const { jobs, totals } = await stats(tenant);
    expect(jobs.print).toMatchObject({
      submitted: 6,
      completed: 2,
      cancelled: 2,
      failed: 1,
      open: 1,
      abandoned: 1,
      cancel_rate: 0.4,
      pages: 12 + 3 + 12 + 12 + 12 + 12,
      color_pages: 10,
      sheets: 6 + 3 + 6 + 6 + 6 + 6,
    });
    const { wait_seconds, completion_seconds } = jobs.print ?? {};
    for (const [value, expected] of [
      [wait_seconds?.p50, 4],
      [wait_seconds?.p95, 4],
      [completion_seconds?.p50, 19],
      [completion_seconds?.p95, 19],
    ] as const) {
      expect(Math.abs((value ?? 0) / expected - 1)).toBeLessThan(0.025);
    }
    expect(totals).toEqual(jobs.print);
  });

  it('are null where no source can know, and 0 where nothing happened', async () => {
    const tenant = await tenantWith(platen, at('2026-11-24T08:00:00Z', { pages: null }));
    const { jobs } = await stats(tenant);
    expect(jobs).toMatchObject({ scan: null, copy: null, fax: null });
    expect(jobs.print).toMatchObject({
      completed: 1,
      cancelled: null,
      failed: null,
      cancel_rate: null,
      pages: null,
    });
    const quiet = await stats(tenant, { from: '2026-11-01', to: '2026-11-02' });
    expect(quiet.jobs.print).toMatchObject({ submitted: 0, completed: 0, cancelled: null });
  });

  it('are null altogether where nothing reports', async () => {
    const nobody = await platen.organization();
    expect(await stats(nobody)).toMatchObject({
      watermark: null,
      complete: false,
      totals: null,
      jobs: { print: null, scan: null, copy: null, fax: null },
    });
  });

  it('move when an event comes late, or corrects one that was counted', async () => {
    const job = at('2026-11-23T23:59:00Z');
    const tenant = await tenantWith(platen, { ...job, state: 'processing' });
    const day = { from: '2026-11-23', to: '2026-11-24' };
    expect((await stats(tenant, day)).jobs.print).toMatchObject({ open: 1, completed: null });
    await send(platen, tenant, { ...job, updated_at: '2026-11-24T08:00:00Z', pages: 5, device: 'other' });
    expect((await stats(tenant, day)).jobs.print).toMatchObject({ open: 0, completed: 1, pages: 5 });
    await send(platen, tenant, { ...job, updated_at: '2026-11-24T08:01:00Z', state: 'failed', pages: 7 });
    expect((await stats(tenant, day)).jobs.print).toMatchObject({
      submitted: 1,
      completed: 0,
      failed: 1,
      pages: 7,
    });
  });

  it('are the same whatever the order and however often events come', async () => {
    const events = [
      jobEvent(),
      at('2026-11-24T07:00:00Z', { job_id: 'a', state: 'processing' }),
      at('2026-11-24T07:00:00Z', { job_id: 'a', updated_at: '2026-11-24T07:05:00Z', state: 'cancelled' }),
      at('2026-11-24T07:00:00Z', { job_id: 'a', updated_at: '2026-11-24T07:06:00Z' }),
      at('2026-11-24T07:00:00Z', { job_id: 'a', updated_at: '2026-11-24T08:06:00Z', state: 'held' }),
    ];
    const [inOrder, backwards] = [await tenantWith(platen, ...events), await platen.organization()];
    for (const event of [...events, ...events].reverse()) await send(platen, backwards, event);
    const one = await stats(inOrder, { interval: 'hour' });
    expect(await stats(backwards, { interval: 'hour' })).toEqual({ ...one, org_id: backwards.orgId });
    expect(one.totals).toMatchObject({ submitted: 2, completed: 2, open: 0, cancelled: 0 });
  });

  it('are complete once every source has reported past the end', async () => {
    const tenant = await tenantWith(
      platen,
      jobEvent(),
      jobEvent({ source: 'cups-02', updated_at: '2026-11-24T09:01:00Z' }),
    );
    const until = async (to: string) => (await stats(tenant, { from: '2026-11-24T07:00:00Z', to })).complete;
    expect(await until('2026-11-24T08:00:00Z')).toBe(true);
    expect(await until('2026-11-24T08:15:00Z')).toBe(false);
    await send(platen, tenant, at('2026-11-24T09:00:00Z'));
    expect(await until('2026-11-24T08:15:00Z')).toBe(true);
  });

  it('are those of one organization', async () => {
    const [a, b] = [await tenantWith(platen, jobEvent()), await tenantWith(platen, jobEvent(), jobEvent())];
    expect((await stats(a)).totals?.submitted).toBe(1);
    expect((await stats(b)).totals?.submitted).toBe(2);
  });
});
