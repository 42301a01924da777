import type { JobType } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import type { StoredJob } from '../../jobs/index.ts';
import { dayMs, hourMs } from '../../kit/instant.ts';
import { openRoom } from '../alerts-room.fixture.ts';
import { chooseSeries, isChosenAnew } from './choose-series.ts';
import type { Choice } from './notes.ts';

const end = Date.parse('2026-11-24T09:00:00Z');

/** A room in which each device had so many jobs in each of the last 30 hours. */
async function roomWith(
  perHour: Readonly<Record<string, number>>,
  type: JobType = 'print',
  from = 'cups-01',
) {
  const room = await openRoom();
  await tell(room, perHour, type, from);
  return room;
}

async function tell(
  { alerts, orgId }: Awaited<ReturnType<typeof openRoom>>,
  perHour: Readonly<Record<string, number>>,
  type: JobType,
  source: string,
) {
  const jobs = Object.entries(perHour).flatMap(([device, count]) =>
    Array.from({ length: 30 * count }, (_, index): StoredJob => {
      const at = end - (1 + Math.floor(index / count)) * hourMs + (index % count) * 1_000;
      return {
        ...{ source, jobId: `${type} ${device} ${index}`, submittedAt: at, updatedAt: at, type, device },
        ...{ state: 'completed', processingAt: null, finishedAt: null, reason: null, copies: 1 },
        ...{ pages: 1, colorPages: 0, sheets: 1, abandoned: false },
      };
    }),
  );
  await alerts.jobs.store.ingest(orgId, { jobs, receivedAt: end, heardFrom: source });
}

const choose = async (
  { alerts, orgId }: Awaited<ReturnType<typeof openRoom>>,
  before: Choice | null = null,
) => chooseSeries(alerts.jobs, orgId, await alerts.jobs.store.listSources(orgId), before);

describe('what is watched', () => {
  it('are devices with eight jobs in a busy hour, and as long as they have four', async () => {
    await using room = await roomWith({ a: 8, b: 7, c: 3 });
    const { choice } = await choose(room);
    expect(choice.sources).toEqual({ 'print device a': ['cups-01'] });
    const before = { ...choice, sources: { 'print device b': ['cups-01'], 'print device c': ['cups-01'] } };
    expect(Object.keys((await choose(room, before)).choice.sources)).toEqual([
      'print device a',
      'print device b',
    ]);
  });

  it('is no device that has nearly all jobs of its type, and no source that has', async () => {
    await using room = await roomWith({ a: 20, b: 2 });
    expect((await choose(room)).choice.sources).toEqual({});
    await tell(room, { d: 9 }, 'print', 'cups-02');
    expect(Object.keys((await choose(room)).choice.sources)).toEqual([
      'print source cups-01',
      'print device a',
      'print source cups-02',
      'print device d',
    ]);
  });

  it('has types that are small, where there are several', async () => {
    await using room = await roomWith({ a: 7 });
    expect((await choose(room)).choice.small).toEqual([]);
    await tell(room, { a: 8 }, 'scan', 'cups-01');
    const { choice } = await choose(room);
    expect(choice.small).toEqual(['print']);
    expect(choice.shares['*']).toEqual({ scan: 8 / 15, print: 7 / 15 });
    expect((await choose(room, { ...choice, small: [] })).choice.small).toEqual([]);
  });

  it('has been told of later where there are many more jobs of the time before than were known', async () => {
    await using room = await roomWith({ a: 10 });
    const { choice } = await choose(room);
    expect((await choose(room, choice)).toldLater).toEqual(new Set());
    await tell(room, { b: 4 }, 'print', 'cups-01');
    expect((await choose(room, choice)).toldLater).toEqual(new Set(['print device b']));
    await tell(room, { c: 1 }, 'print', 'cups-01');
    expect([...(await choose(room, choice)).toldLater].sort()).toEqual([
      '*',
      'print',
      'print device b',
      'print source cups-01',
    ]);
  });

  it('is chosen anew each day, and each hour while less than a week is known', () => {
    const at = (hours: number, since: number) =>
      isChosenAnew({ at: end, sources: {}, small: [], shares: {}, jobs: {}, hours }, end + since);
    expect([at(167, hourMs - 1), at(167, hourMs)]).toEqual([false, true]);
    expect([at(168, dayMs - 1), at(168, dayMs)]).toEqual([false, true]);
  });
});
