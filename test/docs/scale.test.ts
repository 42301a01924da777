import { describe, expect, it } from 'vitest';
import { costsOn, loadOf } from '../../bench/scale/costs.ts';
import { assumed, type Demand, demandOf } from '../../bench/scale/organizations.ts';
import { type Kind, queueAt } from '../../bench/scale/queue.ts';
import { Random } from '../../bench/scale/random.ts';
import { benchScale } from '../../bench/scale/scale.ts';
import { stampede } from '../../bench/scale/stampede.ts';
import { writtenPart } from '../../bench/support/document.ts';
import { readConstants } from '../../bench/support/measured.ts';
import { markdown } from '../../bench/support/table.ts';
import { textOf } from './documents.ts';

describe('the simulation of many organizations', () => {
  it('says what the guide shows; else run `npm run bench -- scale --write`', async () => {
    expect(writtenPart(textOf('docs/guide/scale.md'), 'scale')).toBe(markdown(await benchScale()));
  });

  it('draws organizations whose mean is that of their distribution', () => {
    const { median, sigma } = assumed.jobsOfWorkingDay;
    const mean = median * Math.exp(sigma ** 2 / 2);
    const { jobsADay } = demandOf(100_000);
    expect(jobsADay / 100_000 / mean).toBeCloseTo((5 + 2 * assumed.weekend) / 7, 1);
  });

  it.each([0.3, 0.8])('queues at a load of %s as the formula of Pollaczek and Khinchine says', (load) => {
    const seconds = 1e-3;
    const { mean } = queueAt([{ perSecond: load / seconds, micros: seconds * 1e6 }], 200_000, new Random(1));
    // Half of the time is constant and half exponential, so its squared coefficient of variation is a quarter.
    const inSystem = load + (load ** 2 * 1.25) / (2 * (1 - load));
    expect(mean / inSystem).toBeGreaterThan(0.95);
    expect(mean / inSystem).toBeLessThan(1.05);
  });

  it('lets a large request hold up the small ones behind it', () => {
    const small = { perSecond: 500, micros: 400 };
    const large = { perSecond: 1, micros: 200_000 };
    const alone = queueAt([small], 50_000, new Random(1));
    const behind = queueAt([small, large], 50_000, new Random(1));
    expect(behind.p99).toBeGreaterThan(10 * alone.p99);
  });

  it('plans servers that are at most half busy, and two where they may be', () => {
    const { peak, ...rest } = demandOf(200_000);
    const demand = { ...rest, peak: { ...peak, streams: 0 } };
    const { incident, servers } = costsOn('PostgreSQL', demand, readConstants());
    expect(servers).toBeGreaterThan(4);
    expect(loadOf(incident) / servers).toBeLessThanOrEqual(0.5);
    expect(costsOn('PostgreSQL', demandOf(10), readConstants()).servers).toBe(2);
    expect(costsOn('SQLite', demandOf(10), readConstants()).servers).toBe(1);
  });

  it('has the servers that are left wait longer, the fewer they are', () => {
    const { peak, ...rest } = demandOf(5_000);
    const polled = { ...rest, peak: { ...peak, streams: 0 } };
    const polls = [{ perSecond: 1_000, micros: 500 }];
    const longest = (demand: Demand, kinds: readonly Kind[], servers: number) =>
      stampede(demand, kinds, servers, 50, new Random(1)).longest;
    expect(longest(polled, polls, 2)).toBeGreaterThan(2 * longest(polled, polls, 8));
    const streamed = { ...rest, peak: { ...peak, streams: 80_000 } };
    // Of a half of them, all come to the one that is left; of an eighth, a seventh.
    expect(longest(streamed, [], 2)).toBeGreaterThan(10 * longest(streamed, [], 8));
  });

  it('refuses an engine that was not measured, by the name of what is missing', () => {
    expect(() => costsOn('SQLite', demandOf(10), {})).toThrow('SQLite, live: ');
  });
});
