import { describe, expect, it } from 'vitest';
import { discoveries } from './discoveries.ts';
import { contributionsTo, explain } from './explain.ts';
import { pooled } from './pool.ts';
import type { Verdict } from './verdict.ts';

const verdict: Verdict = {
  ...{ kind: 'spike', since: 1_000, from: 1_000, to: 2_000, observed: 90, expected: 20, low: 10, high: 34 },
  ...{ pValue: 1e-5, severity: 'error', maturity: 'hour_of_week', contributing: [], explainedBy: [] },
  sentence: '90 jobs came.',
};

describe('findings in many series', () => {
  it('of the same probability are told in ten series and not in a thousand', () => {
    const found = [{ pValue: 0.004 }];
    expect(discoveries(found, 10)).toEqual(found);
    expect(discoveries(found, 1_000)).toEqual([]);
  });

  it('that are many are told where one of them alone would not be', () => {
    const found = [0.0009, 0.0001, 0.3, 0.0008].map((pValue) => ({ pValue }));
    expect(discoveries(found, 100)).toEqual([0.0001, 0.0008, 0.0009].map((pValue) => ({ pValue })));
    expect(discoveries(found.slice(0, 1), 100)).toEqual([]);
  });

  it('name the parts that most of it comes from, the greatest first', () => {
    const parts = [
      { name: 'print-1', observed: 5, expected: 5 },
      { name: 'print-2', observed: 30, expected: 8 },
      { name: 'print-3', observed: 55, expected: 7 },
    ];
    expect(contributionsTo(parts).map(({ name }) => name)).toEqual(['print-3', 'print-2']);
    expect(contributionsTo(parts.slice(0, 1))).toEqual([]);
  });

  it('are explained by what went on at the time, in the same sentence', () => {
    const going = [
      { kind: 'incident' as const, name: 'Cloud printing is slow', from: 0, to: null },
      { kind: 'maintenance' as const, name: 'Upgrade', from: 0, to: 900 },
    ];
    const explained = explain(verdict, [{ name: 'print-3', observed: 55, expected: 7 }], going);
    expect(explained.explainedBy).toEqual([{ kind: 'incident', name: 'Cloud printing is slow' }]);
    expect(explained.sentence).toBe(
      '90 jobs came; most of it by print-3; perhaps by reason of Cloud printing is slow.',
    );
  });
});

describe('small series', () => {
  it('are watched by themselves when there are enough jobs, else as the sum of what belongs together', () => {
    const pools = pooled([
      { path: ['all', 'north', 'a'], perHour: 20 },
      { path: ['all', 'north', 'b'], perHour: 5 },
      { path: ['all', 'north', 'c'], perHour: 4 },
      { path: ['all', 'south', 'd'], perHour: 2 },
    ]);
    expect(pools.map(({ path, parts }) => [path.join('/'), parts.length])).toEqual([
      ['all/north/a', 1],
      ['all/north', 2],
      ['all', 1],
    ]);
  });
});
