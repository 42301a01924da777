import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultKeep, type JobStore } from '../jobs/index.ts';
import { HeldClock } from '../kit/clock.ts';
import { dayMs } from '../kit/instant.ts';
import { openSqlite } from '../storage/index.ts';
import { aJob, batchOf } from '../storage/suites/job-histories.ts';
import { keepJobs } from './keep-jobs.ts';

describe('keeping jobs', () => {
  const opened: AsyncDisposableStack[] = [];
  const clock = new HeldClock('2026-11-23T12:00:00Z');
  let store: JobStore;
  beforeEach(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'platen-keep-'));
    const stack = new AsyncDisposableStack();
    stack.defer(() => rmSync(folder, { recursive: true }));
    store = stack.use(await openSqlite(folder)).jobs;
    opened.push(stack);
    const old = clock.now() - 500 * dayMs;
    await store.ingest('org', batchOf([aJob({ submittedAt: old }), aJob()]));
    await keepJobs({ store, clock, keep: defaultKeep }, running.signal);
    clock.advance(15 * 60);
  });
  afterEach(() => opened.pop()?.disposeAsync());

  const running = new AbortController();
  const round = (stop = running.signal) => keepJobs({ store, clock, keep: defaultKeep }, stop);
  const oldest = async () => (await store.nextToDrop()).jobs;

  it('drops what is too old, and leaves the next round to whoever comes', async () => {
    await round();
    expect(await oldest()).toBe(aJob().submittedAt);
    expect(await store.claimDropping(clock.now(), clock.now() + 1)).toBe(true);
  });

  it('drops nothing while another server does', async () => {
    const before = await oldest();
    await store.claimDropping(clock.now(), clock.now() + 1);
    await round();
    expect(await oldest()).toBe(before);
  });

  it('ends with its server, and begins again with it', async () => {
    const before = await oldest();
    await round(AbortSignal.abort());
    expect(await oldest()).toBe(before);
    await round();
    expect(await oldest()).not.toBe(before);
  });
});
