import type { Backtest, BacktestAnomaly } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { atLeast } from './at-least.ts';
import { chart } from './chart.ts';
import { report } from './report.ts';

function anAnomaly(
  since: string,
  closed_at: string | null,
  fields: Partial<BacktestAnomaly> = {},
): BacktestAnomaly {
  return {
    job_type: 'print',
    device: null,
    source: null,
    kind: 'silence',
    severity: 'error',
    open: closed_at === null,
    since,
    opened_at: since,
    closed_at,
    closed_because: closed_at === null ? null : 'over',
    from: since,
    to: closed_at ?? since,
    observed: 0,
    expected: 10,
    low: 3,
    high: 20,
    p_value: 0.0001,
    maturity: 'hour_of_week',
    contributing: [],
    explained_by: [],
    sentence: 'No job has come.',
    ...fields,
  };
}

const days = [16, 17, 18, 19, 20];

function aBacktest(
  anomalies: BacktestAnomaly[],
  jobs: readonly (number | null)[] = [8, 8, 0, 4, null],
): Backtest {
  const buckets = days.map((day, index) => ({
    start: `2026-11-${day}T00:00:00Z`,
    end: `2026-11-${day + 1}T00:00:00Z`,
    jobs: jobs[index] ?? null,
    low: 1,
    expected: 5,
    high: 12,
  }));
  return {
    from: '2026-11-16T00:00:00Z',
    to: '2026-11-21T00:00:00Z',
    time_zone: 'UTC',
    interval: 'day',
    series: [{ job_type: 'print', buckets }],
    anomalies,
    found: [{ severity_at_least: 'warning', anomalies: anomalies.length }],
    suggested: { severity_at_least: 'warning', sentence: 'Listen from warning on.' },
    untried: null,
  };
}

const drawn = (result: Backtest) => result.series.flatMap((series) => chart(series, result));

describe('the chart', () => {
  it('has a block a day, and a mark below each on which something was unusual', () => {
    const result = aBacktest([anAnomaly('2026-11-17T20:00:00Z', '2026-11-18T10:00:00Z')]);
    expect(drawn(result)).toEqual([
      'print: up to 8 jobs a day, 2026-11-16 to 2026-11-20',
      '  ██▁▅▁',
      '   !!',
    ]);
  });

  it('marks what goes on, and what is of all types, and nothing of another type', () => {
    const all = anAnomaly('2026-11-20T10:00:00Z', null, { job_type: null, to: '2026-11-20T12:00:00Z' });
    const scan = anAnomaly('2026-11-16T10:00:00Z', '2026-11-16T12:00:00Z', { job_type: 'scan' });
    expect(drawn(aBacktest([all, scan])).at(-1)).toBe('      !');
    expect(drawn(aBacktest([scan]))).toHaveLength(2);
  });
});

describe('what is shown', () => {
  it('is as severe as was asked for', () => {
    const at = '2026-11-17T20:00:00Z';
    const result = aBacktest([
      anAnomaly(at, null, { severity: 'warning' }),
      anAnomaly(at, null),
      anAnomaly(at, null, { severity: 'critical' }),
    ]);
    expect(atLeast(result, 'error').anomalies.map(({ severity }) => severity)).toEqual(['error', 'critical']);
  });
});

describe('the report', () => {
  it('takes no word of an anomaly for markup', () => {
    const sentence = 'Print jobs on <img src=x onerror="alert(1)"> & others';
    const html = report(aBacktest([anAnomaly('2026-11-17T20:00:00Z', null, { sentence })]), '4725fffa');
    expect(html).not.toContain('<img');
    expect(html.split('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; others')).toHaveLength(3);
  });

  it('draws no jobs where not all have been told', () => {
    const html = report(aBacktest([]), '4725fffa');
    expect(/class="jobs" points="([^"]*)"/.exec(html)?.[1]?.split(' ')).toHaveLength(4);
    expect(html).toContain('<p>None.</p>');
  });
});
