import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../kit/instant.ts';
import { busynessOf } from './calendar.ts';
import { clinic } from './clinic.ts';
import { jobsOfHour, type Site } from './jobs-of-hour.ts';
import type { Oddity } from './oddities.ts';
import type { Effect, Feed, Place } from './place.ts';
import { places } from './places.ts';
import { eventAt } from './planned-job.ts';
import { school } from './school.ts';

const openedAt = Date.parse('2025-11-24T00:00:00Z');
/** 9 o'clock in Berlin. */
const mondayMorning = Date.parse('2026-06-15T07:00:00Z');
const [cups] = feedsOf(clinic);
const [pageLog] = feedsOf(school);

describe('the jobs of an hour', () => {
  it('are the same whenever they are asked for', () => {
    const site = siteOf(clinic);
    const first = [...jobsOfHour(site, cups, mondayMorning)];
    void [...jobsOfHour(site, cups, mondayMorning + hourMs)];
    expect(first.length).toBeGreaterThan(0);
    expect([...jobsOfHour(site, cups, mondayMorning)]).toEqual(first);
  });

  it('come in within the hour and have ended two hours after it began', () => {
    for (const place of places) {
      for (const feed of place.feeds) {
        for (const job of jobsOf(place, feed, mondayMorning, 14 * 24, { waiting: 1000 })) {
          const hourAt = Math.floor(job.submittedAt / hourMs) * hourMs;
          expect(job.jobId).toContain(`-${hourAt / hourMs}-`);
          expect(job.finishedAt).toBeGreaterThanOrEqual(job.processingAt ?? job.submittedAt);
          expect(job.processingAt ?? job.submittedAt).toBeGreaterThanOrEqual(job.submittedAt);
          expect(job.finishedAt).toBeLessThan(hourAt + 2 * hourMs);
        }
      }
    }
  });

  it('are told apart by their ids', () => {
    const ids = jobsOf(clinic, cups, mondayMorning, 30 * 24).map(({ jobId }) => jobId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('follow the wall clock: a busy morning, a dip at noon, quiet nights and weekends', () => {
    const inHour = (hour: number, day: number) =>
      weeks(40).reduce((sum, week) => {
        const at = openedAt + (week * 7 + day) * dayMs + hour * hourMs;
        return sum + [...jobsOfHour(siteOf(clinic), cups, at)].length;
      }, 0);
    const winterHours = { nine: 8, noon: 11, night: 1 };
    const [nine, noon] = [inHour(winterHours.nine, 1), inHour(winterHours.noon, 1)];
    expect(noon).toBeLessThan(0.8 * nine);
    expect(inHour(winterHours.night, 1)).toBeLessThan(0.3 * noon);
    expect(inHour(winterHours.nine, 6)).toBeLessThan(0.5 * nine);
  });

  it('do not come to a school at weekends and in summer', () => {
    const saturday = Date.parse('2026-09-12T05:00:00Z');
    expect(jobsOf(school, pageLog, saturday, 48)).toEqual([]);
    expect(jobsOf(school, pageLog, Date.parse('2026-07-01T05:00:00Z'), 31 * 24)).toEqual([]);
  });

  it('vary more than by chance alone: the variance is well above the mean', () => {
    const counts = weeks(50).map(
      (week) => [...jobsOfHour(siteOf(clinic), cups, openedAt + week * 7 * dayMs + 8 * hourMs)].length,
    );
    const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
    const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (counts.length - 1);
    expect(variance).toBeGreaterThan(2 * mean);
  });
});

describe('an oddity', () => {
  const usual = jobsOf(clinic, cups, mondayMorning, 9);
  const submissions = (jobs: typeof usual) => jobs.map(({ jobId, submittedAt }) => ({ jobId, submittedAt }));

  it('leaves out jobs and makes no other job of one', () => {
    const fewer = jobsOf(clinic, cups, mondayMorning, 9, { volume: 0.5 });
    expect(fewer.length).toBeLessThan(0.8 * usual.length);
    expect(submissions(usual)).toEqual(expect.arrayContaining(submissions(fewer)));
  });

  it('that makes jobs fail leaves their number and their times of submission alone', () => {
    const failing = jobsOf(clinic, cups, mondayMorning, 9, { failing: 0.8 });
    expect(submissions(failing)).toEqual(submissions(usual));
    expect(countEnds(failing).failed).toBeGreaterThan(0.5 * usual.length);
  });

  it('that makes jobs wait makes people give up', () => {
    const slow = jobsOf(clinic, cups, mondayMorning, 9, { waiting: 45 });
    expect(countEnds(slow).cancelled).toBeGreaterThan(0.25 * usual.length);
    expect(countEnds(usual).cancelled).toBeLessThan(0.1 * usual.length);
  });

  it('can bring more jobs, or none', () => {
    expect(jobsOf(clinic, cups, mondayMorning, 9, { volume: 3 }).length).toBeGreaterThan(2 * usual.length);
    expect(jobsOf(clinic, cups, mondayMorning, 9, { volume: 0 })).toEqual([]);
  });
});

describe('what a feed tells of a job', () => {
  const [job] = jobsOf(clinic, cups, mondayMorning, 9).filter(({ end }) => end === 'completed');
  if (!job?.processingAt) throw new Error('No job was completed.');
  const { submittedAt, processingAt, finishedAt } = job;
  const stateAt = (feed: Feed, ms: number) => eventAt(feed, job, ms)?.state;

  it('is nothing before it is submitted, then how far it has come', () => {
    expect(stateAt(cups, submittedAt - 1)).toBeUndefined();
    expect(stateAt(cups, submittedAt)).toBe('pending');
    expect(stateAt(cups, processingAt)).toBe('processing');
    expect(stateAt(cups, finishedAt - 1)).toBe('processing');
    expect(stateAt(cups, finishedAt)).toBe('completed');
  });

  it('is nothing that the feed cannot see', () => {
    expect(stateAt(pageLog, finishedAt - 1)).toBeUndefined();
    expect(eventAt(pageLog, { ...job, end: 'cancelled' }, finishedAt)).toBeUndefined();
    expect(eventAt(pageLog, job, finishedAt)).toMatchObject({ state: 'completed', pages: job.output?.pages });
    expect(eventAt(pageLog, job, finishedAt)).not.toHaveProperty('processing_at');
  });
});

function feedsOf(place: Place): readonly [Feed, ...Feed[]] {
  const [first, ...rest] = place.feeds;
  if (!first) throw new Error('The place has no feed.');
  return [first, ...rest];
}

function siteOf(place: Place, effect?: Partial<Effect>): Site {
  const always: Oddity = {
    from: 0,
    until: Number.POSITIVE_INFINITY,
    types: [],
    effect: { volume: 1, failing: 0, waiting: 1, ...effect },
  };
  const busynessAt = busynessOf(place.calendar, place.organization.time_zone);
  return { place, openedAt, oddities: [always], busynessAt };
}

function jobsOf(place: Place, feed: Feed, from: number, hours: number, effect?: Partial<Effect>) {
  const site = siteOf(place, effect);
  return Array.from({ length: hours }, (_, hour) => [...jobsOfHour(site, feed, from + hour * hourMs)]).flat();
}

function countEnds(jobs: readonly { readonly end: string }[]) {
  const count = (end: string) => jobs.filter((job) => job.end === end).length;
  return { cancelled: count('cancelled'), failed: count('failed') };
}

function weeks(count: number): number[] {
  return Array.from({ length: count }, (_, week) => week);
}
