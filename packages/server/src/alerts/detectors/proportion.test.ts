import { describe, expect, it } from 'vitest';
import { hourMs } from '../../kit/instant.ts';
import { monday, officeJobs, utc } from './counts.fixture.ts';
import { advanceShare, newShare, type ShareAdvance, type ShareBucket } from './proportion.ts';

const dayMs = 24 * hourMs;
const now = monday + 28 * dayMs;
const at = (hour: number) => now + hour * hourMs;

/** One job in thirty is given up, after 11 seconds. */
function usual(each: number): ShareBucket {
  const jobs = officeJobs(each, 60);
  const hits = Math.floor((each / hourMs) % 2) + (jobs > 0 ? 1 : 0);
  return { at: each, jobs, hits: Math.min(hits, jobs), complete: true, waitSeconds: 11 };
}

function run(
  from: number,
  to: number,
  bucket: (at: number) => ShareBucket,
  state = newShare('abandonment', hourMs),
) {
  const steps: ShareAdvance[] = [];
  let before = state;
  for (let each = from; each < to; each += hourMs) {
    const step = advanceShare(before, bucket(each), utc);
    steps.push(step);
    before = step.state;
  }
  return steps;
}

const known = run(monday, now, usual).at(-1)?.state;

describe('a share of jobs', () => {
  it('is as usual as long as it is', () => {
    expect(run(now, at(7 * 24), usual, known).filter(({ verdict }) => verdict !== null)).toEqual([]);
  });

  it('is too great when a quarter of the jobs is given up, with the waiting time in words', () => {
    const slow = (each: number) =>
      each >= at(10) ? { ...usual(each), hits: 14, waitSeconds: 94 } : usual(each);
    const { verdict } = run(now, at(12), slow, known).at(-1) ?? {};
    expect(verdict).toMatchObject({ kind: 'abandonment', since: at(10), low: 0 });
    expect(verdict?.observed).toBeGreaterThan(0.2);
    expect(verdict?.sentence).toMatch(
      /^\d+ % of \d+ jobs were given up in the 2 hours until 12:00 on 2026-02-02 \(UTC\), while jobs waited a median 94 s, normally 11 s, where about [\d.]+ % were to be expected and hardly more than [\d.]+ %: by chance .+\.$/,
    );
  });

  it('of three jobs of which all were given up says nothing', () => {
    const few = (each: number) => (each === at(20) ? { ...usual(each), jobs: 3, hits: 3 } : usual(each));
    expect(run(now, at(24), few, known).filter(({ verdict }) => verdict !== null)).toEqual([]);
  });

  it('is not known where no source can tell, and says nothing in its first days', () => {
    const many = (each: number) => ({ ...usual(each), hits: usual(each).jobs ?? 0 });
    expect(run(monday, monday + 12 * hourMs, many).filter(({ verdict }) => verdict !== null)).toEqual([]);
    const blind = advanceShare(known ?? newShare('failure', hourMs), { ...usual(now), jobs: null }, utc);
    expect([blind.verdict, blind.state.recent, blind.state.until]).toEqual([null, [], now + hourMs]);
  });

  it('is not judged before its bucket is complete', () => {
    const state = known ?? newShare('failure', hourMs);
    expect(advanceShare(state, { ...usual(now), hits: 30, complete: false }, utc)).toEqual({
      state,
      verdict: null,
      signal: 0,
    });
  });

  it('is only learned from while it is as usual', () => {
    const bad = run(
      now,
      at(20),
      (each) => ({ ...usual(each), hits: Math.floor((usual(each).jobs ?? 0) / 2) }),
      known,
    );
    const before = known?.all ?? { jobs: 0, hits: 1 };
    const after = bad.at(-1)?.state.all ?? before;
    expect(after.hits / after.jobs).toBeLessThan((before.hits / before.jobs) * 1.2);
  });
});
