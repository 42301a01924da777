import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, formatInstant } from '../kit/instant.ts';
import { slotMs } from './contribution.ts';
import { event, noon, useRooms } from './jobs-room.fixture.ts';
import { recallJobs } from './recall-jobs.ts';

const newRoom = useRooms();
const end = Date.parse(noon);
const begin = end - 40 * dayMs;
const slots = (end - begin) / slotMs;

const aJob = fc.record({
  slot: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: slots - 1 })),
  type: fc.constantFrom('print', 'scan'),
  state: fc.constantFrom<'completed' | 'cancelled' | 'failed'>('completed', 'cancelled', 'failed'),
  device: fc.constantFrom('mfp-1', 'mfp-2'),
  source: fc.constantFrom('cups-01', 'log'),
  waited: fc.integer({ min: 1, max: 500 }),
});
const windows = fc.array(fc.record({ step: fc.nat({ max: 600 }), length: fc.constantFrom(1, 4, 96, 672) }), {
  minLength: 1,
  maxLength: 12,
});

describe('the past of jobs', () => {
  it('counts each window that slides over it as it is counted by itself', async () => {
    const asked = fc.record({
      jobType: fc.constantFrom(null, 'print' as const),
      device: fc.constantFrom(null, 'mfp-1', 'nowhere'),
    });
    const jobs = fc.array(aJob, { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(jobs, asked, windows, async (events, { jobType, device }, steps) => {
        const room = newRoom();
        for (const { slot, source, waited, state, ...told } of events) {
          const at = begin + slot * slotMs;
          const [submitted_at, then] = [formatInstant(at), formatInstant(at + waited * 1000)];
          const times = { submitted_at, updated_at: then, processing_at: then, finished_at: then };
          // A page log sees nothing but what was printed, and not how long it took.
          const seen =
            source === 'log'
              ? { ...times, state: 'completed' as const, processing_at: null, finished_at: null }
              : { ...times, state };
          await room.send([event({ ...told, ...seen })], source);
        }
        const whole = { from: begin, to: end, withDurations: true };
        const past = await recallJobs(room.jobs, room.orgId, { ...whole, jobType, device });
        let from = begin;
        for (const { step, length } of steps.toSorted((a, b) => a.length - b.length)) {
          from += step * slotMs;
          if (from + length * slotMs > end) break;
          const window = { from: formatInstant(from), to: formatInstant(from + length * slotMs) };
          const types = jobType === null ? {} : { type: [jobType] };
          const stats = await room.stats({ ...window, ...types, group_by: 'device' });
          const counted = past.count(from, from + length * slotMs);
          if (device === null) expect(counted.totals).toEqual(stats.totals);
          else {
            expect(counted.device).toEqual(stats.groups?.find(({ key }) => key === device)?.totals);
            expect(Object.keys(known(counted.totals))).toEqual(Object.keys(known(stats.totals)));
          }
          expect(past.watermark === null ? null : formatInstant(past.watermark)).toBe(stats.watermark);
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it('begins with the first job that is known of', async () => {
    const room = newRoom();
    const asked = { from: begin, to: end, jobType: null, device: null, withDurations: false };
    expect((await recallJobs(room.jobs, room.orgId, asked)).firstAt).toBeNull();
    await room.send([event({ submitted_at: '2026-11-20T10:07:00Z' }), event()]);
    const firstAt = Date.parse('2026-11-20T10:00:00Z');
    expect((await recallJobs(room.jobs, room.orgId, asked)).firstAt).toBe(firstAt);
    expect((await recallJobs(room.jobs, room.orgId, { ...asked, device: 'nowhere' })).firstAt).toBe(firstAt);
  });
});

/** What can be seen of them: how many there were of what can be counted is told by nobody that was not there. */
function known(counts: object | null) {
  const counted = Object.entries(counts ?? {}).filter(([name]) => !/rate|seconds/.test(name));
  return Object.fromEntries(counted.filter(([, value]) => value !== null));
}
