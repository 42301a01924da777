import type { JobEvent } from '@platen/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { ingestJobs } from './ingest-jobs.ts';
import { event, noon, useRooms } from './jobs-room.fixture.ts';
import { readNdjsonBatch } from './read-batch.ts';
import { declareSource, retireSource } from './sources.ts';

const newRoom = useRooms();
const cancelled = {
  state: 'cancelled',
  reason: 'job-canceled-by-user',
  updated_at: '2026-11-23T10:02:00Z',
  finished_at: '2026-11-23T10:02:00Z',
  processing_at: null,
  pages: null,
  color_pages: null,
  sheets: null,
} as const;
const logged = { processing_at: null, finished_at: null, color_pages: null, sheets: null } as const;

describe('job stats', () => {
  it('count the jobs of each type, and null the types that nothing reports', async () => {
    const room = newRoom();
    await room.send([
      event(),
      event(),
      event(cancelled),
      event({ state: 'failed' }),
      event({ state: 'held' }),
    ]);
    const counts = {
      submitted: 5,
      completed: 2,
      cancelled: 1,
      failed: 1,
      open: 1,
      abandoned: 1,
      cancel_rate: 0.25,
      pages: 48,
      color_pages: 8,
      sheets: 24,
      wait_seconds: { p50: expect.closeTo(4, 1), p95: expect.closeTo(4, 1) },
      completion_seconds: { p50: expect.closeTo(20, 0), p95: expect.closeTo(20, 0) },
    };
    expect(await room.stats()).toEqual({
      org_id: room.orgId,
      from: '2026-11-22T12:00:00Z',
      to: noon,
      time_zone: 'UTC',
      interval: null,
      complete: false,
      watermark: '2026-11-23T10:02:00Z',
      jobs: { print: counts, scan: null, copy: null, fax: null },
      totals: counts,
    });
  });

  it('know nothing of an organization without sources', async () => {
    const room = newRoom();
    expect(await room.stats({ type: ['print', 'fax'], interval: 'day' })).toMatchObject({
      complete: false,
      watermark: null,
      jobs: { print: null, fax: null },
      totals: null,
      series: [{ jobs: { print: null, fax: null } }, { jobs: { print: null, fax: null } }],
    });
  });

  it('are null for what a page log cannot see, and no rate is made of it', async () => {
    const room = newRoom();
    await room.send([event(logged)]);
    expect((await room.stats()).jobs.print).toEqual({
      submitted: 1,
      completed: 1,
      cancelled: null,
      failed: null,
      open: null,
      abandoned: null,
      cancel_rate: null,
      pages: 12,
      color_pages: null,
      sheets: null,
      wait_seconds: null,
      completion_seconds: null,
    });
  });

  it('make the rate of cancellations over the sources that see them alone', async () => {
    const room = newRoom();
    await room.send([event(logged), event(logged), event(logged)], 'page-log');
    await room.send([event(cancelled), event()], 'ipp');
    expect((await room.stats()).jobs.print).toMatchObject({ completed: 4, cancelled: 1, cancel_rate: 0.5 });
  });

  it('add up over types what is known of any', async () => {
    const room = newRoom();
    await room.send([event(cancelled), event(), event({ ...logged, type: 'scan', pages: null })]);
    expect(await room.stats()).toMatchObject({
      jobs: { print: { cancelled: 1, pages: 12 }, scan: { cancelled: null, pages: null }, fax: null },
      totals: { submitted: 3, completed: 2, cancelled: 1, pages: 12, failed: null },
    });
  });

  it('are zeros, not nulls, for a declared source that is quiet, and wait for it to be heard', async () => {
    const room = newRoom();
    await declareSource(room.jobs, systemActor, room.orgId, 'cups-01', {
      types: ['print'],
      outcomes: ['completed', 'cancelled'],
      interval_seconds: 60,
    });
    const zeros = { submitted: 0, completed: 0, cancelled: 0, cancel_rate: null, failed: null, pages: null };
    expect(await room.stats()).toMatchObject({ complete: false, watermark: null, jobs: { print: zeros } });
    await room.send([]);
    expect(await room.stats()).toMatchObject({ complete: true, watermark: noon, jobs: { print: zeros } });
  });

  it('are as complete as the slowest source that reports one of the types, unless it is retired', async () => {
    const room = newRoom();
    const declaration = { outcomes: ['completed'], interval_seconds: 60 } as const;
    for (const [source, type] of [
      ['a', 'print'],
      ['b', 'print'],
      ['c', 'scan'],
    ] as const) {
      await declareSource(room.jobs, systemActor, room.orgId, source, {
        ...declaration,
        outcomes: ['completed'],
        types: [type],
      });
    }
    await room.send([], 'a');
    room.clock.advance(3600);
    await room.send([], 'b');
    const asked = { type: ['print'] as ['print'], from: '2026-11-23T10:00:00Z', to: '2026-11-23T13:00:00Z' };
    expect(await room.stats({ ...asked, interval: 'hour' })).toMatchObject({
      watermark: noon,
      complete: false,
      series: [{ complete: true }, { complete: true }, { complete: false }],
    });
    await retireSource(room.jobs, systemActor, room.orgId, 'a');
    expect(await room.stats(asked)).toMatchObject({ watermark: '2026-11-23T13:00:00Z', complete: true });
    await room.send([event()], 'a');
    room.clock.advance(3600);
    await room.send([], 'b');
    expect((await room.stats({ type: ['print'] })).watermark).toBe('2026-11-23T13:00:00Z');
    expect((await room.stats()).watermark).toBeNull();
  });

  it('trust no event for a time that had not come when it was told', async () => {
    const room = newRoom();
    await room.send([event({ updated_at: '2026-11-24T11:00:00Z' })]);
    expect((await room.stats()).watermark).toBe(noon);
  });

  it('put a job into the bucket of its submission, and zeros into the quiet ones', async () => {
    const room = newRoom();
    await room.send([
      event({ submitted_at: '2026-11-22T23:14:59Z' }),
      event({ submitted_at: '2026-11-22T23:15:00Z', state: 'pending' }),
    ]);
    const stats = await room.stats({
      from: '2026-11-23T00:00:00+01:00',
      to: '2026-11-23T00:40:00+01:00',
      interval: '15m',
      time_zone: 'Europe/Paris',
    });
    expect(stats).toMatchObject({
      from: '2026-11-22T23:00:00Z',
      to: '2026-11-22T23:45:00Z',
      jobs: { print: { submitted: 2 } },
    });
    expect(stats.series?.map(({ start, jobs }) => [start, jobs.print?.completed, jobs.print?.open])).toEqual([
      ['2026-11-22T23:00:00Z', 1, 0],
      ['2026-11-22T23:15:00Z', 0, 1],
      ['2026-11-22T23:30:00Z', 0, 0],
    ]);
    expect(stats.series?.[1]?.jobs.print).toMatchObject({
      pages: 12,
      completion_seconds: { p50: null, p95: null },
    });
  });

  it('name the largest groups and add up the others, each with what its own sources see', async () => {
    const room = newRoom();
    const on = (device: string | null, times: number, change: Partial<JobEvent> = {}) =>
      Array.from({ length: times }, () => event({ device, ...change }));
    await room.send([...on('mfp-1', 2), ...on(null, 3), ...on('mfp-2', 1, cancelled), ...on('mfp-3', 1)]);
    await room.send(on('mfp-4', 2, { ...logged, type: 'scan' }), 'scan-log');
    const { groups } = await room.stats({ group_by: 'device', limit: 3 });
    expect(groups?.map(({ key, other, totals }) => [key, other, totals?.submitted])).toEqual([
      [null, false, 3],
      ['mfp-1', false, 2],
      ['mfp-4', false, 2],
      [null, true, 2],
    ]);
    expect(groups?.[1]).toMatchObject({ jobs: { print: { cancelled: 0 }, scan: null } });
    expect(groups?.[2]).toMatchObject({ jobs: { print: null, scan: { completed: 2, cancelled: null } } });
    expect(groups?.[3]).toMatchObject({ jobs: { print: { cancelled: 1, completed: 1, pages: 12 } } });
    const bySource = await room.stats({ group_by: 'source', interval: 'hour' });
    expect(bySource.groups?.map(({ key, totals }) => [key, totals?.submitted])).toEqual([
      ['cups-01', 7],
      ['scan-log', 2],
    ]);
  });

  it('are the same whatever the order and however often events are sent', async () => {
    const states = ['pending', 'processing', 'completed', 'cancelled', 'failed'] as const;
    const some = fc.array(
      fc.record({
        job_id: fc.constantFrom('1', '2', '3'),
        state: fc.constantFrom(...states),
        updated_at: fc.constantFrom('2026-11-23T10:01:00Z', '2026-11-23T10:02:00Z', '2026-11-23T10:03:00Z'),
        type: fc.constantFrom('print', 'scan'),
        pages: fc.constantFrom(1, 2, null),
        device: fc.constantFrom('mfp-1', 'mfp-2', null),
      } as const),
      { minLength: 1, maxLength: 8 },
    );
    const histories = some.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(histories, async ([once, again]) => {
        const [a, b] = [newRoom(), newRoom()];
        await a.send(once.map(event));
        for (const change of again) await b.send([event(change)]);
        const asked = { interval: 'hour', group_by: 'device' } as const;
        expect({ ...(await b.stats(asked)), org_id: '' }).toEqual({ ...(await a.stats(asked)), org_id: '' });
      }),
      { numRuns: 25 },
    );
  });
});

describe('a receipt', () => {
  it('says what became of each event, in its order', async () => {
    const room = newRoom();
    const open = event({ job_id: '1', state: 'processing' });
    const done = event({ job_id: '1' });
    expect(await room.send([open, done, open, event({ job_id: '' }), { ...event(), user: 'x' }])).toEqual({
      accepted: 2,
      updated: 1,
      unchanged: 1,
      ignored_fields: 1,
      rejected: [expect.objectContaining({ index: 3, code: 'invalid_event' })],
    });
    expect(await room.send([done])).toMatchObject({ accepted: 0, updated: 0, unchanged: 1 });
  });

  it('names what could not be read and what was not taken in the order they came', async () => {
    const room = newRoom();
    const batch = readNdjsonBatch(Buffer.from(`{"type":"print"}\n{"type":\n${JSON.stringify(event())}\n[]`));
    const receipt = await ingestJobs(room.jobs, { orgId: room.orgId, patienceSeconds: 60 }, batch, 'cups-01');
    expect(receipt.accepted).toBe(1);
    expect(receipt.rejected.map(({ index, code }) => [index, code])).toEqual([
      [0, 'invalid_event'],
      [1, 'invalid_json'],
      [3, 'invalid_event'],
    ]);
  });

  it('keeps what patience said when an event was taken', async () => {
    const room = newRoom();
    const early = {
      ...cancelled,
      job_id: 'x',
      updated_at: '2026-11-23T10:00:50Z',
      finished_at: '2026-11-23T10:00:50Z',
    };
    await room.send([event(early)]);
    expect((await room.stats()).jobs.print).toMatchObject({ cancelled: 1, abandoned: 0 });
    await room.send([event({ ...cancelled, job_id: 'x' })]);
    expect((await room.stats()).jobs.print).toMatchObject({ cancelled: 1, abandoned: 1 });
  });

  it('of nothing from nobody is empty, and makes no source', async () => {
    const room = newRoom();
    expect(await room.send([], null)).toMatchObject({ accepted: 0, rejected: [] });
    expect(await room.jobs.store.listSources(room.orgId)).toEqual([]);
  });
});
