import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayMs, formatInstant } from '../kit/instant.ts';
import { openSqlite } from '../storage/index.ts';
import { event, newRoom, noon } from './jobs-room.fixture.ts';
import { dropSome, isDropDue, keptFrom, raiseFloors } from './keep.ts';

describe('jobs that are older than they are kept', () => {
  const opened: AsyncDisposableStack[] = [];
  let room: ReturnType<typeof newRoom>;
  beforeEach(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'platen-keep-'));
    const stack = new AsyncDisposableStack();
    stack.defer(() => rmSync(folder, { recursive: true }));
    room = newRoom(stack.use(await openSqlite(folder)), '4725fffa');
    opened.push(stack);
  });
  afterEach(() => opened.pop()?.disposeAsync());

  const firstKept = keptFrom(400, Date.parse(noon));
  const sentAt = (ms: number) => event({ job_id: `at ${ms}`, submitted_at: formatInstant(ms) });
  const daysLater = (days: number) => room.clock.set(formatInstant(Date.parse(noon) + days * dayMs));
  const drop = async () => {
    for (let more = true; more; ) more = await dropSome(room.jobs);
  };
  const submitted = async (from: string) => (await room.stats({ from, to: '2025-11-01' })).totals?.submitted;

  it('are rejected alone, with how long jobs are kept', async () => {
    const { accepted, rejected } = await room.send([sentAt(firstKept), sentAt(firstKept - 1), event()]);
    expect(accepted).toBe(2);
    expect(rejected).toEqual([
      {
        index: 1,
        code: 'too_old',
        message: 'submitted_at is 2025-10-18T23:59:59.999Z, and jobs are kept for 400 days.',
        fix: expect.stringContaining('PLATEN_KEEP_JOBS_DAYS'),
      },
    ]);
  });

  it('are dropped a quarter of an hour after no server takes them any more, and count on', async () => {
    await room.send([sentAt(firstKept), sentAt(firstKept + dayMs)]);
    await raiseFloors(room.jobs);
    expect(await room.jobs.store.floors()).toMatchObject({ jobs: 0, counts: 0 });
    expect(await isDropDue(room.jobs)).toBe(false);

    daysLater(1);
    await raiseFloors(room.jobs);
    expect(await room.jobs.store.floors()).toMatchObject({ jobs: firstKept + dayMs, counts: 0 });
    room.clock.advance(15 * 60 - 1);
    expect(await isDropDue(room.jobs)).toBe(false);
    room.clock.advance(1);
    expect(await isDropDue(room.jobs)).toBe(true);
    await drop();
    expect(await isDropDue(room.jobs)).toBe(false);
    expect((await room.jobs.store.nextToDrop()).jobs).toBe(firstKept + dayMs);
    expect(await submitted('2025-10-19')).toBe(2);
  });

  it('do not count again when they are kept for longer afterwards', async () => {
    await room.send([sentAt(firstKept)]);
    daysLater(1);
    await raiseFloors(room.jobs);
    await drop();
    const generous = { ...room, jobs: { ...room.jobs, keep: { jobsDays: 1200, countsDays: 1200 } } };
    await raiseFloors(generous.jobs);
    const { accepted, rejected } = await room.sendTo(generous.jobs, [
      event({ submitted_at: 'never' }),
      sentAt(firstKept),
      event(),
      event({ submitted_at: 'never' }),
    ]);
    expect(accepted).toBe(1);
    expect(rejected.map(({ index, code }) => [index, code])).toEqual([
      [0, 'invalid_event'],
      [1, 'too_old'],
      [3, 'invalid_event'],
    ]);
    expect(await submitted('2025-10-19')).toBe(1);
  });

  it('are never taken where their counts are dropped', async () => {
    await room.send([sentAt(firstKept)]);
    daysLater(1);
    await raiseFloors(room.jobs);
    await drop();
    daysLater(900);
    await raiseFloors(room.jobs);
    const floor = firstKept + 100 * dayMs;
    expect(await room.jobs.store.floors()).toMatchObject({ jobs: floor, counts: floor });
  });

  it('take their counts with them in the end, of which then nothing is known', async () => {
    await room.send([sentAt(firstKept)]);
    daysLater(801);
    await raiseFloors(room.jobs);
    const floor = firstKept + dayMs;
    expect(await room.jobs.store.floors()).toMatchObject({ jobs: floor + 800 * dayMs, counts: floor });
    await drop();
    expect((await room.jobs.store.nextToDrop()).counts).toBe(null);
    const asked = room.stats({ from: '2025-10-19T23:59:59Z', to: '2025-11-01' });
    await expect(asked).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [
        {
          location: 'query.from',
          message:
            'asks for counts from 2025-10-19T23:45:00Z on, which are kept from 2025-10-20T00:00:00Z on',
        },
      ],
    });
    expect(await submitted('2025-10-20')).toBe(0);
  });
});
