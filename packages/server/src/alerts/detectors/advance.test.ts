import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourMs } from '../../kit/instant.ts';
import { advance } from './advance.ts';
import { amend } from './amend.ts';
import { expectedIn } from './band.ts';
import { calendarOf } from './calendar.ts';
import { learned, monday, officeJobs, take, utc } from './counts.fixture.ts';
import { newSeries, readSeries, type SeriesState } from './series.ts';

const dayMs = 24 * hourMs;
const weeks = 6;
/** A Monday at which six weeks are known. */
const now = monday + weeks * 7 * dayMs;
const office = learned(weeks);
const at = (day: number, hour: number) => now + day * dayMs + hour * hourMs;
const until = (day: number, hour: number, jobs: (at: number) => number | null) =>
  take(now, at(day, hour), jobs, { state: office });
const kindsOf = (steps: ReturnType<typeof take>) =>
  new Set(steps.flatMap(({ verdict }) => verdict?.kind ?? []));

describe('a series of counts', () => {
  it('is well through weeks like those before, nights and weekends included', () => {
    const steps = take(now, at(21, 0), officeJobs, { state: office });
    expect(new Set(steps.map(({ standing }) => standing))).toEqual(new Set(['well']));
  });

  it('has a spike when there are four times as many jobs as usual, with the numbers in a sentence', () => {
    const step = until(1, 11, (each) => (each === at(1, 10) ? 160 : officeJobs(each))).at(-1);
    expect(step?.standing).toBe('bad');
    expect(step?.verdict).toMatchObject({
      kind: 'spike',
      since: at(1, 10),
      from: at(1, 10),
      to: at(1, 11),
      observed: 160,
      maturity: 'hour_of_week',
    });
    expect(step?.verdict?.sentence).toMatch(
      /^160 jobs came in the hour until 11:00 on 2026-02-17 \(UTC\), where about \d+ were to be expected and hardly more than \d+: by chance .+, judged by the same hours of past weeks\.$/,
    );
  });

  it('has a spike when a usual number of jobs comes at an unusual hour', () => {
    expect(until(1, 4, (each) => (each === at(1, 3) ? 70 : officeJobs(each))).at(-1)?.verdict?.kind).toBe(
      'spike',
    );
  });

  it('has no spike of a handful of jobs at night', () => {
    expect(kindsOf(until(1, 8, (each) => (each === at(1, 3) ? 4 : officeJobs(each))))).toEqual(new Set());
  });

  it('has a drop when there is a tenth of the jobs for some hours', () => {
    const steps = until(1, 15, (each) =>
      each >= at(1, 9) ? Math.round(officeJobs(each) / 10) : officeJobs(each),
    );
    expect(kindsOf(steps)).toEqual(new Set(['drop']));
    expect(steps.at(-1)?.verdict?.sentence).toMatch(/^Only \d+ jobs? came in the \d hours until /);
  });

  it('has a silence within an hour when no job comes any more where forty are usual', () => {
    const steps = until(1, 11, (each) => (each >= at(1, 10) ? 0 : officeJobs(each)));
    expect(steps.at(-1)?.verdict).toMatchObject({ kind: 'silence', since: at(1, 10), observed: 0 });
    expect(steps.at(-1)?.verdict?.sentence).toMatch(
      /^No job has come since 10:00 on 2026-02-17 \(UTC\), where about /,
    );
  });

  it('tells a silence once: it is bad as long as it lasts, and its news is over', () => {
    const steps = until(1, 16, (each) => (each >= at(1, 10) ? 0 : officeJobs(each))).slice(-6);
    expect(steps.map(({ standing }) => standing)).toEqual(Array.from({ length: 6 }, () => 'bad'));
    expect(steps.filter(({ signal }) => signal >= 1)).toHaveLength(1);
    expect(new Set(steps.map(({ verdict }) => verdict?.since))).toEqual(new Set([at(1, 10)]));
  });

  it('gives the silence before as what may be the reason of a spike', () => {
    const held = (each: number) =>
      each >= at(1, 10) && each < at(1, 13) ? 0 : each === at(1, 13) ? 150 : officeJobs(each);
    const { verdict } = until(1, 14, held).at(-1) ?? {};
    expect(verdict?.kind).toBe('spike');
    expect(verdict?.explainedBy.map(({ kind }) => kind)).toEqual(['backlog']);
  });

  it('is well again, by and by, after a change that stays', () => {
    const steps = take(now, at(21, 0), (each) => officeJobs(each) * (each >= at(1, 0) ? 3 : 1), {
      state: office,
    });
    expect(steps.slice(24, 48).some(({ standing }) => standing === 'bad')).toBe(true);
    expect(new Set(steps.slice(-5 * 24).map(({ standing }) => standing))).toEqual(new Set(['well']));
  });

  it('does not learn from a day that something was known to be wrong', () => {
    const wrong = (flagged: boolean) => {
      let state = office;
      for (let each = now; each < at(1, 0); each += hourMs) {
        state = advance(
          state,
          { at: each, count: officeJobs(each) * 1.4, complete: true, flagged },
          utc,
        ).state;
      }
      return expectedIn(state, utc, at(7, 10), at(7, 11)).expected;
    };
    expect(wrong(true)).toBeLessThan(wrong(false));
  });

  it('takes no holiday for a silence or a drop, nor a holiday that is worked for a spike', () => {
    const calendar = calendarOf('UTC', [{ date: '2026-02-17', type: 'holiday', name: 'Carnival' }]);
    const idle = take(now, at(2, 0), (each) => (each >= at(1, 0) ? 0 : officeJobs(each)), {
      state: office,
      calendar,
    });
    const busy = take(now, at(2, 0), officeJobs, { state: office, calendar });
    expect([kindsOf(idle), kindsOf(busy)]).toEqual([new Set(), new Set()]);
    expect(kindsOf(until(2, 0, (each) => (each >= at(1, 0) ? 0 : officeJobs(each))))).toEqual(
      new Set(['silence']),
    );
  });

  it('judges nothing but what is complete, known and in turn', () => {
    const asked = { at: now, count: 9_999, complete: true };
    const incomplete = advance(office, { ...asked, complete: false }, utc);
    const late = advance(office, { ...asked, at: now - hourMs }, utc);
    expect([incomplete, late]).toEqual(
      [incomplete, late].map(() => ({ state: office, standing: 'unknown', verdict: null, signal: 0 })),
    );
  });

  it('has no silence where its source was dead', () => {
    const dead = until(3, 0, (each) => (each >= at(1, 10) && each < at(2, 10) ? null : officeJobs(each)));
    expect(kindsOf(dead)).toEqual(new Set());
    expect(dead[34]?.standing).toBe('unknown');
  });

  it('is unknown for a day, has spikes from then on, and no silence before each day of the week was seen', () => {
    const first = take(monday, monday + dayMs, officeJobs);
    expect(new Set(first.map(({ standing }) => standing))).toEqual(new Set(['unknown']));
    const ends = take(monday, monday + 7 * dayMs, officeJobs);
    expect(kindsOf(ends)).toEqual(new Set());
  });
});

describe('a state', () => {
  it('is the same after a round trip through JSON at any step, and small', () => {
    const counts = fc.array(fc.nat({ max: 60 }), { minLength: 30, maxLength: 80 });
    fc.assert(
      fc.property(counts, (list) => {
        let [kept, stored]: SeriesState[] = [newSeries(hourMs), newSeries(hourMs)];
        for (const [index, count] of list.entries()) {
          const bucket = { at: monday + index * hourMs, count, complete: true };
          const [a, b] = [
            advance(kept as SeriesState, bucket, utc),
            advance(stored as SeriesState, bucket, utc),
          ];
          expect(b.signal).toBe(a.signal);
          kept = a.state;
          stored = readSeries(JSON.stringify(b.state)) ?? undefined;
        }
        expect(stored).toEqual(kept);
      }),
      { numRuns: 10 },
    );
    expect(JSON.stringify(office).length).toBeLessThan(8_000);
  });

  it('of another version is not taken', () => {
    expect(readSeries(JSON.stringify({ ...office, version: 2 }))).toBeNull();
  });

  it('is only of buckets that fill an hour', () => {
    expect(() => newSeries(7 * 60_000)).toThrow('do not fill an hour');
  });

  it('judges quarters of an hour, too', () => {
    const quarterMs = hourMs / 4;
    const jobs = (each: number) => Math.round(officeJobs(Math.floor(each / hourMs) * hourMs) / 4);
    const steps = take(monday, at(1, 12), (each) => (each >= at(1, 11) ? 0 : jobs(each)), {
      state: newSeries(quarterMs),
    });
    expect(steps.at(-1)?.verdict?.kind).toBe('silence');
    expect(steps.slice(-28 * 96, -4).filter(({ standing }) => standing === 'bad')).toEqual([]);
  });

  it('follows the wall clock where the clocks change', () => {
    const calendar = calendarOf('Europe/Berlin');
    // On 29 March 2026, clocks go forward: the office opens an hour earlier in UTC.
    const local = (each: number) =>
      officeJobs(each + (each < Date.parse('2026-03-29T01:00:00Z') ? 1 : 2) * hourMs);
    const steps = take(Date.parse('2026-02-01T23:00:00Z'), Date.parse('2026-04-20T22:00:00Z'), local, {
      calendar,
    });
    expect(kindsOf(steps.slice(28 * 24))).toEqual(new Set());
  });
});

describe('late data', () => {
  it('ends a silence that was none, and is in what is known', () => {
    const silent = until(1, 12, (each) => (each >= at(1, 10) ? 0 : officeJobs(each))).at(-1)?.state ?? office;
    const later = [at(1, 10), at(1, 11)].reduce(
      (state, each) => amend(state, { at: each, before: 0, count: officeJobs(each) }, utc),
      silent,
    );
    expect([silent.silence.since, later.silence.since]).toEqual([at(1, 10), null]);
    const next = advance(later, { at: at(1, 12), count: officeJobs(at(1, 12)), complete: true }, utc);
    const onTime = until(1, 12, officeJobs).at(-1)?.state ?? office;
    expect(next.verdict).toBeNull();
    expect(later.readings.map(({ count }) => count)).toEqual(onTime.readings.map(({ count }) => count));
    const lastOf = (state: SeriesState) => state.profile[24 + 10]?.at(-1) ?? Number.NaN;
    expect(Math.abs(lastOf(later) - lastOf(onTime))).toBeLessThan(1);
  });

  it('of more than a week ago, or of what was not taken yet, changes nothing', () => {
    expect(amend(office, { at: now - 8 * dayMs, before: 1, count: 50 }, utc)).toBe(office);
    expect(amend(office, { at: now, before: 0, count: 50 }, utc)).toBe(office);
  });
});

describe('the band of a plot', () => {
  const hoursFrom = (from: number, hours: number) =>
    Array.from({ length: hours }, (_, hour) => {
      const start = from + hour * hourMs;
      return expectedIn(office, utc, start, start + hourMs);
    });

  it('is narrower for a day as a whole than for its hours, and has the same in the middle', () => {
    const hours = hoursFrom(at(0, 8), 10);
    const day = expectedIn(office, utc, at(0, 8), at(0, 18));
    const sum = (name: 'expected' | 'low' | 'high') => hours.reduce((total, each) => total + each[name], 0);
    expect(day.expected).toBeCloseTo(sum('expected'));
    expect([day.low > sum('low'), day.high < sum('high')]).toEqual([true, true]);
  });

  it('has what is usual in the middle, by the hour of the week', () => {
    const band = hoursFrom(at(0, 0), 7 * 24);
    for (const [hour, { expected, low, high }] of band.entries()) {
      const jobs = officeJobs(at(0, hour));
      expect([low <= jobs + 1, high >= jobs]).toEqual([true, true]);
      expect(Math.abs(expected - jobs)).toBeLessThan(Math.max(3, jobs * 0.5));
    }
  });
});
